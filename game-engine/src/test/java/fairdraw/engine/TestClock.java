package fairdraw.engine;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. */
@Singleton
public class TestClock implements InstantSource {

    /** Where time begins. */
    public static final long START_MS = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();

    private final AtomicLong nowMs = new AtomicLong(START_MS);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMs.get());
    }

    /** Sets the time; it never goes back. */
    public void at(long ms) {
        nowMs.updateAndGet(now -> Math.max(now, ms));
    }
}
