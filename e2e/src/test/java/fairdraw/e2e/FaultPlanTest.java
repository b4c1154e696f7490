package fairdraw.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.e2e.Fault.Kind;
import fairdraw.e2e.Fault.Step;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a plan promises, whatever its seed. */
class FaultPlanTest {

    private static final int FULL = 200;
    private static final int SAMPLE = 26;
    private static final int SEEDS = 200;

    @Test
    void two_hundred_faults_do_everything_that_makes_sense() {
        seeds().forEach(seed -> {
            Set<String> done =
                    FaultPlan.of(seed, FULL).faults().stream()
                            .map(it -> it.target() + it.kind() + it.step())
                            .collect(Collectors.toSet());
            for (FaultPlan.Target target : FaultPlan.TARGETS) {
                for (Kind kind : Kind.values()) {
                    for (Step step : Step.values()) {
                        assertEquals(
                                target.has(kind, step),
                                done.contains(target.name() + kind + step),
                                () -> "seed %d: %s %s %s".formatted(seed, kind, target, step));
                    }
                }
            }
        });
    }

    @Test
    void what_is_left_out_has_its_reason() {
        for (FaultPlan.Target target : FaultPlan.TARGETS) {
            for (Kind kind : Kind.values()) {
                for (Step step : Step.values()) {
                    assertEquals(
                            target.has(kind, step),
                            target.whyNot(kind, step).isEmpty(),
                            target::name);
                }
            }
        }
    }

    @Test
    void a_sample_has_every_target_every_kind_and_every_step() {
        seeds().forEach(seed -> {
            var faults = FaultPlan.of(seed, SAMPLE).faults();
            assertEquals(
                    FaultPlan.TARGETS.stream()
                            .map(FaultPlan.Target::name)
                            .collect(Collectors.toSet()),
                    faults.stream().map(Fault::target).collect(Collectors.toSet()));
            assertTrue(
                    faults.stream()
                            .map(Fault::kind)
                            .collect(Collectors.toSet())
                            .containsAll(Arrays.asList(Kind.values())));
            assertTrue(
                    faults.stream()
                            .map(Fault::step)
                            .collect(Collectors.toSet())
                            .containsAll(Arrays.asList(Step.values())));
        });
    }

    @Test
    void the_seed_decides_everything() {
        assertEquals(FaultPlan.of(7, FULL), FaultPlan.of(7, FULL));
        assertNotEquals(FaultPlan.of(7, FULL), FaultPlan.of(8, FULL));
    }

    @Test
    void a_part_of_a_plan_keeps_its_faults_as_they_were() {
        var plan = FaultPlan.of(7, FULL);
        assertEquals(plan.faults().subList(2, 4), plan.only(Set.of(3, 4)).faults());
    }

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }
}
