package fairdraw.gateway.delivery;

import com.google.protobuf.ByteString;
import fairdraw.fairness.v1.SealAcknowledgement;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * What an operator answered to the seal of a round, for fairness, which keeps it as evidence. It is
 * passed on as it was said: fairness checks it.
 */
final class KafkaSealAck {

    private static final String TOPIC = "fairdraw.seal-acks.v1";
    private static final String TYPE = "fairdraw.seal.acknowledged";
    private static final int HASH_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    private KafkaSealAck() {}

    static OutboxEvent event(Delivery delivery, String reply, Instant at) {
        var said = json(reply);
        var acknowledgement =
                SealAcknowledgement.newBuilder()
                        .setGame(delivery.game())
                        .setRound(delivery.round())
                        .setOperator(delivery.operator())
                        .setSealHash(bytes(said, "seal_hash", HASH_BYTES))
                        .setAcknowledgement(reply)
                        .setSignature(bytes(said, "signature", SIGNATURE_BYTES))
                        .setKey(bytes(said, "key", HASH_BYTES))
                        .setReceivedAt(text(said, "received_at"))
                        .setAtMs(at.toEpochMilli())
                        .build();
        return new OutboxEvent(
                // A seal that is told again on demand is acknowledged again.
                Ids.next(), TOPIC, delivery.game(), TYPE, acknowledgement.toByteArray(), at);
    }

    private static JsonObject json(String reply) {
        try {
            return new JsonObject(reply);
        } catch (DecodeException notJson) {
            return new JsonObject();
        }
    }

    private static String text(JsonObject said, String field) {
        return said.getValue(field) instanceof String text ? text : "";
    }

    /** The bytes of a hexadecimal field; none when it is missing or of another length. */
    private static ByteString bytes(JsonObject said, String field, int length) {
        String text = text(said, field);
        return text.matches("[0-9a-f]{" + 2 * length + "}")
                ? ByteString.fromHex(text)
                : ByteString.EMPTY;
    }
}
