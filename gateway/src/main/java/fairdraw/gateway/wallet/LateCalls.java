package fairdraw.gateway.wallet;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls to one wallet that were given up and are still listened to, for the log. Few: they hold
 * connections that others may need.
 */
final class LateCalls {

    /** How long after the deadline an answer is still of interest. */
    static final Duration KEPT = Duration.ofSeconds(10);

    static final int AT_ONCE_MAX = 8;

    private final AtomicInteger listening = new AtomicInteger();

    /** Whether one more may be listened to. */
    boolean take() {
        if (listening.incrementAndGet() <= AT_ONCE_MAX) {
            return true;
        }
        listening.decrementAndGet();
        return false;
    }

    /** One that was taken is over. */
    void free() {
        listening.decrementAndGet();
    }
}
