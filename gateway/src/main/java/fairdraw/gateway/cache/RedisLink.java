package fairdraw.gateway.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Redis behind a short deadline. After a failure it is left alone for a while, so that a Redis that
 * hangs costs the betting path one deadline and not one a request.
 */
@ApplicationScoped
public class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final Duration DEADLINE = Duration.ofMillis(150);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);

    private final RedisAPI redis;
    private volatile long restUntil = System.nanoTime();

    RedisLink(RedisAPI redis) {
        this.redis = redis;
    }

    /**
     * Asks Redis.
     *
     * @param command called at most once
     * @param without what the answer is while Redis is away
     */
    public <T> Uni<T> ask(Function<RedisAPI, Uni<T>> command, Function<Throwable, Uni<T>> without) {
        if (System.nanoTime() - restUntil < 0) {
            return without.apply(new RedisAwayException("Redis failed a moment ago", null));
        }
        return Uni.createFrom()
                .deferred(() -> command.apply(redis))
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .recoverWithUni(failure -> {
                    restUntil = System.nanoTime() + REST_NANOS;
                    LOG.warnf("redis is left alone for a second: %s", failure.toString());
                    return without.apply(new RedisAwayException("Redis failed", failure));
                });
    }

    /** Whether the answer is a nil, which the client gives as null. */
    public static boolean nil(@org.jspecify.annotations.Nullable Response response) {
        return response == null;
    }
}
