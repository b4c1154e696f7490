package fairdraw.gateway.delivery;

import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Messages that cannot be read go to the dead-letter topic, beside the progress past them. */
final class KafkaPoison {

    private KafkaPoison() {}

    static OutboxEvent event(ConsumerRecord<String, byte[]> record) {
        return new OutboxEvent(
                Ids.derived(
                        "poison",
                        record.topic(),
                        Integer.toString(record.partition()),
                        Long.toString(record.offset())),
                record.topic() + ".dlq",
                record.key() == null || record.key().isBlank() ? "none" : record.key(),
                "fairdraw.poison.unreadable",
                record.value() == null ? new byte[0] : record.value(),
                Instant.ofEpochMilli(record.timestamp()));
    }
}
