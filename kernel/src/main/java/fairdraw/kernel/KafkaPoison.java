package fairdraw.kernel;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Messages that cannot be read go to the dead-letter topic, beside the progress past them. */
public final class KafkaPoison {

    private KafkaPoison() {}

    /** The message as it came, on its way to the dead-letter topic; twice is the same event. */
    public static OutboxEvent event(ConsumerRecord<String, byte[]> record) {
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
