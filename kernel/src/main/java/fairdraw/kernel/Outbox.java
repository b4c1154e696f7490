package fairdraw.kernel;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
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
            select id, topic, event_key, type, payload, $6, at
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[],
                   $7::timestamptz[]) with ordinality
                   as event (id, topic, event_key, type, payload, at, place)
             order by place\
            """;

    private final OutboxJob job;

    Outbox(OutboxJob job) {
        this.job = job;
    }

    /**
     * Writes the events in the caller's transaction, in order and in one statement. Two
     * transactions that write events of one key must hold a lock between them, or the order of the
     * key is theirs to lose.
     */
    public Uni<Void> append(SqlClient tx, List<OutboxEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(INSERT)
                .execute(Tuple.newInstance(columns(events, traceparent())))
                .replaceWithVoid();
    }

    /** Publishes at once instead of within a second; call it after the commit. */
    public void wake() {
        job.wake();
    }

    private static io.vertx.sqlclient.Tuple columns(
            List<OutboxEvent> events, @Nullable String traceparent) {
        return io.vertx.sqlclient.Tuple.tuple()
                .addArrayOfUUID(events.stream().map(OutboxEvent::id).toArray(UUID[]::new))
                .addArrayOfString(texts(events, OutboxEvent::topic))
                .addArrayOfString(texts(events, OutboxEvent::key))
                .addArrayOfString(texts(events, OutboxEvent::type))
                .addArrayOfBuffer(
                        events.stream()
                                .map(event -> Buffer.buffer(event.payload()))
                                .toArray(Buffer[]::new))
                .addString(traceparent)
                .addArrayOfOffsetDateTime(
                        events.stream()
                                .map(event -> event.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new));
    }

    private static String[] texts(List<OutboxEvent> events, Function<OutboxEvent, String> of) {
        return events.stream().map(of).toArray(String[]::new);
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
