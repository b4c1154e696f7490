package fairdraw.engine.bet;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps bets out once their round's result could be known, even if our own clock is wrong: it looks
 * at the beacons that were really emitted (spec 4.1). Safe for several threads.
 */
public final class BeaconGuard {

    /** How far our clock may be behind the newest beacon's time. */
    static final long CLOCK_LAG_MAX_MS = 100;

    private record Newest(long beaconRound, long emittedAtMs) {}

    private final AtomicReference<Newest> newest =
            new AtomicReference<>(new Newest(-1, Long.MIN_VALUE / 2));

    /** A verified beacon was seen; an older one than the newest changes nothing. */
    public void seen(long beaconRound, long emittedAtMs) {
        newest.accumulateAndGet(
                new Newest(beaconRound, emittedAtMs),
                (old, now) -> now.beaconRound > old.beaconRound ? now : old);
    }

    /** Whether a bet on a round that this beacon decides must be kept out at this time. */
    boolean shut(long beaconRound, long nowMs) {
        var seen = newest.get();
        return seen.beaconRound >= beaconRound || nowMs < seen.emittedAtMs - CLOCK_LAG_MAX_MS;
    }
}
