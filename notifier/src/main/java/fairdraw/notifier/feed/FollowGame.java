package fairdraw.notifier.feed;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.notifier.player.EndSessions;
import fairdraw.notifier.player.Player;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Brings each game's events to those who follow it, and a player's own events to the player. */
@ApplicationScoped
public class FollowGame {

    private static final int GAMES_MAX = 1_000;
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,40}");

    /** What is kept and told of one game. */
    private record Game(Ring ring, Set<Follower> followers) {}

    private final Map<String, Game> games = new ConcurrentHashMap<>();
    private final Map<String, Set<Follower>> players = new ConcurrentHashMap<>();
    private final AtomicInteger followers = new AtomicInteger();
    private final int followersMax;
    private final int eventsPerGameMax;
    private final EndSessions sessions;
    private final InstantSource clock;
    private final Counter dropped;

    FollowGame(
            @ConfigProperty(name = "fairdraw.feed.followers-max") int followersMax,
            @ConfigProperty(name = "fairdraw.feed.events-per-game-max") int eventsPerGameMax,
            EndSessions sessions,
            InstantSource clock,
            MeterRegistry meters) {
        this.followersMax = followersMax;
        this.eventsPerGameMax = eventsPerGameMax;
        this.sessions = sessions;
        this.clock = clock;
        this.dropped = meters.counter("fairdraw.feed.dropped");
        meters.gauge("fairdraw.feed.followers", followers);
        meters.gauge("fairdraw.feed.games", games, Map::size);
    }

    /**
     * Follows a game until {@link #leave}: from the event after the one seen last, or from the
     * beginning of the current round. A game that has not spoken yet is waited for.
     *
     * @throws fairdraw.kernel.RefusedException GAME_UNKNOWN for a name that no game can have,
     *     FORBIDDEN for a session of another game, UNAVAILABLE when this replica is full
     */
    public Follower follow(
            String name, Optional<Long> seen, Optional<Player> player, Listener listener) {
        if (!SLUG.matcher(name).matches()) {
            throw Refusal.of(RefusalCode.GAME_UNKNOWN).toException();
        }
        if (!games.containsKey(name) && games.size() >= GAMES_MAX) {
            throw Refusal.of(RefusalCode.GAME_UNKNOWN).toException();
        }
        if (followers.incrementAndGet() > followersMax) {
            followers.decrementAndGet();
            throw Refusal.of(RefusalCode.UNAVAILABLE).toException();
        }
        Follower follower = join(name, seen, listener);
        try {
            player.ifPresent(known -> see(follower, known));
        } catch (RuntimeException e) {
            leave(follower);
            throw e;
        }
        follower.pump();
        return follower;
    }

    /**
     * Lets a follower see the events of a player too, beginning with {@code session.started}.
     *
     * @throws fairdraw.kernel.RefusedException FORBIDDEN when the session is of another game, or
     *     the follower has one already
     */
    public void see(Follower follower, Player player) {
        if (!player.game().equals(follower.game()) || follower.player().isPresent()) {
            throw Refusal.of(RefusalCode.FORBIDDEN).toException();
        }
        follower.see(player);
        follower.offer(FeedEvent.session("started", follower.game()));
        players.compute(
                player.key(),
                (key, same) -> {
                    Set<Follower> all = same == null ? ConcurrentHashMap.newKeySet() : same;
                    all.add(follower);
                    return all;
                });
        // It may have been ended between the check of the token and here.
        if (sessions.ended(player.session())) {
            end(player.operator(), player.id(), player.session());
        }
    }

    /** A session was ended: nobody sees its player's events by it any more. */
    void end(String operator, String player, String session) {
        String key = Player.key(operator, player);
        for (Follower follower : players.getOrDefault(key, Set.of())) {
            if (follower.endSession(session)) {
                forget(key, follower);
            }
        }
    }

    /** The connection of the follower is gone. */
    public void leave(Follower follower) {
        follower.end();
        games.computeIfPresent(
                follower.game(),
                (name, game) -> {
                    if (game.followers.remove(follower)) {
                        followers.decrementAndGet();
                    }
                    // Names that only followers know must not pile up.
                    return game.followers.isEmpty() && game.ring.isEmpty() ? null : game;
                });
        follower.player().ifPresent(player -> forget(player.key(), follower));
    }

    /** An event of a game, for all who follow it. */
    void tell(String name, FeedEvent event) {
        Game told =
                games.compute(
                        name,
                        (same, known) -> {
                            Game game = known == null ? fresh() : known;
                            game.ring.add(event);
                            return game;
                        });
        told.followers.forEach(Follower::pump);
    }

    /** An event of a player in a game. */
    void tell(String operator, String player, String game, FeedEvent event) {
        for (Follower follower : players.getOrDefault(Player.key(operator, player), Set.of())) {
            if (follower.game().equals(game) && !follower.offer(event)) {
                drop(follower);
            }
        }
    }

    /** Beats, ends sessions and drops those that take nothing any more; once a second. */
    void tick() {
        for (Game game : games.values()) {
            for (Follower follower : game.followers) {
                Optional<Player> player = follower.player();
                if (follower.ended()) {
                    leave(follower);
                } else if (!follower.tick(clock.instant())) {
                    drop(follower);
                }
                if (follower.player().isEmpty()) {
                    player.ifPresent(ended -> forget(ended.key(), follower));
                }
            }
        }
    }

    private void drop(Follower follower) {
        dropped.increment();
        follower.drop();
        leave(follower);
    }

    private void forget(String key, Follower follower) {
        players.computeIfPresent(
                key,
                (same, all) -> {
                    all.remove(follower);
                    return all.isEmpty() ? null : all;
                });
    }

    private Follower join(String name, Optional<Long> seen, Listener listener) {
        AtomicReference<Follower> joined = new AtomicReference<>();
        games.compute(
                name,
                (same, known) -> {
                    Game game = known == null ? fresh() : known;
                    Follower follower = new Follower(name, game.ring, listener, seen);
                    game.followers.add(follower);
                    joined.set(follower);
                    return game;
                });
        return joined.get();
    }

    private Game fresh() {
        return new Game(new Ring(eventsPerGameMax), ConcurrentHashMap.newKeySet());
    }
}
