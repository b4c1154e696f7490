package fairdraw.engine.round;

import fairdraw.engine.approval.Correction;
import fairdraw.engine.approval.PgCorrections;
import fairdraw.engine.bet.RefundBets;
import fairdraw.engine.lease.Fence;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/**
 * Voids a round that two persons decided about, before its beacon's time, and refunds its tickets:
 * all in one transaction.
 */
@ApplicationScoped
class AnnulRound {

    private final Pool pool;
    private final PgRounds rounds;
    private final PgStoredRounds stored;
    private final PgRoundEvents events;
    private final PgCorrections corrections;
    private final RefundBets refunds;
    private final Outbox outbox;
    private final InstantSource clock;

    AnnulRound(
            Pool pool,
            PgRounds rounds,
            PgStoredRounds stored,
            PgRoundEvents events,
            PgCorrections corrections,
            RefundBets refunds,
            Outbox outbox,
            InstantSource clock) {
        this.pool = pool;
        this.rounds = rounds;
        this.stored = stored;
        this.events = events;
        this.corrections = corrections;
        this.refunds = refunds;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A voided round, and how many tickets were refunded. */
    record Annulled(Round.Voided round, long tickets) {}

    /** Voids a live round, or refuses when its time or state does not allow it. */
    Uni<Annulled> annul(Fence fence, Round round, Correction.VoidRound order) {
        return Uni.createFrom()
                .deferred(() -> {
                    long now = clock.millis();
                    var voided = voided(round, order.approval().reason(), now);
                    return refunds.refund(fence, order.round(), tx -> write(tx, voided, order, now))
                            .invoke(outbox::wake)
                            .map(tickets -> new Annulled(voided, tickets));
                });
    }

    /** The answer for a round that is not live: what this very order did, or why it cannot. */
    Uni<Long> answer(Correction.VoidRound order) {
        return corrections
                .done(pool, order)
                .chain(done -> done ? rounds.voidedTickets(order) : refuse(order));
    }

    private Uni<Long> refuse(Correction.VoidRound order) {
        return stored.find(order.game(), order.round())
                .map(found -> {
                    var code = found.isEmpty() ? RefusalCode.ROUND_UNKNOWN : RefusalCode.TOO_LATE;
                    throw Refusal.of(code, "round", code.sentence()).toException();
                });
    }

    private Uni<Void> write(
            SqlClient tx, Round.Voided voided, Correction.VoidRound order, long now) {
        return rounds.annul(tx, voided, now)
                .chain(() -> corrections.keep(tx, order, now))
                .chain(() -> events.voided(tx, voided, now));
    }

    private static Round.Voided voided(Round round, String reason, long nowMs) {
        return switch (round) {
            case Round.Open open -> open.annul(reason, nowMs);
            case Round.Closed closed -> closed.annul(reason, nowMs);
            case Round.Fixed fixed -> fixed.annul(reason, nowMs);
            case Round.Sealed sealed -> sealed.annul(reason, nowMs);
            case Round.Scheduled _, Round.Prepared _ ->
                    throw Refusal.of(RefusalCode.TOO_EARLY, "round", "it is not open yet")
                            .toException();
            case Round.Drawn _,
                    Round.Settled _,
                    Round.Published _,
                    Round.Skipped _,
                    Round.Voided _ ->
                    throw Refusal.of(RefusalCode.TOO_LATE, "round", "it is decided").toException();
        };
    }
}
