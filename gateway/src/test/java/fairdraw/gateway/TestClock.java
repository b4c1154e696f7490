package fairdraw.gateway;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of the gateway under test: real time, which a test can set ahead. */
public final class TestClock {

    private static volatile Duration ahead = Duration.ZERO;

    private TestClock() {}

    /** Now, as everything in the test sees it. */
    public static Instant now() {
        return Instant.now().plus(ahead);
    }

    /** Sets the clock that much ahead of real time; zero sets it right. */
    public static void ahead(Duration by) {
        ahead = by;
    }

    /** Puts the clock in the place of the real one. */
    @Singleton
    public static final class Bean {

        @Produces
        @Singleton
        InstantSource clock() {
            return TestClock::now;
        }
    }
}
