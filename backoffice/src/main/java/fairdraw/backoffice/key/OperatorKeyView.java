package fairdraw.backoffice.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of an operator; its secret stays with the gateway.
 *
 * @param key its id
 * @param purpose API (the operator signs its calls) or WALLET (we sign ours)
 * @param createdAt when it was made
 * @param revokedAt when it was revoked; null while it is live
 */
public record OperatorKeyView(
        String key,
        String operator,
        String purpose,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
