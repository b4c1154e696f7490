package fairdraw.gateway.ratelimit;

import fairdraw.gateway.cache.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/**
 * Token buckets that the replicas share, kept by Redis' own clock. While Redis is away every
 * replica keeps a bucket of its own: never an open door, never a stop.
 */
@ApplicationScoped
class RedisRates {

    /** Microtokens and microseconds, whole numbers all along. */
    private static final String TAKE =
            """
            local now = redis.call('time')
            local at = now[1] * 1000000 + now[2]
            local rate = tonumber(ARGV[1])
            local full = tonumber(ARGV[2]) * 1000000
            local kept = redis.call('hmget', KEYS[1], 'tokens', 'at')
            local tokens = full
            if kept[1] then
              local passed = math.max(0, at - tonumber(kept[2]))
              tokens = math.min(full, tonumber(kept[1]) + passed * rate)
            end
            local allowed = 0
            local wait = 0
            if tokens >= 1000000 then
              tokens = tokens - 1000000
              allowed = 1
            else
              wait = math.ceil((1000000 - tokens) / rate / 1000)
            end
            redis.call('hset', KEYS[1],
              'tokens', string.format('%.0f', tokens), 'at', string.format('%.0f', at))
            redis.call('pexpire', KEYS[1], math.ceil(full / rate / 1000) + 1000)
            return {allowed, math.floor(tokens / 1000000), wait}\
            """;

    private final RedisLink redis;
    private final LocalRates here = new LocalRates();

    RedisRates(RedisLink redis) {
        this.redis = redis;
    }

    /** Takes one token of the bucket of that name. */
    Uni<RateBudget.Verdict> take(String bucket, RateBudget budget) {
        List<String> eval =
                List.of(
                        TAKE,
                        "1",
                        "rate/" + bucket,
                        Integer.toString(budget.perSecond()),
                        Integer.toString(budget.burst()));
        return redis.ask(
                api -> api.eval(eval).map(RedisRates::verdict),
                away -> Uni.createFrom().item(here.take(bucket, budget)));
    }

    private static RateBudget.Verdict verdict(Response response) {
        return new RateBudget.Verdict(
                Objects.requireNonNull(response.get(0).toInteger()) == 1,
                Objects.requireNonNull(response.get(1).toLong()),
                Objects.requireNonNull(response.get(2).toLong()));
    }
}
