package fairdraw.notifier.feed;

/**
 * One event as it is sent, written once for every follower.
 *
 * @param sequence of the game, from 1; {@link #NO_SEQUENCE} for an event outside of it
 * @param type such as {@code round.opened}
 * @param json the data, one line
 */
public record FeedEvent(long sequence, String type, String json) {

    /** The sequence of an event that cannot be resumed from. */
    public static final long NO_SEQUENCE = 0;

    /** The type of the event that a round begins with. */
    public static final String OPENED = "round.opened";

    /**
     * Tells a follower that events are missing: they are older than what is kept here. REST has
     * them.
     *
     * @param from first sequence that is missing
     * @param to last sequence that is missing
     */
    static FeedEvent gap(String game, long from, long to) {
        String json =
                """
                {"type":"gap","game":"%s","from":%d,"to":%d}\
                """
                        .formatted(game, from, to);
        return new FeedEvent(NO_SEQUENCE, "gap", json);
    }

    /** Tells a follower that the events of its player begin or end here; the game's go on. */
    static FeedEvent session(String what, String game) {
        String type = "session." + what;
        String json =
                """
                {"type":"%s","game":"%s"}\
                """
                        .formatted(type, game);
        return new FeedEvent(NO_SEQUENCE, type, json);
    }
}
