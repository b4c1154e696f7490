package fairdraw.engine.bet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BeaconGuardTest {

    private static final long RHO = 42;
    private static final long PERIOD_MS = 3_000;
    private static final long RHO_AT_MS = RHO * PERIOD_MS;

    /** The last confirmation comes at least so long before the beacon that decides (spec 4.1). */
    private static final long CUT_OFF_MS = RHO_AT_MS - 600;

    private final AtomicLong trueMs = new AtomicLong();
    private final BeaconGuard guard = new BeaconGuard(trueMs::get);

    @Test
    void without_a_beacon_nothing_is_shut() {
        assertFalse(guard.shut(1, 0));
    }

    @Test
    void once_the_deciding_beacon_is_out_the_round_is_shut() {
        guard.seen(41, 5_000);
        assertFalse(guard.shut(42, 5_000));
        guard.seen(42, 6_000);
        assertTrue(guard.shut(42, 6_000));
        assertFalse(guard.shut(43, 6_000));
    }

    @Test
    void an_older_beacon_opens_nothing_again() {
        guard.seen(42, 6_000);
        guard.seen(41, 5_000);
        assertTrue(guard.shut(42, 6_000));
    }

    @Test
    void a_clock_that_is_behind_the_newest_beacon_shuts_everything() {
        guard.seen(41, 5_000);
        assertTrue(guard.shut(99, 4_899));
        assertFalse(guard.shut(99, 4_900));
    }

    /**
     * The clock is set by up to two seconds at every moment before the beacon, beacons reach us or
     * not from then on, and at no time at which the deciding beacon is out a bet is taken.
     */
    @Test
    void no_step_of_the_clock_takes_a_bet_whose_beacon_is_out() {
        for (long stepMs = -2_000; stepMs <= 2_000; stepMs += 100) {
            for (long atMs = RHO_AT_MS - 7_000; atMs < RHO_AT_MS; atMs += 250) {
                for (boolean heard : new boolean[] {true, false}) {
                    assertEquals(0, takenTooLate(stepMs, atMs, heard), stepMs + " at " + atMs);
                }
            }
        }
    }

    @Test
    void a_clock_that_is_right_takes_bets_until_the_cut_off_even_without_beacons() {
        trueMs.set(RHO_AT_MS - 7_000);
        guard.seen(RHO - 3, RHO_AT_MS - 3 * PERIOD_MS);
        for (long ms = RHO_AT_MS - 7_000; ms < CUT_OFF_MS; ms += 50) {
            trueMs.set(ms);
            assertFalse(guard.shut(RHO, ms));
        }
    }

    @Test
    void a_clock_that_is_ahead_closes_early_and_never_late() {
        trueMs.set(RHO_AT_MS - PERIOD_MS);
        guard.seen(RHO - 1, RHO_AT_MS - PERIOD_MS);
        trueMs.set(CUT_OFF_MS - 2_000);
        assertFalse(guard.shut(RHO, trueMs.get() + 2_000));
    }

    /** How many of the moments after the beacon would have taken a bet. */
    private static int takenTooLate(long stepMs, long stepAtMs, boolean heard) {
        var now = new AtomicLong();
        var guard = new BeaconGuard(now::get);
        int taken = 0;
        for (long ms = RHO_AT_MS - 12_000; ms < RHO_AT_MS + 4_000; ms += 50) {
            now.set(ms);
            if (ms % PERIOD_MS == 0 && (heard || ms < stepAtMs)) {
                guard.seen(ms / PERIOD_MS, ms);
            }
            long ours = ms < stepAtMs ? ms : ms + stepMs;
            if (ms >= RHO_AT_MS && ours < CUT_OFF_MS && !guard.shut(RHO, ours)) {
                taken++;
            }
        }
        return taken;
    }
}
