package fairdraw.notifier.feed;

import java.util.Optional;
import java.util.TreeMap;

/** The newest events of one game, in order of their sequence. Safe for many threads. */
final class Ring {

    private final int eventsMax;
    private final TreeMap<Long, FeedEvent> events = new TreeMap<>();
    private long opened;

    Ring(int eventsMax) {
        this.eventsMax = eventsMax;
    }

    /** Adds the event; false when it, or a later one, is here already: Kafka may repeat itself. */
    synchronized boolean add(FeedEvent event) {
        if (event.sequence() <= newest()) {
            return false;
        }
        events.put(event.sequence(), event);
        if (event.type().equals(FeedEvent.OPENED)) {
            opened = event.sequence();
        }
        if (events.size() > eventsMax) {
            events.pollFirstEntry();
        }
        return true;
    }

    synchronized boolean isEmpty() {
        return events.isEmpty();
    }

    /** The first event after the given sequence. */
    synchronized Optional<FeedEvent> after(long sequence) {
        return Optional.ofNullable(events.higherEntry(sequence)).map(entry -> entry.getValue());
    }

    /**
     * Where a follower begins: after the last event it saw, or so that it first gets the current
     * round. An id further ahead than this ring is long is of another history, after a restore.
     *
     * @param seen sequence of the last event seen; empty for a new follower
     */
    synchronized long begin(Optional<Long> seen) {
        return seen.filter(id -> id <= newest() + eventsMax).orElse(currentRound() - 1);
    }

    private long newest() {
        return events.isEmpty() ? 0 : events.lastKey();
    }

    private long currentRound() {
        if (events.isEmpty()) {
            return 1;
        }
        return opened >= events.firstKey() ? opened : events.lastKey();
    }
}
