package fairdraw.engine.bet;

import fairdraw.engine.exposure.PgExposure;
import fairdraw.engine.lease.Fence;
import fairdraw.engine.ledger.Transfer;
import fairdraw.engine.ticket.KafkaTicketEvents;
import fairdraw.engine.ticket.Rollback;
import fairdraw.engine.ticket.Ticket;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Ends the betting of a round at its cut-off: what was not confirmed expires, the exposure of the
 * rest is stored, and the set is fixed for ever.
 */
@ApplicationScoped
public class FixBets {

    private static final String NOT_CONFIRMED = "NOT_CONFIRMED";

    private final TakeTickets desk;
    private final PgExposure exposure;

    FixBets(TakeTickets desk, PgExposure exposure) {
        this.desk = desk;
        this.exposure = exposure;
    }

    /** The set of bets of a round. */
    public record FixedBets(Bytes root, long count) {}

    /**
     * Fixes the set behind every Confirm that was committed before.
     *
     * @param store writes the set to the round in the same transaction
     */
    public Uni<FixedBets> fix(
            Fence fence, long round, BiFunction<SqlConnection, FixedBets, Uni<Void>> store) {
        var writer = desk.owned(fence.game());
        var fixed = new ArrayList<FixedBets>(1);
        return writer.step(
                        () -> {
                            var book = writer.book(round);
                            var chain = book.chain();
                            var bets = new FixedBets(chain.root(), chain.size());
                            fixed.add(bets);
                            return desk.lease
                                    .write(fence, tx -> inTransaction(tx, book, bets, store))
                                    .invoke(ended -> {
                                        writer.closeBook(round);
                                        desk.outbox.wake();
                                        desk.moved(fence.game(), byId(ended));
                                    })
                                    .replaceWithVoid();
                        })
                .map(_ -> fixed.getFirst());
    }

    private Uni<List<Ticket>> inTransaction(
            SqlConnection tx,
            RoundBook book,
            FixedBets bets,
            BiFunction<SqlConnection, FixedBets, Uni<Void>> store) {
        var window = book.window();
        long now = desk.clock.millis();
        var ended = new ArrayList<Ticket>();
        var rollbacks = new ArrayList<Rollback>();
        var transfers = new ArrayList<Transfer>();
        for (var ticket : book.reserved()) {
            var body = ticket.body();
            ended.add(ticket.expire(NOT_CONFIRMED));
            // The wallet may have been asked, and nobody told us: what it took goes back.
            rollbacks.add(new Rollback(body, NOT_CONFIRMED));
            transfers.addAll(body.books(step -> step.release(now)));
            transfers.addAll(body.books(step -> step.refundDue(now)));
        }
        var events = KafkaTicketEvents.of(List.of(), ended, rollbacks, now);
        return desk.tickets
                .lock(tx, window.game(), List.of(window.round()))
                .invoke(locked -> requireLocked(window, locked))
                .chain(() -> desk.tickets.end(tx, ended, now))
                .chain(() -> desk.ledger.append(tx, transfers))
                .chain(() -> desk.outbox.append(tx, events))
                .chain(() ->
                        exposure.store(
                                tx, window.game(), window.round(), List.copyOf(book.sealed())))
                .chain(() -> store.apply(tx, bets))
                .replaceWith(ended);
    }

    private static void requireLocked(BetWindow window, List<Long> locked) {
        if (locked.isEmpty()) {
            throw new IllegalStateException("round " + window.round() + " is fixed already");
        }
    }

    private static Map<UUID, Ticket> byId(List<Ticket> tickets) {
        var byId = new HashMap<UUID, Ticket>();
        tickets.forEach(ticket -> byId.put(ticket.body().id(), ticket));
        return byId;
    }
}
