package fairdraw.operatorkit.wallet;

import fairdraw.kernel.WebhookSignature;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Tells calls of the house from anybody else's, and signs what we acknowledge. */
@ApplicationScoped
class VerifyCall {

    private static final int ID_LENGTH_MAX = 200;

    private final List<String> secrets;
    private final InstantSource clock;

    VerifyCall(
            @ConfigProperty(name = "fairdraw.wallet.secret") List<String> secrets,
            InstantSource clock) {
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
    }

    /** Whether one of our secrets signed these very bytes, within the window around now. */
    boolean genuine(
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signature,
            byte[] body) {
        if (id == null || timestamp == null || signature == null) {
            return false;
        }
        if (id.isEmpty() || id.length() > ID_LENGTH_MAX || id.indexOf('.') >= 0) {
            return false;
        }
        Instant signedAt;
        try {
            signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        } catch (NumberFormatException | java.time.DateTimeException notATime) {
            return false;
        }
        return WebhookSignature.inWindow(signedAt, clock.instant())
                && WebhookSignature.verify(secrets, id, signedAt, signature, body);
    }

    /** Our own signature, made with the newest secret, which is the first one. */
    String sign(String id, Instant at, byte[] body) {
        return WebhookSignature.sign(secrets.getFirst(), id, at, body);
    }
}
