package fairdraw.engine.round;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Public figures of punctuality: how late rounds open and close, and how many never counted. */
@ApplicationScoped
class RoundMetrics {

    private static final List<String> COUNTED =
            List.of("late", "drawn", "skipped", "voided", "published");

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> undrawn = new ConcurrentHashMap<>();

    RoundMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Records a move right after its commit. */
    void moved(Round round, long nowMs) {
        var plan = round.plan();
        switch (round) {
            case Round.Open _ -> lateness(plan, "open", nowMs - plan.openAtMs());
            case Round.Closed _ -> lateness(plan, "close", nowMs - plan.closeAtMs());
            case Round.Sealed sealed -> {
                lateness(plan, "seal", nowMs - plan.sealByMs());
                if (sealed.seal().late()) {
                    count(plan, "late");
                }
            }
            case Round.Drawn _ -> count(plan, "drawn");
            case Round.Skipped _ -> count(plan, "skipped");
            case Round.Voided _ -> count(plan, "voided");
            case Round.Published _ -> count(plan, "published");
            case Round.Scheduled _, Round.Prepared _, Round.Fixed _, Round.Settled _ -> {}
        }
    }

    /** The watchdog's gauge: rounds that opened and have no outcome yet. */
    void undrawn(String game, int rounds) {
        undrawn.computeIfAbsent(
                        game,
                        name -> {
                            // From zero on: Prometheus sees no increase in a first value.
                            COUNTED.forEach(what -> counter(name, what));
                            return registry.gauge(
                                    "fairdraw.rounds.undrawn",
                                    Tags.of("game", name),
                                    new AtomicInteger());
                        })
                .set(rounds);
    }

    private void lateness(RoundPlan plan, String step, long lateMs) {
        registry.timer("fairdraw.round.lateness", "game", plan.game(), "step", step)
                .record(Duration.ofMillis(Math.max(0, lateMs)));
    }

    private void count(RoundPlan plan, String what) {
        counter(plan.game(), what).increment();
    }

    private Counter counter(String game, String what) {
        return registry.counter("fairdraw.rounds", "game", game, "what", what);
    }
}
