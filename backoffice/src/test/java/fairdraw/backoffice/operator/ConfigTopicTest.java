package fairdraw.backoffice.operator;

import static fairdraw.backoffice.operator.OperatorApiTest.as;
import static fairdraw.backoffice.operator.OperatorApiTest.create;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.backoffice.BackofficeParts;
import fairdraw.events.v1.ConfigEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class ConfigTopicTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject PublishOperatorsJob publish;

    @Test
    void a_changed_largest_stake_reaches_the_topic_under_a_growing_version() {
        create("topic");
        String limits =
                "{\"currencies\":[{\"currency\":\"EUR\",\"minStake\":50,\"maxStake\":%d,"
                        + "\"maxWin\":5000000,\"roundLiability\":100000000}]}";
        for (int version = 1; version <= 3; version++) {
            as("admin")
                    .header("If-Match", "\"" + version + "\"")
                    .body(limits.formatted(1000 * version))
                    .patch("/v1/operators/topic")
                    .then()
                    .statusCode(200);
        }
        // A refused edit must leave no trace on the topic.
        as("admin")
                .header("If-Match", "\"1\"")
                .body(limits.formatted(77))
                .patch("/v1/operators/topic")
                .then()
                .statusCode(412);
        var events = read("operator/topic", found -> found.size() >= 4);
        assertEquals(
                List.of(1L, 2L, 3L, 4L), events.stream().map(ConfigEvent::getVersion).toList());
        assertEquals(
                List.of(10_000L, 1000L, 2000L, 3000L),
                events.stream()
                        .map(each -> each.getOperator().getCurrencies(0).getMaxStake())
                        .toList());
        assertEquals("topic", events.getLast().getOperator().getOperator());
    }

    @Test
    void everything_is_told_again_so_that_an_empty_topic_fills() throws Throwable {
        create("again");
        read("operator/again", found -> found.size() >= 1);
        VertxContextSupport.subscribeAndAwait(publish::publish);
        var events = read("operator/again", found -> found.size() >= 2);
        assertEquals(events.getFirst().getOperator(), events.getLast().getOperator());
        assertEquals(1, events.getLast().getVersion());
        assertFalse(read("operator/demo", found -> !found.isEmpty()).isEmpty());
    }

    /** Every event of the key, once there are enough. */
    private static List<ConfigEvent> read(String key, Predicate<List<ConfigEvent>> enough) {
        var found = new ArrayList<ConfigEvent>();
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig()
                                .getValue("kafka.bootstrap.servers", String.class),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest");
        try (var consumer =
                new KafkaConsumer<>(
                        config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("fairdraw.config.v1"));
            long end = System.nanoTime() + SOON.toNanos();
            while (!enough.test(found) && System.nanoTime() < end) {
                for (var event : consumer.poll(Duration.ofMillis(200))) {
                    if (event.key().equals(key)) {
                        found.add(ConfigEvent.parseFrom(event.value()));
                    }
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }
}
