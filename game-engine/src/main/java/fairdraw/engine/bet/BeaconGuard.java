package fairdraw.engine.bet;

import fairdraw.kernel.FairdrawClock;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps bets out once their round's result could be known, even if our own clock is wrong: it looks
 * at the beacons that were really emitted (spec 4.1), and at the time that has passed since, so
 * that a clock that is set back is found out before the next beacon, and while no beacon comes.
 * Safe for several threads.
 */
public final class BeaconGuard {

    /** How far our clock may be behind the newest beacon's time. */
    static final long CLOCK_LAG_MAX_MS = 100;

    /**
     * How far it may be behind the time that must have passed since that beacon: less than lies
     * between the last confirmation and the beacon that decides, and more than a pause of ours.
     */
    static final long CLOCK_STEP_MAX_MS = 500;

    private record Newest(long beaconRound, long emittedAtMs, long seenAtMs) {}

    private final FairdrawClock.Steady steady;
    private final AtomicReference<Newest> newest =
            new AtomicReference<>(new Newest(-1, Long.MIN_VALUE / 2, 0));

    /**
     * A guard that has seen nothing.
     *
     * @param steady what no change of our clock changes
     */
    public BeaconGuard(FairdrawClock.Steady steady) {
        this.steady = steady;
    }

    /** A verified beacon was seen; an older one than the newest changes nothing. */
    public void seen(long beaconRound, long emittedAtMs) {
        newest.accumulateAndGet(
                new Newest(beaconRound, emittedAtMs, steady.ms()),
                (old, now) -> now.beaconRound > old.beaconRound ? now : old);
    }

    /** Whether a bet on a round that this beacon decides must be kept out at this time. */
    boolean shut(long beaconRound, long nowMs) {
        var seen = newest.get();
        if (seen.beaconRound < 0) {
            return false;
        }
        // It is later than this: the beacon took its time to us.
        long leastMs = seen.emittedAtMs + (steady.ms() - seen.seenAtMs);
        return seen.beaconRound >= beaconRound
                || nowMs < seen.emittedAtMs - CLOCK_LAG_MAX_MS
                || nowMs < leastMs - CLOCK_STEP_MAX_MS;
    }
}
