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

    /** The most that may be set: the burst is twice that. */
    static final int PER_SECOND_MAX = 500_000;

    /**
     * The budget that a setting gives, with a burst of two seconds.
     *
     * @throws IllegalArgumentException naming the setting, when it is out of range
     */
    static RateBudget of(String name, String setting, int perSecond) {
        if (perSecond < 1 || perSecond > PER_SECOND_MAX) {
            throw new IllegalArgumentException(
                    "%s must be 1..%d calls a second, not %d"
                            .formatted(setting, PER_SECOND_MAX, perSecond));
        }
        return new RateBudget(name, perSecond, 2 * perSecond);
    }

    /**
     * What was decided about one call.
     *
     * @param remaining whole tokens left
     * @param retryAfterMs until there is a token again; 0 when allowed
     */
    record Verdict(boolean allowed, long remaining, long retryAfterMs) {}
}
