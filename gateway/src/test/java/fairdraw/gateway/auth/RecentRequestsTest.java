package fairdraw.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What one replica remembers against replays. */
class RecentRequestsTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private Instant now = Instant.EPOCH;
    private final RecentRequests recent = new RecentRequests(() -> now, WINDOW);

    @Test
    void a_request_is_new_once_for_its_window_and_forgotten_in_the_end() {
        now = at(9);
        assertThat(recent.first(7)).isTrue();
        assertThat(recent.first(7)).isFalse();
        now = at(10);
        assertThat(recent.first(7)).isFalse();
        now = at(19);
        assertThat(recent.first(7)).isFalse();
        now = at(20);
        assertThat(recent.first(8)).isTrue();
        assertThat(recent.first(7)).isTrue();
    }

    @Test
    void zero_is_a_request_as_any_other() {
        assertThat(recent.first(0)).isTrue();
        assertThat(recent.first(0)).isFalse();
    }

    @Test
    void the_last_ones_are_remembered_however_many_come() {
        long seed = 11;
        var requests = new SplittableRandom(seed);
        for (int i = 0; i < 5 * RecentRequests.KEPT_MIN; i++) {
            assertThat(recent.first(requests.nextLong())).isTrue();
        }
        var again = new SplittableRandom(seed);
        for (int i = 0; i < 4 * RecentRequests.KEPT_MIN; i++) {
            again.nextLong();
        }
        for (int i = 0; i < RecentRequests.KEPT_MIN; i++) {
            assertThat(recent.first(again.nextLong())).as("request %d of seed 11", i).isFalse();
        }
    }

    @Test
    void requests_that_fall_on_the_same_place_are_told_apart() {
        for (long i = 0; i < 1_000; i++) {
            assertThat(recent.first(i << 32 | 5)).isTrue();
        }
        for (long i = 0; i < 1_000; i++) {
            assertThat(recent.first(i << 32 | 5)).isFalse();
        }
    }

    private static Instant at(int minutes) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minutes));
    }
}
