package fairdraw.gateway.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Buckets of this replica alone; bounded, the one unused for longest goes first. */
final class LocalRates {

    static final int BUCKETS_MAX = 50_000;

    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > BUCKETS_MAX;
                }
            };

    RateBudget.Verdict take(String name, RateBudget budget) {
        ConsumptionProbe probe = bucket(name, budget).tryConsumeAndReturnRemaining(1);
        long wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).toMillis();
        return new RateBudget.Verdict(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                probe.isConsumed() ? 0 : Math.max(1, wait));
    }

    private synchronized Bucket bucket(String name, RateBudget budget) {
        return buckets.computeIfAbsent(
                name,
                absent ->
                        Bucket.builder()
                                .addLimit(limit ->
                                        limit.capacity(budget.burst())
                                                .refillGreedy(
                                                        budget.perSecond(), Duration.ofSeconds(1)))
                                .build());
    }
}
