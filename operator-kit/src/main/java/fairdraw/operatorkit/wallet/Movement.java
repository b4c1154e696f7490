package fairdraw.operatorkit.wallet;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the journal. Amounts are minor units.
 *
 * @param position ascending, the cursor of the list
 * @param amount what was asked for; below 0 only for an adjustment that takes back
 * @param change what it did to the balance
 * @param balance after it; null when the player has no account
 */
public record Movement(
        long position,
        String transactionId,
        UUID operatorTransactionId,
        Kind kind,
        Outcome outcome,
        @Nullable String code,
        String debitTransactionId,
        String player,
        String currency,
        long amount,
        long change,
        @Nullable Long balance,
        String ticketId,
        @Nullable String betId,
        String game,
        String roundId,
        String mode,
        Instant at) {

    /** What moved it. */
    public enum Kind {
        OPENING,
        DEBIT,
        CREDIT,
        ROLLBACK,
        ADJUSTMENT,
        PROMOTION
    }

    /** Whether it moved money, is final without a move, or was a debit turned down for good. */
    public enum Outcome {
        APPLIED,
        NOTHING,
        REFUSED
    }
}
