package fairdraw.gateway.cache;

import org.jspecify.annotations.Nullable;

/** Redis does not answer now. */
public final class RedisAwayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RedisAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
