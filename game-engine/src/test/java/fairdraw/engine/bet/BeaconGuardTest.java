package fairdraw.engine.bet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BeaconGuardTest {

    private final BeaconGuard guard = new BeaconGuard();

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
}
