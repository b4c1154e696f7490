package fairdraw.fairness.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
