package fairdraw.engine.correction;

import fairdraw.engine.approval.Approval;
import fairdraw.engine.approval.Correction;
import fairdraw.engine.approval.PgCorrections;
import fairdraw.engine.ledger.CorrectionPostings;
import fairdraw.engine.ledger.PgLedger;
import fairdraw.engine.ticket.PgTicketViews;
import fairdraw.engine.ticket.PgTickets;
import fairdraw.engine.ticket.Ticket;
import fairdraw.engine.ticket.TicketView;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Corrects what a settled bet was paid, by a transaction of its own. */
@ApplicationScoped
class AdjustBet {

    private final Pool pool;
    private final PgCorrections corrections;
    private final PgTickets tickets;
    private final PgTicketViews views;
    private final PgLedger ledger;
    private final Outbox outbox;
    private final InstantSource clock;

    AdjustBet(
            Pool pool,
            PgCorrections corrections,
            PgTickets tickets,
            PgTicketViews views,
            PgLedger ledger,
            Outbox outbox,
            InstantSource clock) {
        this.pool = pool;
        this.corrections = corrections;
        this.tickets = tickets;
        this.views = views;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param operator whose ticket it is
     * @param amount minor units, never 0; below 0 is taken back
     */
    record Asked(
            Approval approval,
            String operator,
            UUID ticket,
            int index,
            long amount,
            String currency) {}

    /** Id of the adjustment at the operator's wallet; the same when asked again. */
    Uni<UUID> adjust(Asked asked) {
        return pool.withTransaction(tx ->
                        // One at a time for each ticket, so that two cannot take the same money.
                        tickets.lockOne(tx, asked.ticket())
                                .chain(() -> views.byId(tx, List.of(asked.ticket())))
                                .chain(found -> {
                                    if (found.isEmpty()) {
                                        throw Refusal.of(RefusalCode.NOT_FOUND).toException();
                                    }
                                    return adjust(tx, asked, found.getFirst());
                                }))
                .invoke(outbox::wake);
    }

    private Uni<UUID> adjust(SqlConnection tx, Asked asked, TicketView view) {
        var body = view.ticket().body();
        var correction =
                new Correction.AdjustBet(
                        asked.approval(),
                        body.party(),
                        body.game(),
                        body.round(),
                        body.id(),
                        asked.index(),
                        asked.amount());
        long now = clock.millis();
        return corrections
                .done(tx, correction)
                .chain(done -> {
                    if (done) {
                        return Uni.createFrom().voidItem();
                    }
                    check(asked, view);
                    return corrections
                            .keep(tx, correction, now)
                            .chain(() ->
                                    ledger.append(
                                            tx,
                                            CorrectionPostings.adjustment(
                                                    correction, body.free(), now)))
                            .chain(() ->
                                    outbox.append(
                                            tx,
                                            List.of(KafkaAdjustment.of(correction, body, now))));
                })
                .replaceWith(correction.transaction());
    }

    private static void check(Asked asked, TicketView view) {
        var body = view.ticket().body();
        if (!body.party().operator().equals(asked.operator())) {
            throw Refusal.of(RefusalCode.NOT_FOUND).toException();
        }
        if (asked.index() < 0 || asked.index() >= body.bets().size()) {
            throw Refusal.of(RefusalCode.NOT_FOUND, "index", "the ticket has no such bet")
                    .toException();
        }
        if (!body.party().currency().equals(asked.currency())) {
            throw Refusal.of(
                            RefusalCode.CURRENCY_MISMATCH,
                            "currency",
                            "the ticket is in " + body.party().currency())
                    .toException();
        }
        if (!(view.ticket() instanceof Ticket.Accepted) || !view.settled()) {
            throw Refusal.of(RefusalCode.TOO_EARLY, "ticket", "the bet is not settled")
                    .toException();
        }
        long paid = view.paid(asked.index());
        if (asked.amount() < 0 && asked.amount() < -paid) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "amount", "at least " + -paid)
                    .toException();
        }
    }
}
