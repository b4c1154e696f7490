package fairdraw.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends outbox rows as CloudEvents 1.0 in binary mode: to every in-sync replica, in order. */
@ApplicationScoped
@IfBuildProperty(name = "fairdraw.outbox", stringValue = "true")
class KafkaOutbox {

    // Shorter than the publisher's deadline, so that Kafka's answer is always the one that counts.
    private static final int DELIVERY_DEADLINE_MS = 6_000;
    private static final int REQUEST_DEADLINE_MS = 3_000;
    private static final int METADATA_DEADLINE_MS = 2_000;

    private static final Logger LOG = Logger.getLogger(KafkaOutbox.class);

    private final Map<String, Object> config;
    private final String source;
    private @Nullable Producer<String, byte[]> producer;

    KafkaOutbox(
            @Identifier("default-kafka-broker") Map<String, Object> shared,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        config = new HashMap<>(shared);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_DEADLINE_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_DEADLINE_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, METADATA_DEADLINE_MS);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, service + "-outbox");
        source = "/" + service;
    }

    /**
     * The rows that Kafka took, in order; of each key only those before its first that failed.
     * Waits off the event loop.
     */
    Uni<List<Row>> send(List<Row> rows) {
        return Uni.createFrom()
                .item(() -> deliver(rows))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private synchronized List<Row> deliver(List<Row> rows) {
        if (producer == null) {
            producer =
                    new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        List<Row> taken = new ArrayList<>(rows.size());
        Set<String> behindFailure = new HashSet<>();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
            for (Row row : rows) {
                sent.add(producer.send(record(row)));
            }
            for (int i = 0; i < rows.size(); i++) {
                String key =
                        rows.get(i).getString("topic") + "/" + rows.get(i).getString("event_key");
                if (!acknowledged(sent.get(i), rows.get(i)) || behindFailure.contains(key)) {
                    behindFailure.add(key);
                } else {
                    taken.add(rows.get(i));
                }
            }
        } catch (RuntimeException e) {
            drop();
            throw e;
        }
        if (!behindFailure.isEmpty()) {
            drop();
        }
        return taken;
    }

    private static boolean acknowledged(Future<RecordMetadata> sent, Row row) {
        try {
            // Bounded by the delivery deadline of the producer.
            sent.get();
            return true;
        } catch (ExecutionException e) {
            LOG.warnf("Kafka did not take event=%s: %s", row.getUUID("id"), e.getCause());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What is still in the producer's buffer must not overtake the rows that are sent again. */
    @PreDestroy
    synchronized void drop() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private ProducerRecord<String, byte[]> record(Row row) {
        String key = row.getString("event_key");
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        row.getString("topic"), key, row.getBuffer("payload").getBytes());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", row.getUUID("id").toString());
        header(record, "ce_type", row.getString("type"));
        header(record, "ce_source", source);
        header(record, "ce_time", row.getOffsetDateTime("at").toInstant().toString());
        header(record, "ce_partitionkey", key);
        header(record, "content-type", "application/protobuf");
        String traceparent = row.getString("traceparent");
        if (traceparent != null) {
            header(record, "traceparent", traceparent);
        }
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        Headers headers = record.headers();
        headers.add(name, value.getBytes(UTF_8));
    }
}
