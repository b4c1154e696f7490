package fairdraw.reporting.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.ConfigEvent;
import fairdraw.events.v1.OperatorStatus;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes {@code fairdraw.config.v1}: the names of operators. */
@ApplicationScoped
class ConfigConsumer {

    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MOST = Duration.ofSeconds(10);

    private static final String AS_HOUSE = "select set_config('fairdraw.operator', '*', true)";
    private static final String KEEP =
            """
            insert into operator_name as o (operator, name, version, closed)
            values ($1, $2, $3, $4)
            on conflict (operator) do update set name = excluded.name, version = excluded.version,
                   closed = excluded.closed
             where o.version < excluded.version\
            """;

    private final Pool pool;

    ConfigConsumer(Pool pool) {
        this.pool = pool;
    }

    @Incoming("config")
    Uni<Void> take(Record<String, byte[]> event) {
        ConfigEvent config;
        try {
            config = ConfigEvent.parseFrom(event.value());
        } catch (InvalidProtocolBufferException notProtobuf) {
            Log.errorf("config refused key=%s cause=%s", event.key(), notProtobuf.getMessage());
            return Uni.createFrom()
                    .failure(new PoisonException("not a ConfigEvent: " + notProtobuf.getMessage()));
        }
        if (!config.hasOperator()) {
            return Uni.createFrom().voidItem();
        }
        Tuple name =
                Tuple.of(
                        config.getOperator().getOperator(),
                        config.getOperator().getName(),
                        config.getVersion(),
                        config.getOperator().getStatus() == OperatorStatus.OPERATOR_STATUS_CLOSED);
        return pool.withTransaction(tx ->
                        tx.query(AS_HOUSE)
                                .execute()
                                .chain(() -> tx.preparedQuery(KEEP).execute(name)))
                .onFailure()
                .invoke(failure -> Log.warnf("names wait for the database: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MOST)
                .indefinitely()
                .replaceWithVoid();
    }
}
