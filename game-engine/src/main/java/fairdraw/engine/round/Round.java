package fairdraw.engine.round;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;

/**
 * A round in one of its states (spec 5). A move exists only on the state where it is legal, so that
 * no code can reopen, redraw or settle twice.
 */
public sealed interface Round {

    /** Which round, and when it does what. */
    RoundPlan plan();

    /** Known, not prepared. */
    record Scheduled(RoundPlan plan) implements Round {

        Prepared prepare(Opening opening) {
            return new Prepared(plan, opening);
        }

        Skipped skip(String reason) {
            return new Skipped(plan, reason);
        }
    }

    /** Fairness committed to it; its time has not come. */
    record Prepared(RoundPlan plan, Opening opening) implements Round {

        /** Whether its opening may still be committed at this time. */
        boolean mayOpen(long nowMs) {
            return nowMs >= plan.openAtMs() && nowMs <= plan.openByMs();
        }

        Open open(long nowMs, long configPosition) {
            if (!mayOpen(nowMs)) {
                throw new IllegalStateException(plan.roundId() + " cannot open at " + nowMs);
            }
            return new Open(plan, opening, configPosition);
        }

        Skipped skip(String reason) {
            return new Skipped(plan, reason);
        }
    }

    /** Takes reservations and confirmations. */
    record Open(RoundPlan plan, Opening opening, long configPosition) implements Round {

        Closed close() {
            return new Closed(plan, opening, configPosition);
        }

        /** Only before the beacon's time: afterwards a round is never voided (spec 4.1). */
        Voided annul(String reason, long nowMs) {
            return Voided.of(plan, opening, reason, nowMs);
        }
    }

    /** Takes confirmations until the cut-off. */
    record Closed(RoundPlan plan, Opening opening, long configPosition) implements Round {

        Fixed fix(BetSet bets) {
            return new Fixed(plan, opening, bets);
        }

        /** Only before the beacon's time: afterwards a round is never voided (spec 4.1). */
        Voided annul(String reason, long nowMs) {
            return Voided.of(plan, opening, reason, nowMs);
        }
    }

    /** The set of bets is fixed and not yet sealed; stored as CLOSED with its root. */
    record Fixed(RoundPlan plan, Opening opening, BetSet bets) implements Round {

        Sealed seal(Seal seal) {
            return new Sealed(plan, opening, bets, seal);
        }

        /** Only before the beacon's time: afterwards a round is never voided (spec 4.1). */
        Voided annul(String reason, long nowMs) {
            return Voided.of(plan, opening, reason, nowMs);
        }
    }

    /** Waits for its beacon, without limit. */
    record Sealed(RoundPlan plan, Opening opening, BetSet bets, Seal seal) implements Round {

        Drawn draw(Draw draw) {
            if (draw.beaconRound() != opening.beaconRound()) {
                throw new IllegalArgumentException(
                        plan.roundId() + " is not drawn by beacon " + draw.beaconRound());
            }
            return new Drawn(plan, opening.tableHash(), bets, draw);
        }

        /** Only before the beacon's time: afterwards a round is never voided (spec 4.1). */
        Voided annul(String reason, long nowMs) {
            return Voided.of(plan, opening, reason, nowMs);
        }
    }

    /** The outcome is known and committed; nothing is paid yet. */
    record Drawn(RoundPlan plan, Bytes tableHash, BetSet bets, Draw draw) implements Round {

        Settled settle(long nowMs) {
            return new Settled(plan, nowMs);
        }
    }

    /** Winners and books are committed; the seed is still to be revealed. */
    record Settled(RoundPlan plan, long settledAtMs) implements Round {

        Published publish(Bytes recordHash) {
            return new Published(plan, recordHash);
        }
    }

    /** Final: the signed record with the seed is public. */
    record Published(RoundPlan plan, Bytes recordHash) implements Round {}

    /** Final: never opened, took no bet, has no record. */
    record Skipped(RoundPlan plan, String reason) implements Round {}

    /** Final: ended by the rules of spec 4.1; its tickets are refunded. */
    record Voided(RoundPlan plan, String reason) implements Round {

        private static Voided of(RoundPlan plan, Opening opening, String reason, long nowMs) {
            if (nowMs >= opening.beaconAtMs()) {
                throw Refusal.of(RefusalCode.TOO_LATE, "round", "the round has its beacon")
                        .toException();
            }
            return new Voided(plan, reason);
        }
    }

    /** Whether nothing more will happen to it. */
    default boolean isFinal() {
        return switch (this) {
            case Published _, Skipped _, Voided _ -> true;
            case Scheduled _, Prepared _, Open _, Closed _, Fixed _, Sealed _, Drawn _, Settled _ ->
                    false;
        };
    }

    /** Whether it opened and has no outcome yet. */
    default boolean isUndrawn() {
        return switch (this) {
            case Open _, Closed _, Fixed _, Sealed _ -> true;
            case Scheduled _, Prepared _, Drawn _, Settled _, Published _, Skipped _, Voided _ ->
                    false;
        };
    }
}
