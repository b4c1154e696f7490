package fairdraw.fairness.seal;

import fairdraw.kernel.Ed25519Key;
import fairdraw.pf1.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * What an operator answered to the seal of a round.
 *
 * @param sealHash SHA-256 of the seal that it was shown; empty when it did not say
 * @param acknowledgement its answer, word by word
 * @param signature by its own key, which the house does not have; empty when it does not sign
 * @param receivedAt when it got the seal, as it writes it
 */
public record SealAck(
        String game,
        long round,
        String operator,
        Bytes sealHash,
        String acknowledgement,
        Bytes signature,
        Bytes key,
        String receivedAt) {

    /** Whether the key has signed this very statement. */
    boolean signed() {
        var statement =
                String.join(
                        "|",
                        "fairdraw seal acknowledgement",
                        game,
                        Long.toString(round),
                        sealHash.hex(),
                        receivedAt);
        return signature.length() == Ed25519Key.SIGNATURE_BYTES
                && Ed25519Key.verify(
                        key.toArray(),
                        statement.getBytes(StandardCharsets.UTF_8),
                        signature.toArray());
    }
}
