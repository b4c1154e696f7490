package fairdraw.gateway.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A statement that is being fetched.
 *
 * @param from start of the period, inclusive
 * @param to its end, exclusive
 * @param cursor where the next page starts; empty for the first
 * @param page the next one, from 0
 * @param failures since the last page came
 */
record Statement(
        UUID id,
        String operator,
        Instant from,
        Instant to,
        Optional<String> cursor,
        int page,
        int failures) {

    /** The longest period. */
    static final Duration PERIOD_MAX = Duration.ofDays(31);

    /** Lines that are asked for at a time. */
    static final int LINES_MAX = 500;

    /** A list that is longer has no end. */
    static final int PAGES_MAX = 20_000;

    /** Waits after a page that did not come; after the last one it is given up. */
    private static final List<Duration> WAITS =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofHours(6),
                    Duration.ofHours(6));

    /** When a page that did not come now is asked for again; empty when no more. */
    Optional<Instant> again(Instant now) {
        return failures < WAITS.size()
                ? Optional.of(now.plus(WAITS.get(failures)))
                : Optional.empty();
    }
}
