package fairdraw.gateway.auth;

import fairdraw.gateway.cache.RedisLink;
import fairdraw.kernel.WebhookSignature;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/**
 * Remembers every signed request for as long as its timestamp is taken. Without Redis each replica
 * remembers for itself; money calls are protected by their idempotency key in any case.
 */
@ApplicationScoped
class RedisReplays {

    /** Both sides of the window, so that a request from the future is remembered to its end. */
    private static final String KEPT_SECONDS =
            Long.toString(WebhookSignature.WINDOW.multipliedBy(2).toSeconds() + 1);

    private final RedisLink redis;
    private final RecentRequests here;

    RedisReplays(RedisLink redis, InstantSource clock) {
        this.redis = redis;
        this.here = new RecentRequests(clock, WebhookSignature.WINDOW.multipliedBy(2));
    }

    /**
     * Whether this very request is seen for the first time.
     *
     * @param signature our own over it, which no other request has
     */
    Uni<Boolean> first(String signature) {
        // Also here, so that a Redis that goes away now does not open the door to the last minutes.
        if (!here.first(number(signature))) {
            return Uni.createFrom().item(false);
        }
        return redis.ask(
                api ->
                        api.set(List.of("replay/" + signature, "1", "NX", "EX", KEPT_SECONDS))
                                .map(answer -> !RedisLink.nil(answer)),
                away -> Uni.createFrom().item(true));
    }

    /** The first 64 bits of a signature. */
    private static long number(String signature) {
        String base64 = signature.substring(signature.indexOf(',') + 1);
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).getLong();
    }
}
