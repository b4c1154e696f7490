package fairdraw.reporting.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads why events were set aside. */
final class DeadLetters {

    private DeadLetters() {}

    /** The reasons of the letters of a topic, once there are that many. */
    static List<String> of(String topic, int atLeast, Duration deadline) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig()
                                .getValue("kafka.bootstrap.servers", String.class),
                        "group.id",
                        "letters-of-" + topic,
                        "auto.offset.reset",
                        "earliest");
        var reasons = new ArrayList<String>();
        long end = System.nanoTime() + deadline.toNanos();
        try (var consumer =
                new KafkaConsumer<>(
                        config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (reasons.size() < atLeast && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(letter ->
                                reasons.add(
                                        new String(
                                                letter.headers()
                                                        .lastHeader("dead-letter-reason")
                                                        .value(),
                                                UTF_8)));
            }
        }
        return reasons;
    }
}
