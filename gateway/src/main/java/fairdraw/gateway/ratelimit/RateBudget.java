package fairdraw.gateway.ratelimit;

/**
 * How often somebody may call: a token bucket.
 *
 * @param name of the policy, as the headers show it
 * @param perSecond tokens that come back each second, 1..1 000 000
 * @param burst tokens that the full bucket holds, perSecond..1 000 000
 */
record RateBudget(String name, int perSecond, int burst) {

    RateBudget {
        if (perSecond < 1 || burst < perSecond || burst > 1_000_000) {
            throw new IllegalArgumentException("not a rate: " + perSecond + " " + burst);
        }
    }

    /**
     * What was decided about one call.
     *
     * @param remaining whole tokens left
     * @param retryAfterMs until there is a token again; 0 when allowed
     */
    record Verdict(boolean allowed, long remaining, long retryAfterMs) {}
}
