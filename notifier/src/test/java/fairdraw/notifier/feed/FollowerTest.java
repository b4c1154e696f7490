package fairdraw.notifier.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.kernel.RefusedException;
import fairdraw.notifier.player.EndSessions;
import fairdraw.notifier.player.Player;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FollowerTest {

    private static final String GAME = "digits-3";
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");
    private static final int RING = 10;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = LATER.minusSeconds(60);
    private final FollowGame follow =
            new FollowGame(3, RING, new EndSessions(() -> now), () -> now, meters);

    /** Takes everything at once, or holds each event until it is let go. */
    private static final class Ear implements Listener {
        private final List<String> heard = new ArrayList<>();
        private final List<CompletableFuture<Void>> held = new ArrayList<>();
        private boolean slow;
        private boolean dropped;
        private int beats;

        @Override
        public CompletionStage<?> send(FeedEvent event) {
            heard.add(event.sequence() > 0 ? event.type() + event.sequence() : event.json());
            CompletableFuture<Void> sent = new CompletableFuture<>();
            if (slow) {
                held.add(sent);
            } else {
                sent.complete(null);
            }
            return sent;
        }

        @Override
        public void beat() {
            beats++;
        }

        @Override
        public void drop() {
            dropped = true;
        }
    }

    @Test
    void a_new_follower_gets_the_current_round_first_and_then_what_comes() {
        tell("round.opened", 1);
        tell("round.drawn", 2);
        tell("round.opened", 3);
        tell("round.sealed", 4);
        Ear ear = new Ear();
        follow(Optional.empty(), ear);
        tell("round.drawn", 5);
        assertEquals(List.of("round.opened3", "round.sealed4", "round.drawn5"), ear.heard);
    }

    @Test
    void one_who_comes_back_gets_what_it_missed_and_nothing_twice() {
        for (int i = 1; i <= 5; i++) {
            tell("e", i);
        }
        Ear ear = new Ear();
        follow(Optional.of(2L), ear);
        tell("e", 5);
        tell("e", 6);
        assertEquals(List.of("e3", "e4", "e5", "e6"), ear.heard);
    }

    @Test
    void what_is_too_old_is_named_as_a_gap() {
        for (int i = 1; i <= 15; i++) {
            tell("e", i);
        }
        Ear ear = new Ear();
        follow(Optional.of(2L), ear);
        assertEquals(
                "{\"type\":\"gap\",\"game\":\"digits-3\",\"from\":3,\"to\":5}", ear.heard.get(0));
        assertEquals("e6", ear.heard.get(1));
        assertEquals("e15", ear.heard.getLast());
        assertEquals(RING + 1, ear.heard.size());
    }

    @Test
    void a_hole_in_the_feed_itself_is_named_as_well() {
        tell("e", 1);
        Ear ear = new Ear();
        follow(Optional.of(1L), ear);
        tell("e", 4);
        assertEquals(
                List.of("{\"type\":\"gap\",\"game\":\"digits-3\",\"from\":2,\"to\":3}", "e4"),
                ear.heard);
    }

    @Test
    void one_from_a_replica_that_is_ahead_waits_for_this_one() {
        tell("e", 1);
        Ear ear = new Ear();
        follow(Optional.of(3L), ear);
        for (int i = 2; i <= 4; i++) {
            tell("e", i);
        }
        assertEquals(List.of("e4"), ear.heard);
    }

    @Test
    void one_with_an_id_of_another_history_begins_with_the_current_round() {
        tell("round.opened", 1);
        Ear ear = new Ear();
        follow(Optional.of(1_000_000L), ear);
        assertEquals(List.of("round.opened1"), ear.heard);
    }

    @Test
    void a_slow_follower_costs_the_others_nothing_and_is_dropped_in_the_end() {
        Ear slow = new Ear();
        slow.slow = true;
        Ear quick = new Ear();
        follow(Optional.of(0L), slow);
        follow(Optional.of(0L), quick);
        for (int i = 1; i <= 8; i++) {
            tell("e", i);
        }
        assertEquals(List.of("e1"), slow.heard);
        assertEquals(8, quick.heard.size());
        for (int i = 0; i < Follower.STALLED_TICKS_MAX; i++) {
            follow.tick();
            assertFalse(slow.dropped);
        }
        follow.tick();
        assertTrue(slow.dropped);
        assertFalse(quick.dropped);
        assertEquals(1, meters.counter("fairdraw.feed.dropped").count());
    }

    @Test
    void a_follower_that_wakes_up_in_time_misses_nothing() {
        Ear ear = new Ear();
        ear.slow = true;
        follow(Optional.of(0L), ear);
        for (int i = 1; i <= 8; i++) {
            tell("e", i);
        }
        for (int i = 0; i < 8; i++) {
            ear.held.get(i).complete(null);
        }
        assertEquals(8, ear.heard.size());
    }

    @Test
    void silence_is_filled_with_beats() {
        Ear ear = new Ear();
        follow(Optional.empty(), ear);
        for (int i = 0; i < 3 * Follower.BEAT_TICKS; i++) {
            follow.tick();
        }
        assertEquals(3, ear.beats);
    }

    @Test
    void only_the_player_hears_of_its_tickets_until_the_session_ends() {
        Ear mine = new Ear();
        Ear other = new Ear();
        follow.follow(GAME, Optional.empty(), Optional.of(player("demo", "ann", GAME)), mine);
        follow.follow(GAME, Optional.empty(), Optional.of(player("other", "ann", GAME)), other);
        Ear anyone = new Ear();
        follow(Optional.empty(), anyone);
        follow.tell("demo", "ann", GAME, bet("bet.won"));
        follow.tell("demo", "ann", "digits-4", bet("bet.lost-elsewhere"));
        assertEquals(2, mine.heard.size());
        assertTrue(mine.heard.get(0).contains("session.started"));
        assertTrue(mine.heard.get(1).contains("bet.won"));
        assertEquals(1, other.heard.size());
        assertEquals(List.of(), anyone.heard);
        now = LATER;
        follow.tick();
        follow.tell("demo", "ann", GAME, bet("bet.won"));
        assertEquals(3, mine.heard.size());
        assertTrue(mine.heard.getLast().contains("session.ended"));
    }

    @Test
    void a_player_that_takes_nothing_is_dropped_when_too_much_waits() {
        Ear ear = new Ear();
        ear.slow = true;
        follow.follow(GAME, Optional.empty(), Optional.of(player("demo", "ann", GAME)), ear);
        for (int i = 0; i <= Follower.PLAYER_EVENTS_MAX; i++) {
            follow.tell("demo", "ann", GAME, bet("bet.accepted"));
        }
        assertTrue(ear.dropped);
    }

    @Test
    void a_session_of_another_game_a_bad_name_and_one_too_many_are_refused() {
        Optional<Player> stranger = Optional.of(player("demo", "ann", "digits-4"));
        refused("FORBIDDEN", GAME, stranger);
        for (String name : new String[] {"", "A", "a/b", "x".repeat(41), "a\n"}) {
            refused("GAME_UNKNOWN", name, Optional.empty());
        }
        for (int i = 0; i < 3; i++) {
            follow(Optional.empty(), new Ear());
        }
        refused("UNAVAILABLE", GAME, Optional.empty());
    }

    @Test
    void who_has_left_makes_room_and_made_up_games_vanish() {
        for (int i = 0; i < 5_000; i++) {
            Follower follower =
                    follow.follow("made-up-" + i, Optional.empty(), Optional.empty(), new Ear());
            follow.leave(follower);
            follow.leave(follower);
        }
        assertEquals(0, meters.get("fairdraw.feed.games").gauge().value());
        assertEquals(0, meters.get("fairdraw.feed.followers").gauge().value());
    }

    private void refused(String code, String game, Optional<Player> player) {
        RefusedException refused =
                assertThrows(
                        RefusedException.class,
                        () -> follow.follow(game, Optional.empty(), player, new Ear()));
        assertEquals(code, refused.refusal().code().name());
    }

    private void follow(Optional<Long> seen, Ear ear) {
        assertEquals(GAME, follow.follow(GAME, seen, Optional.empty(), ear).game());
    }

    private void tell(String type, long sequence) {
        follow.tell(GAME, new FeedEvent(sequence, type, "{}"));
    }

    private static FeedEvent bet(String type) {
        return new FeedEvent(FeedEvent.NO_SEQUENCE, type, "{\"type\":\"" + type + "\"}");
    }

    private static Player player(String operator, String id, String game) {
        return new Player(operator, id, game, "s-" + id, LATER);
    }
}
