package fairdraw.operatorkit.wallet;

import fairdraw.kernel.Ed25519Key;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Signs what we acknowledge with a key that the house does not have: the shared secret of the calls
 * would prove nothing to others, since the house could sign with it as well. Without a key file a
 * key of this process is used, which is good for a sandbox only.
 */
@ApplicationScoped
class SignAcknowledgement {

    private final Ed25519Key key;

    SignAcknowledgement(
            @ConfigProperty(name = "fairdraw.wallet.acknowledgement-key-file")
                    Optional<Path> file) {
        this.key = file.map(Ed25519Key::fromPem).orElseGet(SignAcknowledgement::fresh);
    }

    /**
     * The fields {@code key} and {@code signature} of an acknowledgement.
     *
     * @param roundId game and number, as the call has them
     */
    Map<String, String> signature(String roundId, byte[] sealHash, Instant received) {
        var hex = HexFormat.of();
        int colon = roundId.lastIndexOf(':');
        var text =
                String.join(
                        "|",
                        "fairdraw seal acknowledgement",
                        roundId.substring(0, Math.max(0, colon)),
                        roundId.substring(colon + 1),
                        hex.formatHex(sealHash),
                        received.toString());
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        return Map.of("key", hex.formatHex(key.publicKey()), "signature", hex.formatHex(signature));
    }

    private static Ed25519Key fresh() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return Ed25519Key.fromSeed(seed);
    }
}
