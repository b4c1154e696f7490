package fairdraw.notifier.player;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Sessions that their operator ended while their tokens still hold. Each is forgotten when its
 * token ends by itself; past the bound those go first that end first.
 */
@ApplicationScoped
public class EndSessions {

    private static final int SESSIONS_MAX = 500_000;

    private record Ended(String session, Instant tokenUntil) {}

    private final InstantSource clock;
    private final Set<String> known = new HashSet<>();
    private final PriorityQueue<Ended> byEnd =
            new PriorityQueue<>(Comparator.comparing(Ended::tokenUntil));

    public EndSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** Ends one: it is remembered until its token ends. */
    public synchronized void end(String session, Instant tokenUntil) {
        Instant now = clock.instant();
        while (!byEnd.isEmpty()
                && (byEnd.size() >= SESSIONS_MAX || !byEnd.peek().tokenUntil.isAfter(now))) {
            known.remove(byEnd.remove().session);
        }
        if (tokenUntil.isAfter(now) && known.add(session)) {
            byEnd.add(new Ended(session, tokenUntil));
        }
    }

    /** Whether the session was ended. */
    public synchronized boolean ended(String session) {
        return known.contains(session);
    }
}
