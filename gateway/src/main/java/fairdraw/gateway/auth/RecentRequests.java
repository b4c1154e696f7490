package fairdraw.gateway.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this replica has seen lately; bounded, the oldest goes first. */
final class RecentRequests {

    static final int KEPT_MAX = 200_000;

    private final InstantSource clock;
    private final Duration kept;
    private final Map<String, Instant> seenAt = new LinkedHashMap<>();

    RecentRequests(InstantSource clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
    }

    synchronized boolean first(String request) {
        Instant now = clock.instant();
        Iterator<Instant> oldest = seenAt.values().iterator();
        while (oldest.hasNext()
                && (seenAt.size() >= KEPT_MAX || oldest.next().plus(kept).isBefore(now))) {
            oldest.remove();
            oldest = seenAt.values().iterator();
        }
        return seenAt.putIfAbsent(request, now) == null;
    }
}
