package fairdraw.e2e;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * FAIRDRAW_CLOCK: the time of every process of a simulation.
 *
 * @param origin where it and the machine's time agree
 * @param factor its seconds in one of the machine's
 */
record SimulatedTime(Instant origin, int factor) implements InstantSource {

    String text() {
        return origin + "," + factor;
    }

    @Override
    public Instant instant() {
        return origin.plus(Duration.between(origin, Instant.now()).multipliedBy(factor));
    }
}
