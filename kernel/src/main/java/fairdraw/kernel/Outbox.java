package fairdraw.kernel;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that leave if and only if their transaction commits: {@link #append} writes them beside
 * the change, {@link OutboxJob} sends them to Kafka at least once and in order per key. Needs the
 * build property {@code fairdraw.outbox=true} and the table {@code outbox}.
 */
@ApplicationScoped
@IfBuildProperty(name = "fairdraw.outbox", stringValue = "true")
public class Outbox {

    private static final String INSERT =
            """
            insert into outbox (id, topic, event_key, type, payload, traceparent, at)
            values ($1, $2, $3, $4, $5, $6, $7)\
            """;

    private final OutboxJob job;

    Outbox(OutboxJob job) {
        this.job = job;
    }

    /**
     * Writes the events in the caller's transaction, in order. Two transactions that write events
     * of one key must hold a lock between them, or the order of the key is theirs to lose.
     */
    public Uni<Void> append(SqlClient tx, List<OutboxEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String traceparent = traceparent();
        List<Tuple> rows = events.stream().map(event -> row(event, traceparent)).toList();
        return tx.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    /** Publishes at once instead of within a second; call it after the commit. */
    public void wake() {
        job.wake();
    }

    private static Tuple row(OutboxEvent event, @Nullable String traceparent) {
        return Tuple.tuple()
                .addUUID(event.id())
                .addString(event.topic())
                .addString(event.key())
                .addString(event.type())
                .addBuffer(Buffer.buffer(event.payload()))
                .addString(traceparent)
                .addOffsetDateTime(event.at().atOffset(ZoneOffset.UTC));
    }

    /** W3C trace context of this call, so that a trace goes on behind Kafka. */
    private static @Nullable String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
                : null;
    }
}
