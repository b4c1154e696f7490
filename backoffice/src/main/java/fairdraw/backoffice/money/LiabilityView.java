package fairdraw.backoffice.money;

import java.time.Instant;

/**
 * What players of an operator are still owed in one currency, minor units.
 *
 * @param mode REAL or TEST
 * @param parked waits for people
 * @param queued waits for its next attempt
 * @param oldestAt when the oldest of both was ordered
 */
public record LiabilityView(
        String operator,
        String currency,
        String mode,
        long parked,
        long parkedCount,
        long queued,
        long queuedCount,
        Instant oldestAt) {}
