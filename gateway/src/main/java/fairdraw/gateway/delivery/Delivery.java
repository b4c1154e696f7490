package fairdraw.gateway.delivery;

import fairdraw.gateway.wallet.WalletCall;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that an operator's wallet is to be told, until it is.
 *
 * @param transaction our id at every attempt
 * @param player empty when it is about no player
 * @param ticket empty when it is about no ticket
 * @param game empty when it is about no round
 * @param amount minor units; below 0 for an adjustment that takes money back
 * @param lane deliveries of one lane keep their order
 * @param body what is sent, the same at every attempt
 * @param orderedAt when the engine ordered it
 * @param expiresAt of a rollback: when the debit's right to apply ended; empty for the refund of a
 *     confirmed debit
 */
record Delivery(
        UUID transaction,
        WalletCall call,
        String operator,
        String player,
        String ticket,
        String game,
        long round,
        String currency,
        long amount,
        String mode,
        String lane,
        String body,
        Instant orderedAt,
        Optional<Instant> expiresAt) {

    /**
     * A delivery that a worker holds.
     *
     * @param attempt 1 for the first
     * @param tries of them, those of the schedule that runs now
     * @param firstAttemptAt of that schedule
     */
    record Claimed(Delivery delivery, int attempt, int tries, Instant firstAttemptAt) {}
}
