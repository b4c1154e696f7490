package fairdraw.reporting.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes {@code fairdraw.settlements.v1}: counts each round once, waits for a lost database. */
@ApplicationScoped
class SettlementConsumer {

    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MOST = Duration.ofSeconds(10);

    private final PgFacts facts;
    private final MeterRegistry meters;
    private final Counter poisoned;

    SettlementConsumer(PgFacts facts, MeterRegistry meters) {
        this.facts = facts;
        this.meters = meters;
        // From zero on: Prometheus sees no increase in a counter's first value.
        this.poisoned = meters.counter("fairdraw.reporting.poison", "topic", "settlements");
    }

    @Incoming("settlements")
    Uni<Void> take(Record<String, byte[]> event) {
        RoundFacts round;
        try {
            round = KafkaSettlement.parse(event.value());
        } catch (PoisonException poison) {
            poisoned.increment();
            Log.errorf("settlement refused key=%s cause=%s", event.key(), poison.getMessage());
            return Uni.createFrom().failure(poison);
        }
        return facts.take(round)
                .onFailure()
                .invoke(failure -> Log.warnf("facts wait for the database: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MOST)
                .indefinitely()
                .chain(taken -> outcome(round, taken));
    }

    private Uni<Void> outcome(RoundFacts round, PgFacts.Taken taken) {
        meters.counter("fairdraw.reporting.rounds", "taken", taken.name()).increment();
        return switch (taken) {
            case COUNTED, COPY -> Uni.createFrom().voidItem();
            case CONTRADICTION -> {
                String cause = "another settlement of " + round.game() + ":" + round.round();
                Log.errorf("settlement refused cause=%s", cause);
                yield Uni.createFrom().failure(new PoisonException(cause));
            }
        };
    }
}
