package fairdraw.kernel;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one clock of a process (spec 4.10). {@code FAIRDRAW_CLOCK=origin,factor} runs every process
 * of a simulation on the same faster time: at wall time {@code origin} (RFC 3339) both agree, and
 * from there one wall second is {@code factor} seconds.
 */
@Singleton
public final class FairdrawClock {

    /** The clock to inject; UTC. */
    @Produces
    @Singleton
    @DefaultBean
    InstantSource clock(@ConfigProperty(name = "fairdraw.clock") Optional<String> simulated) {
        return simulated.map(FairdrawClock::parse).orElseGet(InstantSource::system);
    }

    /** Milliseconds that pass whatever is done to the clock, from some beginning. */
    @FunctionalInterface
    public interface Steady {
        /** Now, ms. */
        long ms();
    }

    /** The steady clock to inject; in a simulation it stands still, since nobody sets its clock. */
    @Produces
    @Singleton
    @DefaultBean
    Steady steady(@ConfigProperty(name = "fairdraw.clock") Optional<String> simulated) {
        return simulated.isPresent()
                ? () -> 0
                : () -> Duration.ofNanos(System.nanoTime()).toMillis();
    }

    /**
     * Reads {@code origin,factor}.
     *
     * @throws IllegalArgumentException when it is not of that form or the factor is not 1..10 000
     */
    public static InstantSource parse(String text) {
        String[] parts = text.split(",");
        if (parts.length != 2) {
            throw new IllegalArgumentException("FAIRDRAW_CLOCK is origin,factor, not " + text);
        }
        Instant origin = Instant.parse(parts[0]);
        int factor = Integer.parseInt(parts[1]);
        if (factor < 1 || factor > 10_000) {
            throw new IllegalArgumentException("the factor of FAIRDRAW_CLOCK is 1..10000");
        }
        InstantSource wall = InstantSource.system();
        return () -> origin.plus(Duration.between(origin, wall.instant()).multipliedBy(factor));
    }
}
