package fairdraw.kernel;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * One event on its way from a transaction to Kafka.
 *
 * @param id of the event, the {@code ce_id} that consumers know it again by
 * @param topic such as {@code fairdraw.rounds.v1}
 * @param key events of one key keep their order
 * @param type the {@code ce_type}, such as {@code fairdraw.round.opened}
 * @param payload protobuf of the topic; not copied, leave it alone
 * @param at when it happened
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and copying each payload buys nothing.
public record OutboxEvent(
        UUID id, String topic, String key, String type, byte[] payload, Instant at) {

    /** The largest payload: Kafka takes 1 MiB a message with its headers. */
    public static final int PAYLOAD_BYTES_MAX = 900 * 1024;

    /**
     * Checks the event before it is in the database, where nobody could repair it.
     *
     * @throws IllegalArgumentException when a name is blank or the payload too large
     */
    public OutboxEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        if (topic.isBlank() || key.isBlank() || type.isBlank()) {
            throw new IllegalArgumentException("an event needs a topic, a key and a type");
        }
        if (payload.length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("the payload has " + payload.length + " bytes");
        }
    }
}
