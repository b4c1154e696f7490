package fairdraw.fairness.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameIdentity;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Schedule;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    private static final long ORIGIN_MS = 1_000_000;
    private static final GameIdentity GAME =
            new GameIdentity(
                    new OutcomeSpace.Digits(3),
                    new Schedule(ORIGIN_MS, 10_000, 6_000, 1_000),
                    3,
                    Bytes.zero(32));
    private static final BatchPlan PLAN = new BatchPlan(3, 8_000);

    @Test
    void a_new_game_gets_its_first_batch_and_the_lead() {
        assertEquals(List.of(0L, 1L, 2L, 3L), missing(OptionalLong.empty(), -15_000));
    }

    @Test
    void a_game_with_its_lead_needs_nothing() {
        assertEquals(List.of(), missing(OptionalLong.of(3), 5_000));
    }

    @Test
    void the_lead_moves_on_when_the_last_round_of_a_batch_cannot_open_any_more() {
        assertEquals(List.of(), missing(OptionalLong.of(3), 61_999));
        assertEquals(List.of(4L), missing(OptionalLong.of(3), 62_000));
    }

    @Test
    void after_a_long_stop_the_batches_that_have_passed_are_left_out() {
        assertEquals(List.of(100L, 101L, 102L, 103L), missing(OptionalLong.of(3), 8_000_000));
    }

    @Test
    void after_a_stop_within_the_lead_no_number_is_used_twice() {
        assertEquals(List.of(6L, 7L), missing(OptionalLong.of(5), 4 * 80_000));
    }

    private static List<Long> missing(OptionalLong last, long sinceOriginMs) {
        return PLAN.missing(GAME, last, ORIGIN_MS + sinceOriginMs);
    }
}
