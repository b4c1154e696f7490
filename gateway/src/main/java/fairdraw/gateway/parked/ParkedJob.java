package fairdraw.gateway.parked;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the manual queue, on every replica: {@code fairdraw_manual_queue_size} and {@code
 * fairdraw_manual_queue_age_seconds}, how long its oldest transaction waits for people.
 */
@ApplicationScoped
class ParkedJob {

    private final PgParked parked;
    private final InstantSource clock;
    private final AtomicLong size;
    private final AtomicLong ageS;

    ParkedJob(PgParked parked, InstantSource clock, MeterRegistry meters) {
        this.parked = parked;
        this.clock = clock;
        this.size = meters.gauge("fairdraw.manual.queue.size", new AtomicLong());
        this.ageS = meters.gauge("fairdraw.manual.queue.age.seconds", new AtomicLong());
    }

    @Scheduled(
            every = "${fairdraw.gateway.measure-manual-queue-every:15s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return parked.waiting()
                .invoke(waiting -> {
                    size.set(waiting.count());
                    ageS.set(
                            waiting.since()
                                    .map(since -> Duration.between(since, clock.instant()))
                                    .map(Duration::toSeconds)
                                    .orElse(0L));
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(away -> {
                    Log.debugf("the manual queue cannot be measured: %s", away.getMessage());
                    return Uni.createFrom().voidItem();
                });
    }
}
