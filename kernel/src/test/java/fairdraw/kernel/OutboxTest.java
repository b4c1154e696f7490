package fairdraw.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class OutboxTest {

    private static final String TOPIC = "fairdraw.rounds.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject Outbox outbox;
    @Inject OutboxJob job;
    @Inject Pool pool;

    @Test
    void events_arrive_in_order_with_their_cloudevents_headers() {
        String key = "order-" + Ids.next();
        List<OutboxEvent> events =
                IntStream.range(0, 1_200).mapToObj(i -> event(key, "e" + i)).toList();
        commit(events);
        outbox.wake();
        try (var consumer = consumer()) {
            List<ConsumerRecord<String, byte[]>> got = new ArrayList<>();
            await().atMost(PATIENCE)
                    .until(() -> {
                        poll(consumer, key, got);
                        return got.size() >= events.size();
                    });
            for (int i = 0; i < events.size(); i++) {
                assertEquals("e" + i, new String(got.get(i).value(), UTF_8));
                assertEquals(events.get(i).id().toString(), header(got.get(i), "ce_id"));
            }
            assertEquals("1.0", header(got.getFirst(), "ce_specversion"));
            assertEquals("fairdraw.test", header(got.getFirst(), "ce_type"));
            assertEquals("/kernel-test", header(got.getFirst(), "ce_source"));
            assertEquals("2026-01-02T03:04:05Z", header(got.getFirst(), "ce_time"));
            assertEquals(key, header(got.getFirst(), "ce_partitionkey"));
        }
        await().atMost(PATIENCE).until(() -> unpublished(key) == 0);
    }

    @Test
    void events_of_many_small_commits_are_all_sent_and_go_together() {
        String key = "small-" + Ids.next();
        long begun = System.nanoTime();
        for (int i = 0; i < 150; i++) {
            commit(List.of(event(key, "e" + i)));
            outbox.wake();
        }
        await().atMost(PATIENCE).until(() -> unpublished(key) == 0);
        long passes =
                count(
                        "select count(distinct published_at) from outbox where event_key = '"
                                + key
                                + "'");
        long elapsedMs = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        assertTrue(passes <= elapsedMs / OutboxJob.PACE.toMillis() + 1, passes + " passes");
    }

    @Test
    void an_event_of_a_transaction_that_failed_never_leaves() {
        String key = "rollback-" + Ids.next();
        Uni<Void> broken = Uni.createFrom().failure(new IllegalStateException());
        Uni<Void> transaction =
                pool.withTransaction(
                        tx -> outbox.append(tx, List.of(event(key, "ghost"))).chain(() -> broken));
        assertThrows(IllegalStateException.class, () -> transaction.await().atMost(PATIENCE));
        assertEquals(0, count("select count(*) from outbox where event_key = '" + key + "'"));
    }

    @Test
    void a_publisher_waits_while_another_has_the_lock() {
        String key = "lock-" + Ids.next();
        pool.withTransaction(tx ->
                        tx.query(
                                        "select pg_advisory_xact_lock(hashtext('outbox'),"
                                                + " hashtext(current_schema()))")
                                .execute()
                                .invoke(() -> commitAndWake(key))
                                // Longer than a tick and many pauses.
                                .onItem()
                                .delayIt()
                                .by(Duration.ofMillis(1_500))
                                .chain(() -> Uni.createFrom().item(() -> unpublished(key)))
                                .invoke(waiting -> assertEquals(1, waiting)))
                .await()
                .atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> unpublished(key) == 0);
    }

    @Test
    void published_rows_go_after_a_day_and_unpublished_stay() {
        String key = "prune-" + Ids.next();
        commit(List.of(event(key, "old"), event(key, "young")));
        await().atMost(PATIENCE).until(() -> unpublished(key) == 0);
        count(
                "with aged as (update outbox set published_at = now() - interval '25 hours' where"
                        + " payload = 'old' and event_key = '"
                        + key
                        + "' returning 1) select count(*) from aged");
        job.prune().await().atMost(PATIENCE);
        assertEquals(1, count("select count(*) from outbox where event_key = '" + key + "'"));
    }

    @Test
    void an_event_that_kafka_would_not_take_is_refused_before_it_is_written() {
        assertThrows(IllegalArgumentException.class, () -> event("", "x"));
        byte[] large = new byte[OutboxEvent.PAYLOAD_BYTES_MAX + 1];
        assertThrows(
                IllegalArgumentException.class,
                () -> new OutboxEvent(Ids.next(), TOPIC, "k", "t", large, Instant.EPOCH));
    }

    private void commitAndWake(String key) {
        pool.withTransaction(tx -> outbox.append(tx, List.of(event(key, "x"))))
                .subscribe()
                .with(done -> outbox.wake());
    }

    private void commit(List<OutboxEvent> events) {
        pool.withTransaction(tx -> outbox.append(tx, events)).await().atMost(PATIENCE);
    }

    private static long unpublished(String key) {
        return count(
                "select count(*) from outbox where published_at is null and event_key = '"
                        + key
                        + "'");
    }

    /** Over JDBC: it may be asked on an event loop. */
    private static long count(String sql) {
        try (var connection = RealParts.db().connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutboxEvent event(String key, String payload) {
        return new OutboxEvent(
                UUID.randomUUID(),
                TOPIC,
                key,
                "fairdraw.test",
                payload.getBytes(UTF_8),
                Instant.parse("2026-01-02T03:04:05Z"));
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                TestParts.kafka().bootstrap(),
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(
                consumer.partitionsFor(TOPIC).stream()
                        .map(part -> new TopicPartition(part.topic(), part.partition()))
                        .toList());
        return consumer;
    }

    private static void poll(
            KafkaConsumer<String, byte[]> consumer,
            String key,
            List<ConsumerRecord<String, byte[]>> got) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            if (key.equals(record.key())) {
                got.add(record);
            }
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
