package fairdraw.engine.halt;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.GameDeviates;
import fairdraw.events.v1.RiskEvent;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Stops a game that does not look like chance any more. */
@ApplicationScoped
class RiskConsumer {

    private static final int CAUSE_CHARS_MAX = 500;
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MOST = Duration.ofSeconds(5);

    private final Pool pool;
    private final PgHalts halts;
    private final InstantSource clock;

    RiskConsumer(Pool pool, PgHalts halts, InstantSource clock) {
        this.pool = pool;
        this.halts = halts;
        this.clock = clock;
    }

    /** Reads one event; one that cannot be right goes to the dead letters. */
    @Incoming("risk")
    Uni<Void> consume(byte[] payload) throws InvalidProtocolBufferException {
        var event = RiskEvent.parseFrom(payload);
        return switch (event.getRiskCase()) {
            case GAME_DEVIATES -> stop(UUID.fromString(event.getId()), event.getGameDeviates());
            // For people, told by ourselves, or of a later version.
            case ACCOUNT_DRIFTED, GAME_RESUMED, RISK_NOT_SET -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> stop(UUID id, GameDeviates told) {
        String cause = told.getCause();
        if (told.getGame().isBlank() || cause.isBlank() || cause.length() > CAUSE_CHARS_MAX) {
            throw new IllegalArgumentException("no game or no cause");
        }
        Log.errorf("STOP game=%s cause=%s halt=%s", told.getGame(), cause, id);
        return Uni.createFrom()
                .deferred(() -> halts.stop(pool, id, told.getGame(), cause, clock.millis()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MOST)
                .indefinitely();
    }
}
