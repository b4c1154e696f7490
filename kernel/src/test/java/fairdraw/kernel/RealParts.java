package fairdraw.kernel;

import fairdraw.stack.PostgresPart;
import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.SQLException;
import java.util.Map;

/** PostgreSQL with an outbox, and Kafka. */
public final class RealParts implements QuarkusTestResourceLifecycleManager {

    private static final String OUTBOX =
            """
            create table outbox (
                position bigint generated always as identity primary key,
                id uuid not null unique,
                topic text not null,
                event_key text not null,
                type text not null,
                payload bytea not null,
                traceparent text,
                at timestamptz not null,
                published_at timestamptz);
            create index outbox_unpublished on outbox (position) where published_at is null\
            """;

    private static PostgresPart.Db db = TestParts.postgres().db("engine");

    static PostgresPart.Db db() {
        return db;
    }

    @Override
    public Map<String, String> start() {
        try (var connection = db.connect();
                var statement = connection.createStatement()) {
            statement.execute(OUTBOX);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "quarkus.datasource.reactive.url", db.url(),
                "quarkus.datasource.username", db.user(),
                "quarkus.datasource.password", db.password(),
                "kafka.bootstrap.servers", TestParts.kafka().bootstrap());
    }

    @Override
    public void stop() {
        // The parts end with the JVM.
    }
}
