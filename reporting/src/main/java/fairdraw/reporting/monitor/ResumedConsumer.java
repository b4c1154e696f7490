package fairdraw.reporting.monitor;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.RiskEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears that a person let a game go on. */
@ApplicationScoped
class ResumedConsumer {

    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MOST = Duration.ofSeconds(10);

    private final PgStops stops;

    ResumedConsumer(PgStops stops) {
        this.stops = stops;
    }

    /** Reads one event; one that is none goes to the dead letters. */
    @Incoming("risk")
    Uni<Void> take(byte[] payload) throws InvalidProtocolBufferException {
        var event = RiskEvent.parseFrom(payload);
        if (!event.hasGameResumed()) {
            return Uni.createFrom().voidItem();
        }
        var told = event.getGameResumed();
        return stops.resumed(told.getGame(), told.getHalt(), Instant.ofEpochMilli(event.getAtMs()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MOST)
                .indefinitely();
    }
}
