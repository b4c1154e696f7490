package fairdraw.engine.halt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.GetCurrentRoundRequest;
import fairdraw.engine.v1.HaltService;
import fairdraw.engine.v1.ListHaltsRequest;
import fairdraw.engine.v1.ResumeGameRequest;
import fairdraw.engine.v1.RoundState;
import fairdraw.events.v1.GameDeviates;
import fairdraw.events.v1.RiskEvent;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Ids;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EngineParts.class)
class HaltTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject Play play;

    @GrpcClient("corrections")
    HaltService halts;

    @AfterEach
    void nothing_stands() {
        Play.now(halts.listHalts(ListHaltsRequest.getDefaultInstance())).getHaltsList().stream()
                .filter(halt -> !halt.hasResumption())
                .forEach(halt -> Play.now(halts.resumeGame(resume(halt.getId(), "after"))));
    }

    private ResumeGameRequest resume(String halt, String by) {
        return ResumeGameRequest.newBuilder()
                .setHalt(halt)
                .setResumedBy(by)
                .setReason("the generator was checked")
                .build();
    }

    @Test
    void a_stopped_game_finishes_its_open_round_and_opens_none_until_a_person_resumes_it() {
        long open = play.openRound();
        String halt = Ids.next().toString();
        byte[] event =
                RiskEvent.newBuilder()
                        .setId(halt)
                        .setGameDeviates(
                                GameDeviates.newBuilder()
                                        .setGame(Play.GAME)
                                        .setCause("EUR over 24 hours: z = 5.10"))
                        .build()
                        .toByteArray();
        // Told twice it is one stop.
        play.send("fairdraw.risk.v1", Play.GAME, event);
        play.send("fairdraw.risk.v1", Play.GAME, event);
        await().atMost(SOON)
                .until(() ->
                        Play.number("select count(*) from game_halt where halt = ?::uuid", halt)
                                == 1);
        play.finish(open);
        play.at(open + 1, 100);
        play.awaitState(open + 1, RoundState.ROUND_STATE_SKIPPED);
        assertEquals("GAME_HALTED", play.round(open + 1).getReason());
        var current = GetCurrentRoundRequest.newBuilder().setGame(Play.GAME).build();
        assertEquals("PAUSED", Play.now(play.rounds().getCurrentRound(current)).getPaused());

        var unknown =
                assertThrows(
                        RuntimeException.class,
                        () -> Play.now(halts.resumeGame(resume(Ids.next().toString(), "alice"))));
        assertEquals(RefusalCode.NOT_FOUND, GrpcRefusals.refusal(unknown).orElseThrow().code());
        var resumed = Play.now(halts.resumeGame(resume(halt, "alice"))).getHalt();
        assertEquals("alice", resumed.getResumption().getResumedBy());
        // The first person stands, and it is told once.
        assertEquals(resumed, Play.now(halts.resumeGame(resume(halt, "bob"))).getHalt());
        assertEquals(
                1,
                Play.number(
                        "select count(*) from outbox where type = 'fairdraw.risk.game-resumed'"));
        assertEquals(
                resumed,
                Play.now(halts.listHalts(ListHaltsRequest.getDefaultInstance())).getHalts(0));
        assertTrue(play.openRound() > open + 1);
        // What stopped it once does not stop it again.
        play.send("fairdraw.risk.v1", Play.GAME, event);
        long next = FairnessDouble.SCHEDULE.roundAt(play.nowMs());
        play.finish(next);
        play.finish(play.openRound());
    }
}
