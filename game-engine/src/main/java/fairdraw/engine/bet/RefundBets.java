package fairdraw.engine.bet;

import fairdraw.engine.lease.Fence;
import fairdraw.engine.ledger.Transfer;
import fairdraw.engine.ticket.KafkaTicketEvents;
import fairdraw.engine.ticket.PgTickets;
import fairdraw.engine.ticket.Rollback;
import fairdraw.engine.ticket.Ticket;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Gives back every ticket of a round that is voided: what was in the round is refunded, what waited
 * for its debit expires, and of both the wallet owes a rollback. Page by page, so that memory stays
 * flat.
 */
@ApplicationScoped
public class RefundBets {

    private static final String VOID = "VOID";
    private static final int PAGE_TICKETS = 1_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final TakeTickets desk;

    RefundBets(TakeTickets desk) {
        this.desk = desk;
    }

    /** Tickets so far, and those that somebody may be waiting for. */
    private static final class Refunded {
        private long tickets;
        private final Map<UUID, Ticket> awaited = new HashMap<>();
    }

    /**
     * Refunds the round alone, behind every command that was committed before; answers how many
     * tickets.
     *
     * @param store voids the round in the same transaction, first
     */
    public Uni<Long> refund(Fence fence, long round, Function<SqlConnection, Uni<Void>> store) {
        var writer = desk.owned(fence.game());
        var refunded = new Refunded();
        return writer.step(() ->
                        desk.lease
                                .write(
                                        fence,
                                        tx ->
                                                store.apply(tx)
                                                        .chain(() ->
                                                                pages(
                                                                        tx,
                                                                        fence.game(),
                                                                        round,
                                                                        BEFORE_ALL,
                                                                        refunded)))
                                .invoke(() -> {
                                    writer.closeBook(round);
                                    desk.outbox.wake();
                                    desk.moved(fence.game(), refunded.awaited);
                                }))
                .map(_ -> refunded.tickets);
    }

    private Uni<Void> pages(
            SqlConnection tx, String game, long round, UUID after, Refunded refunded) {
        return desk.tickets
                .page(tx, game, round, after, PAGE_TICKETS)
                .chain(page -> {
                    if (page.isEmpty()) {
                        return Uni.createFrom().voidItem();
                    }
                    var last = page.getLast().body().id();
                    return give(tx, page, refunded)
                            .chain(() -> pages(tx, game, round, last, refunded));
                });
    }

    private Uni<Void> give(SqlConnection tx, List<PgTickets.StoredTicket> page, Refunded refunded) {
        long now = desk.clock.millis();
        var ended = new ArrayList<Ticket>(page.size());
        var rollbacks = new ArrayList<Rollback>(page.size());
        var transfers = new ArrayList<Transfer>();
        for (var stored : page) {
            var body = stored.body();
            if (stored.accepted()) {
                ended.add(new Ticket.Refunded(body, VOID));
                transfers.addAll(body.books(step -> step.refundStake(now)));
            } else {
                var expired = new Ticket.Reserved(body).expire(VOID);
                ended.add(expired);
                refunded.awaited.put(body.id(), expired);
                transfers.addAll(body.books(step -> step.release(now)));
                transfers.addAll(body.books(step -> step.refundDue(now)));
            }
            rollbacks.add(new Rollback(body, VOID));
        }
        refunded.tickets += page.size();
        var events = KafkaTicketEvents.of(List.of(), ended, rollbacks, now);
        return desk.tickets
                .end(tx, ended, now)
                .chain(() -> desk.ledger.append(tx, transfers))
                .chain(() -> desk.outbox.append(tx, events));
    }
}
