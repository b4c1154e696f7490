package fairdraw.engine.round;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.GetCurrentRoundRequest;
import fairdraw.engine.v1.ListRoundsRequest;
import fairdraw.engine.v1.RoundState;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.MerkleTree;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class RoundsWithoutBetsTest {

    @Inject Play play;

    @GrpcService FairnessDouble fairness;

    @AfterEach
    void nothing_is_withheld() {
        fairness.reset();
    }

    @Test
    void a_round_opens_seals_draws_settles_and_publishes_by_the_clock() {
        long round = play.openRound();
        var current = GetCurrentRoundRequest.newBuilder().setGame(Play.GAME).build();
        var open = Play.now(play.rounds().getCurrentRound(current));
        assertEquals(round, open.getRound().getRound());
        assertEquals("", open.getPaused());
        assertEquals(FairnessDouble.SCHEDULE.openAtMs(round + 1), open.getNextOpenAtMs());
        play.at(round, 6_000);
        play.awaitState(round, RoundState.ROUND_STATE_CLOSED);
        var done = play.finish(round);
        assertEquals(FairnessDouble.outcome(round), done.getOutcome());
        assertEquals(0, done.getBetCount());
        assertEquals(MerkleTree.EMPTY_ROOT, Play.bytes(done.getBetRoot()));
    }

    @Test
    void a_round_whose_batch_is_not_final_never_opens_and_the_feed_has_no_gap() {
        fairness.batchesWithheld.set(true);
        long first = FairnessDouble.SCHEDULE.roundAt(play.nowMs()) + 1;
        int before = fairness.withheld.get();
        play.at(first, 100);
        await().atMost(Duration.ofSeconds(10)).until(() -> fairness.withheld.get() > before);
        assertEquals(RoundState.ROUND_STATE_SCHEDULED, play.round(first).getState());
        var unknown = assertThrows(RuntimeException.class, () -> play.round(first + 100));
        assertEquals(RefusalCode.ROUND_UNKNOWN, GrpcRefusals.refusal(unknown).orElseThrow().code());
        play.at(first, 251);
        play.awaitState(first, RoundState.ROUND_STATE_SKIPPED);
        assertEquals("BATCH_NOT_FINAL", play.round(first).getReason());
        var current = GetCurrentRoundRequest.newBuilder().setGame(Play.GAME).build();
        assertEquals("PAUSED", Play.now(play.rounds().getCurrentRound(current)).getPaused());
        fairness.batchesWithheld.set(false);
        long next = play.openRound();
        assertEquals(first + 1, next);
        play.finish(next);
        await().atMost(Duration.ofSeconds(10)).until(() -> fairness.skipped().contains(first));
        assertEquals(
                Play.number("select sequence from round_event_sequence"),
                Play.number("select count(*) from outbox where topic = 'fairdraw.rounds.v1'"));
    }

    @Test
    void with_two_rounds_undrawn_the_next_is_skipped_and_both_resolve_late_to_their_numbers() {
        fairness.beaconsWithheld.set(true);
        long first = play.openRound();
        long second = play.openRound();
        play.awaitState(first, RoundState.ROUND_STATE_SEALED);
        long third = second + 1;
        play.at(third, 0);
        play.awaitState(third, RoundState.ROUND_STATE_SKIPPED);
        assertEquals("EARLIER_ROUND_UNDRAWN", play.round(third).getReason());
        fairness.beaconsWithheld.set(false);
        play.awaitState(first, RoundState.ROUND_STATE_PUBLISHED);
        play.awaitState(second, RoundState.ROUND_STATE_PUBLISHED);
        assertEquals(FairnessDouble.outcome(first), play.round(first).getOutcome());
        assertEquals(FairnessDouble.outcome(second), play.round(second).getOutcome());
    }

    @Test
    void a_step_that_fairness_never_answers_is_asked_again_within_its_deadline() {
        fairness.sealsLost.set(1);
        long round = play.openRound();
        play.at(round, 6_400);
        await().atMost(Duration.ofSeconds(6)).until(() -> play.round(round).getSealedAtMs() > 0);
        assertEquals(0, fairness.sealsLost.get());
        play.finish(round);
    }

    @Test
    void rounds_are_listed_newest_first_page_by_page() {
        play.finish(play.openRound());
        long last = play.openRound();
        play.finish(last);
        var request = ListRoundsRequest.newBuilder().setGame(Play.GAME).setLimit(1);
        var page = Play.now(play.rounds().listRounds(request.build()));
        assertEquals(last, page.getRounds(0).getRound());
        var next = Play.now(play.rounds().listRounds(request.setAfter(page.getNext()).build()));
        assertEquals(last - 1, next.getRounds(0).getRound());
        assertTrue(next.getRounds(0).getOpenAtMs() < page.getRounds(0).getOpenAtMs());
    }
}
