package fairdraw.engine;

import fairdraw.kernel.FairdrawClock;
import jakarta.enterprise.inject.Produces;
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
    private final AtomicLong steadyMs = new AtomicLong();

    /** What passes whatever is done to the clock. */
    @Produces
    @Singleton
    FairdrawClock.Steady steady() {
        return steadyMs::get;
    }

    /** The clock is set back by so much: that time passes, and the clock does not show it. */
    public void setBack(long ms) {
        steadyMs.addAndGet(ms);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMs.get());
    }

    /** Sets the time; it never goes back. */
    public void at(long ms) {
        nowMs.updateAndGet(now -> Math.max(now, ms));
    }
}
