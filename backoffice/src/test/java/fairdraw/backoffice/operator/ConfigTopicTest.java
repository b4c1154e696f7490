package fairdraw.backoffice.operator;

import static fairdraw.backoffice.operator.OperatorApiTest.as;
import static fairdraw.backoffice.operator.OperatorApiTest.create;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.backoffice.BackofficeParts;
import fairdraw.events.v1.ConfigEvent;
import fairdraw.events.v1.CreditMode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class ConfigTopicTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject PublishOperatorsJob publish;
    @Inject SaveOperator save;
    @Inject ReadOperator operators;
    @Inject ObjectMapper json;

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

    @Test
    void a_tick_before_the_start_is_complete_creates_what_the_file_says(@TempDir Path folder)
            throws Throwable {
        Path file = folder.resolve("bootstrap.json");
        String demo = Files.readString(configured("fairdraw.bootstrap.file", Path.class));
        Files.writeString(file, demo.replace("\"demo\"", "\"early\""));
        var job =
                new PublishOperatorsJob(
                        save,
                        operators,
                        json,
                        InstantSource.system(),
                        Optional.of(file),
                        Duration.ofHours(1));
        VertxContextSupport.subscribeAndAwait(job::tick);
        assertFalse(read("operator/early", found -> !found.isEmpty()).isEmpty());
    }

    private static <T> T configured(String name, Class<T> type) {
        return ConfigProvider.getConfig().getValue(name, type);
    }

    @Test
    void dialect_and_credit_terms_are_told_and_read_back() {
        create("dialect");
        as("admin")
                .header("If-Match", "\"1\"")
                .body(
                        """
                        {"dialect":{"zeroCredits":true,"codePointer":"/error/code",
                           "codes":{"NO_MONEY":"INSUFFICIENT_FUNDS"}},
                         "currencies":[
                           {"currency":"EUR","minStake":50,"maxStake":10000,"maxWin":5000000,
                            "roundLiability":100000000,"credit":{"mode":"PREPAID","limit":0}},
                           {"currency":"SEK","minStake":500,"maxStake":100000,"maxWin":50000000,
                            "roundLiability":1000000000,
                            "credit":{"mode":"CREDIT","limit":2500000}},
                           {"currency":"USD","minStake":50,"maxStake":10000,"maxWin":5000000,
                            "roundLiability":100000000}]}
                        """)
                .patch("/v1/operators/dialect")
                .then()
                .statusCode(200);
        as("support")
                .get("/v1/operators/dialect")
                .then()
                .body("dialect.zeroCredits", equalTo(true))
                .body("dialect.certifiedTombstones", equalTo(false))
                .body("dialect.codes.NO_MONEY", equalTo("INSUFFICIENT_FUNDS"))
                .body("currencies[0].credit.mode", equalTo("PREPAID"))
                .body("currencies[1].credit.limit", equalTo(2_500_000))
                .body("currencies[2].credit", nullValue());
        var told = read("operator/dialect", found -> found.size() >= 2).getLast().getOperator();
        assertTrue(told.getDialect().getZeroCredits());
        assertFalse(told.getDialect().getCertifiedTombstones());
        assertEquals("/error/code", told.getDialect().getCodePointer());
        assertEquals(Map.of("NO_MONEY", "INSUFFICIENT_FUNDS"), told.getDialect().getCodesMap());
        assertEquals(CreditMode.CREDIT_MODE_PREPAID, told.getCurrencies(0).getCredit().getMode());
        assertEquals(0, told.getCurrencies(0).getCredit().getLimit());
        assertEquals(2_500_000, told.getCurrencies(1).getCredit().getLimit());
        assertFalse(told.getCurrencies(2).hasCredit());
    }

    /** Every event of the key, once there are enough. */
    private static List<ConfigEvent> read(String key, Predicate<List<ConfigEvent>> enough) {
        var found = new ArrayList<ConfigEvent>();
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        configured("kafka.bootstrap.servers", String.class),
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
