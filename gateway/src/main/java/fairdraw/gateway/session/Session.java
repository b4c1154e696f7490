package fairdraw.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A player's stay in one game in one currency, opened by the operator.
 *
 * @param mode REAL or TEST
 * @param idleUntil slides with use
 * @param endsAt the end whatever is used; the token ends with it
 */
public record Session(
        UUID id,
        String operator,
        String player,
        String currency,
        String game,
        String mode,
        Optional<String> language,
        Optional<String> region,
        Optional<String> jurisdiction,
        Instant createdAt,
        Instant idleUntil,
        Instant endsAt) {

    /** How long a session lives without use. */
    static final Duration IDLE = Duration.ofMinutes(30);

    /** How long a session lives at most. */
    static final Duration LIFE = Duration.ofHours(8);
}
