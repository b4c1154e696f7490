package fairdraw.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * FAIRDRAW_CLOCK as the services read it: {@code origin,factor}. At wall time {@code origin} both
 * agree, and from there one wall second is {@code factor} seconds.
 */
public final class SimulatedClock {

    private static final int FACTOR_MAX = 10_000;

    private SimulatedClock() {}

    /** The clock of this process by its own environment. */
    static InstantSource ofEnvironment() {
        return Optional.ofNullable(System.getenv("FAIRDRAW_CLOCK"))
                .filter(text -> !text.isBlank())
                .map(SimulatedClock::parse)
                .orElseGet(InstantSource::system);
    }

    /**
     * Reads {@code origin,factor}.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static InstantSource parse(String text) {
        var parts = text.split(",");
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("FAIRDRAW_CLOCK is origin,factor, not " + text);
        }
        var origin = Instant.parse(parts[0]);
        int factor = Integer.parseInt(parts[1]);
        if (factor < 1 || factor > FACTOR_MAX) {
            throw new IllegalArgumentException("the factor is 1.." + FACTOR_MAX);
        }
        var wall = InstantSource.system();
        return () -> origin.plus(Duration.between(origin, wall.instant()).multipliedBy(factor));
    }
}
