package fairdraw.reporting.monitor;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.events.v1.GameResumed;
import fairdraw.events.v1.RiskEvent;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.SettlementCell;
import fairdraw.reporting.Feed;
import fairdraw.reporting.ReportingParts;
import fairdraw.reporting.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The monitor's last step: what cannot be chance is told to the engine, once. */
@QuarkusTest
@QuarkusTestResource(ReportingParts.class)
class StopTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration LOOK_MAX = Duration.ofSeconds(20);

    @Inject WatchGamesJob job;
    @Inject Pool pool;

    /** A coin at 1.77 that always falls on the player's side, or by turns. */
    private static void settle(String game, int rounds, boolean rigged) {
        for (int round = 1; round <= rounds; round++) {
            boolean won = rigged || round % 2 == 0;
            Feed.settle(
                    game,
                    RoundSettlement.newBuilder()
                            .setGame(game)
                            .setRound(round)
                            .setOpenAtMs(Instant.now().toEpochMilli() - 9_000)
                            .setSettledAtMs(Instant.now().toEpochMilli())
                            .setTableVersion("1")
                            .addCells(
                                    SettlementCell.newBuilder()
                                            .setOperator("demo")
                                            .setCurrency("EUR")
                                            .setMarket("ODD_EVEN")
                                            .setMode("REAL")
                                            .setBets(1)
                                            .setStakes(100)
                                            .setPayouts(won ? 177 : 0)
                                            .setWinners(won ? 1 : 0)
                                            .setExpectedPayout("177/2")
                                            .setMeanSquarePayout("31329/2"))
                            .build()
                            .toByteArray());
        }
    }

    private void look() {
        job.watch().await().atMost(LOOK_MAX);
    }

    /** The stops that were told of a game. */
    private List<RiskEvent> told(String game) {
        var events = new ArrayList<RiskEvent>();
        var found =
                pool.preparedQuery(
                                "select payload from outbox where event_key = $1"
                                        + " and topic = 'fairdraw.risk.v1'")
                        .execute(Tuple.of(game))
                        .await()
                        .atMost(LOOK_MAX);
        found.forEach(row -> {
            try {
                events.add(RiskEvent.parseFrom(row.getBuffer("payload").getBytes()));
            } catch (com.google.protobuf.InvalidProtocolBufferException ours) {
                throw new AssertionError(ours);
            }
        });
        return events;
    }

    private long count(String sql, String game) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(game))
                .await()
                .atMost(LOOK_MAX)
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void a_game_that_cannot_be_chance_is_stopped_once_until_a_person_resumes_it() {
        String game = "rigged-coin";
        settle(game, 120, true);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    look();
                    assertEquals(1, told(game).size());
                });
        look();
        RiskEvent stop = told(game).getFirst();
        assertEquals(1, told(game).size());
        assertEquals(game, stop.getGameDeviates().getGame());
        assertTrue(
                stop.getGameDeviates().getCause().startsWith("payouts in EUR over"),
                stop::toString);

        Feed.send(
                "fairdraw.risk.v1",
                game,
                RiskEvent.newBuilder()
                        .setId("a1b2c3d4-0000-4000-8000-000000000001")
                        .setAtMs(Instant.now().toEpochMilli())
                        .setGameResumed(
                                GameResumed.newBuilder()
                                        .setGame(game)
                                        .setHalt(stop.getId())
                                        .setResumedBy("alice")
                                        .setReason("the generator was checked"))
                        .build()
                        .toByteArray());
        await().atMost(SOON)
                .until(() -> count("select count(*) from game_resumed where game = $1", game) == 1);
        // What happened before is not held against it again.
        look();
        assertEquals(1, told(game).size());
    }

    @Test
    void an_outcome_that_the_game_does_not_have_stops_it_and_chance_does_not() {
        // Long ago, so that only the look at the whole life of the game sees it.
        long then = Instant.now().minus(Duration.ofDays(800)).toEpochMilli();
        Feed.settle(
                "digits-3",
                RoundSettlement.newBuilder()
                        .setGame("digits-3")
                        .setRound(1_000_000)
                        .setOpenAtMs(then - 9_000)
                        .setSettledAtMs(then)
                        .setOutcome(1_000)
                        .setTableVersion("1")
                        .build()
                        .toByteArray());
        settle("fair-coin", 110, false);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    look();
                    assertEquals(1, told("digits-3").size());
                });
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() ->
                        given().auth()
                                        .oauth2(Tokens.of("auditor"))
                                        .get("/v1/rtp-monitor?game=fair-coin")
                                        .jsonPath()
                                        .getInt("cells[0].rounds")
                                == 110);
        look();
        assertEquals(List.of(), told("fair-coin"));
    }
}
