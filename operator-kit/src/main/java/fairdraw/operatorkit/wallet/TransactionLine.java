package fairdraw.operatorkit.wallet;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of the wallet's own list of transactions, as the house reads it to compare the books.
 *
 * @param ticketId empty of a promotion, as are game and round
 * @param amount minor units; below 0 only for an adjustment that took money back
 * @param moved false for a rollback that found nothing to give back
 */
record TransactionLine(
        String transactionId,
        Movement.Kind kind,
        String player,
        String ticketId,
        String game,
        String roundId,
        String currency,
        String mode,
        long amount,
        UUID operatorTransactionId,
        Instant at,
        boolean moved) {

    static TransactionLine of(Movement movement) {
        return new TransactionLine(
                movement.transactionId(),
                movement.kind(),
                movement.player(),
                movement.ticketId(),
                movement.game(),
                movement.roundId(),
                movement.currency(),
                movement.mode(),
                movement.amount(),
                movement.operatorTransactionId(),
                movement.at(),
                movement.outcome() == Movement.Outcome.APPLIED);
    }
}
