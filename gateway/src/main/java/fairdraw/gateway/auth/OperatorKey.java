package fairdraw.gateway.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * A key of an operator.
 *
 * @param secret {@code whsec_} + base64; never logged
 * @param revokedAt empty while live
 */
record OperatorKey(
        String id,
        String operator,
        Purpose purpose,
        String secret,
        Instant createdAt,
        Optional<Instant> revokedAt) {

    /** What a key signs. */
    enum Purpose {
        /** The operator's calls to us. */
        API,
        /** Our calls to the operator's wallet. */
        WALLET
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OperatorKey[" + id + " of " + operator + " for " + purpose + "]";
    }
}
