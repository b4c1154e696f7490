package fairdraw.fairness.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EntropyHealthTest {

    @Test
    void the_system_source_is_sound_over_ten_megabytes() {
        var health = new EntropyHealth();
        var random = new SecureRandom();
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < 10; i++) {
            random.nextBytes(bytes);
            assertTrue(health.sound(bytes));
        }
    }

    @Test
    void a_stuck_source_is_found_at_the_cut_off_and_not_before() {
        var health = new EntropyHealth();
        assertTrue(health.sound(new byte[EntropyHealth.REPETITIONS_MAX - 1]));
        assertFalse(health.sound(new byte[1]));
    }

    @Test
    void the_cut_offs_are_those_of_sp_800_90b_for_four_bits_a_byte_and_one_alarm_in_2_to_the_20() {
        assertEquals(1 + Math.ceilDiv(20, 4), EntropyHealth.REPETITIONS_MAX);
        assertEquals(1 + criticalValue(), EntropyHealth.PROPORTION_MAX);
    }

    /** The least k with P(X <= k) >= 1 - 2^-20 for X of B(512, 1/16), exactly. */
    private static int criticalValue() {
        int n = EntropyHealth.WINDOW_BYTES;
        var fifteen = BigInteger.valueOf(15);
        var all = BigInteger.ONE.shiftLeft(4 * n);
        var above = all;
        var choose = BigInteger.ONE;
        for (int k = 0; k <= n; k++) {
            above = above.subtract(choose.multiply(fifteen.pow(n - k)));
            if (above.shiftLeft(20).compareTo(all) <= 0) {
                return k;
            }
            choose = choose.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
        }
        throw new AssertionError();
    }

    @Test
    void a_source_that_failed_once_is_not_used_again() {
        var sound = new SecureRandom();
        var stuck = new boolean[1];
        RandomGenerator source = () -> stuck[0] ? 0 : sound.nextLong();
        var masters = new MasterSource(source);
        assertEquals(32, masters.draw().length);
        stuck[0] = true;
        assertThrows(IllegalStateException.class, masters::draw);
        stuck[0] = false;
        assertThrows(IllegalStateException.class, masters::draw, "though it seems well again");
    }

    @Test
    void a_source_that_gives_one_byte_far_too_often_is_found() {
        var random = new Random(1);
        byte[] bytes = new byte[64 * EntropyHealth.WINDOW_BYTES];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i += 4) {
            bytes[i] = 7;
        }
        assertFalse(new EntropyHealth().sound(bytes));
    }

    @Test
    void no_master_comes_from_a_stuck_source() {
        RandomGenerator stuck = () -> 0;
        assertThrows(IllegalStateException.class, new MasterSource(stuck)::draw);
    }

    @Test
    void a_master_has_32_bytes() {
        assertEquals(32, new MasterSource(new SecureRandom()).draw().length);
    }
}
