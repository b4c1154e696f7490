package fairdraw.backoffice.money;

import java.time.Instant;

/**
 * A call to a wallet that waits for people.
 *
 * @param transaction our id at every attempt
 * @param kind CREDIT, ROLLBACK, ROUND_CLOSE, ADJUSTMENT or PROMOTION
 * @param ticket empty of a promotion, as is the game
 * @param mode REAL or TEST
 * @param amount minor units; below 0 when it takes money back
 * @param cause a code of the wallet catalogue, or why the answer was unknown
 * @param orderedAt when the engine ordered it: its age is since then
 */
public record ParkedView(
        String transaction,
        String kind,
        String operator,
        String player,
        String ticket,
        String game,
        long round,
        String currency,
        String mode,
        long amount,
        String cause,
        int attempts,
        Instant orderedAt,
        Instant parkedAt) {}
