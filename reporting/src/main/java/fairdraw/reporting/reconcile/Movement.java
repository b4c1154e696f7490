package fairdraw.reporting.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of an operator's wallet as one side knows it.
 *
 * @param transaction our id of it, the same at every attempt
 * @param kind null where the side does not say
 * @param ticket the ticket that it belongs to
 * @param amount minor units, below 0 only for an adjustment that takes money back; null where the
 *     side does not say
 * @param at when the side says that it happened
 */
record Movement(
        String operator,
        String transaction,
        @Nullable Kind kind,
        @Nullable String player,
        @Nullable String ticket,
        @Nullable String game,
        @Nullable Long round,
        @Nullable String currency,
        @Nullable String mode,
        @Nullable Long amount,
        Instant at) {

    /** What moves money at an operator's wallet. */
    enum Kind {
        /** The stake of a ticket. */
        DEBIT,
        /** The payout of a bet. */
        CREDIT,
        /** A debit taken back. */
        ROLLBACK,
        /** A correction that two persons approved. */
        ADJUSTMENT,
        /** A gift of the house that two persons approved; it has no ticket. */
        PROMOTION
    }
}
