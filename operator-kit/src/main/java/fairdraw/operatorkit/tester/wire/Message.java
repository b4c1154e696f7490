package fairdraw.operatorkit.tester.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.kernel.WebhookSignature;
import java.time.Instant;

/**
 * One signed call as it goes on the wire, and what the network does to it.
 *
 * @param text the body; its UTF-8 bytes are what is signed
 * @param id the webhook-id: the transaction id, the same at every attempt
 * @param timestamp the webhook-timestamp as text, empty for none
 * @param signature the webhook-signature, empty for none
 */
public record Message(
        String call,
        String text,
        String id,
        String timestamp,
        String signature,
        String contentType,
        Fault fault) {

    /** The content type of every call. */
    public static final String JSON = "application/json";

    /** A call as the game server signs it. */
    public static Message signed(String call, String text, String id, Instant at, String secret) {
        return new Message(
                call,
                text,
                id,
                Long.toString(at.getEpochSecond()),
                WebhookSignature.sign(secret, id, at, text.getBytes(UTF_8)),
                JSON,
                Fault.NONE);
    }

    /** The bytes that are signed. */
    public byte[] bytes() {
        return text.getBytes(UTF_8);
    }

    /** The same bytes to another address. */
    public Message call(String other) {
        return new Message(other, text, id, timestamp, signature, contentType, fault);
    }

    /** Another body under the same signature. */
    public Message text(String other) {
        return new Message(call, other, id, timestamp, signature, contentType, fault);
    }

    /** Another id under the same signature. */
    public Message id(String other) {
        return new Message(call, text, other, timestamp, signature, contentType, fault);
    }

    /** Another time under the same signature. */
    public Message timestamp(String other) {
        return new Message(call, text, id, other, signature, contentType, fault);
    }

    /** The same call with another signature. */
    public Message signature(String other) {
        return new Message(call, text, id, timestamp, other, contentType, fault);
    }

    /** The same call as another content type. */
    public Message contentType(String other) {
        return new Message(call, text, id, timestamp, signature, other, fault);
    }

    /** The same call on a network that does this to it. */
    public Message fault(Fault other) {
        return new Message(call, text, id, timestamp, signature, contentType, other);
    }
}
