package fairdraw.reporting.monitor;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.SettlementCell;
import fairdraw.reporting.Feed;
import fairdraw.reporting.ReportingParts;
import fairdraw.reporting.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ReportingParts.class)
class MonitorTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role));
    }

    private static byte[] round(String game, long round, int outcome) {
        long now = Instant.now().toEpochMilli();
        // Two operators on one digit: together they deviate by their sum, not by its root.
        SettlementCell.Builder all = Feed.cell("*", 5, false).setMarket("*");
        return RoundSettlement.newBuilder()
                .setGame(game)
                .setRound(round)
                .setOpenAtMs(now - 9_000)
                .setSettledAtMs(now)
                .setOutcome(outcome)
                .setTableVersion("1")
                .addCells(Feed.cell("demo", 3, false))
                .addCells(Feed.cell("rival", 2, false))
                .addCells(Feed.cell("demo", 9, true).setMode("TEST"))
                .addAggregates(all)
                .build()
                .toByteArray();
    }

    @Test
    void the_engines_own_variance_is_used_where_it_is_told_and_a_bound_elsewhere() {
        String game = "aggregated";
        Feed.settle(game, round(game, 1, 0));
        await().atMost(SOON)
                .untilAsserted(() ->
                        as("auditor")
                                .get("/v1/rtp-monitor?game=" + game)
                                .then()
                                .statusCode(200)
                                .body("cells[0].window", equalTo("DAY"))
                                .body("cells[0].stakes", equalTo(500))
                                .body("cells[0].rtp.exact", equalTo(true))
                                .body("cells[0].rtp.signal", equalTo("NOT_ENOUGH_VOLUME")));
        as("auditor")
                .get("/v1/rtp-monitor?game=" + game)
                .then()
                // Over both operators in one market the engine said nothing here.
                .body(
                        "cells.find { it.market == 'DIGIT' && it.operator == null }.rtp.exact",
                        equalTo(false));
        as("operator")
                .get("/v1/rtp-monitor?game=" + game)
                .then()
                .body("cells.operator.unique()", equalTo(java.util.List.of("demo")))
                .body("cells[0].stakes", equalTo(300));
    }

    @Test
    void outcomes_of_a_shipped_game_are_counted_once() {
        for (int round = 1; round <= 60; round++) {
            byte[] event = round("digits-3", round, round * 16 % 1_000);
            Feed.settle("digits-3", event);
            Feed.settle("digits-3", event);
        }
        await().atMost(SOON)
                .untilAsserted(() ->
                        as("regulator")
                                .get("/v1/rtp-monitor?game=digits-3")
                                .then()
                                .body("draws.window", hasItem("LIFE"))
                                .body("draws[0].outcomes.rounds", equalTo(60))
                                // In 12 bins the smallest would expect 4.98.
                                .body("draws[0].outcomes.bins", equalTo(11)));
        as("auditor")
                .get("/ui/monitor")
                .then()
                .statusCode(200)
                .body(containsString("Are outcomes even?"))
                .body(containsString("24 hours"))
                .body(not(containsString("style=")));
    }

    @ParameterizedTest
    @CsvSource({
        "admin, 200",
        "risk, 200",
        "auditor, 200",
        "regulator, 200",
        "operator, 200",
        "support, 403",
        "player, 403",
    })
    void each_role_has_its_reach(String role, int status) {
        for (String path : new String[] {"/v1/rtp-monitor", "/ui/monitor"}) {
            as(role).get(path).then().statusCode(status);
            given().get(path).then().statusCode(401);
        }
        as("admin").get("/v1/rtp-monitor?game=%27").then().statusCode(400);
    }
}
