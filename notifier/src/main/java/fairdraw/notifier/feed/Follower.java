package fairdraw.notifier.feed;

import fairdraw.notifier.player.Player;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One who follows a game: where it stands in the ring, and what waits for its player. It holds no
 * copy of the game's events; the ring is its queue, so that a slow one costs nothing.
 */
public final class Follower {

    /** Events of its own player that wait for a follower; one more and it is dropped. */
    static final int PLAYER_EVENTS_MAX = 64;

    /** Ticks that one event may take to be sent. */
    static final int STALLED_TICKS_MAX = 15;

    /** Ticks without an event until a beat. */
    static final int BEAT_TICKS = 10;

    private final String game;
    private final Ring ring;
    private final Listener listener;
    private final Deque<FeedEvent> own = new ArrayDeque<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile @Nullable Player player;
    private volatile boolean sending;
    private volatile boolean ended;
    // Of the clock's thread, but that a send sets it back; a tick more or less does not matter.
    private volatile int ticks;
    private long cursor;

    Follower(String game, Ring ring, Listener listener, Optional<Long> seen) {
        this.game = game;
        this.ring = ring;
        this.listener = listener;
        this.cursor = ring.begin(seen);
    }

    /** The player whose events it may see. */
    Optional<Player> player() {
        return Optional.ofNullable(player);
    }

    String game() {
        return game;
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }

    void see(Player known) {
        player = known;
    }

    /** An event of its player; false when too many wait. */
    boolean offer(FeedEvent event) {
        synchronized (own) {
            if (own.size() >= PLAYER_EVENTS_MAX) {
                return false;
            }
            own.add(event);
        }
        pump();
        return true;
    }

    /** Sends what there is to send, one event at a time, each after the network took the last. */
    void pump() {
        // Only one thread is inside; whoever comes meanwhile makes it look once more.
        if (rounds.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            while (!sending && !ended) {
                FeedEvent event = next();
                if (event == null) {
                    break;
                }
                send(event);
            }
            seen = rounds.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Ends what it sees by that session; false when it sees nothing by it. */
    boolean endSession(String session) {
        Player seen = player;
        if (seen == null || !seen.session().equals(session)) {
            return false;
        }
        player = null;
        // What waits was for the session, and is not sent any more.
        synchronized (own) {
            own.clear();
        }
        offer(FeedEvent.session("ended", game));
        return true;
    }

    /** One tick of the clock; false when the connection takes nothing any more. */
    boolean tick(Instant now) {
        Player seen = player;
        if (seen != null && !now.isBefore(seen.until())) {
            player = null;
            offer(FeedEvent.session("ended", game));
        }
        ticks++;
        if (sending) {
            return ticks <= STALLED_TICKS_MAX;
        }
        if (ticks >= BEAT_TICKS) {
            ticks = 0;
            listener.beat();
        }
        return true;
    }

    void drop() {
        ended = true;
        listener.drop();
    }

    private void send(FeedEvent event) {
        ticks = 0;
        sending = true;
        CompletionStage<?> sent;
        try {
            sent = listener.send(event);
        } catch (IllegalStateException gone) {
            // The connection ended between the check and the call; the next tick lets it go.
            sent = CompletableFuture.failedStage(gone);
        }
        var _ =
                sent.whenComplete((done, failure) -> {
                    if (failure != null) {
                        ended = true;
                    }
                    sending = false;
                    pump();
                });
    }

    private @Nullable FeedEvent next() {
        synchronized (own) {
            FeedEvent mine = own.poll();
            if (mine != null) {
                return mine;
            }
        }
        FeedEvent event = ring.after(cursor).orElse(null);
        if (event == null) {
            return null;
        }
        if (event.sequence() > cursor + 1) {
            FeedEvent gap = FeedEvent.gap(game, cursor + 1, event.sequence() - 1);
            cursor = event.sequence() - 1;
            return gap;
        }
        cursor = event.sequence();
        return event;
    }
}
