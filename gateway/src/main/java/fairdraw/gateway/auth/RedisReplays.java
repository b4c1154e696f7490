package fairdraw.gateway.auth;

import fairdraw.gateway.cache.RedisLink;
import fairdraw.kernel.WebhookSignature;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
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

    /** Whether this very request is seen for the first time. */
    Uni<Boolean> first(String operator, String id, String timestamp, String signature) {
        String seen = operator + "/" + id + "/" + timestamp + "/" + signature;
        // Also here, so that a Redis that goes away now does not open the door to the last minutes.
        boolean firstHere = here.first(seen);
        if (!firstHere) {
            return Uni.createFrom().item(false);
        }
        return redis.ask(
                api ->
                        api.set(List.of("replay/" + seen, "1", "NX", "EX", KEPT_SECONDS))
                                .map(answer -> !RedisLink.nil(answer)),
                away -> Uni.createFrom().item(true));
    }
}
