package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An opening or a seal as it was published at its time: canonical JSON as text, signed by the
 * game's record key over its bytes.
 */
record SignedDocument(String text, Bytes signature) {

    /** Reads {@code {"<name>": "<JSON as text>", "signature": "<64 bytes>"}}. */
    static SignedDocument parse(String name, String json) {
        var object = Json.parse(json);
        return new SignedDocument(
                object.text(name), object.bytes("signature", Ed25519.SIGNATURE_SIZE));
    }

    JsonObject fields() {
        return Json.parse(text);
    }

    boolean signedBy(Bytes publicKey) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        return publicKey.length() == Ed25519.PUBLIC_KEY_SIZE
                && Ed25519.verify(
                        signature.toArray(), 0, publicKey.toArray(), 0, message, 0, message.length);
    }
}
