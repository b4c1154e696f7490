package fairdraw.reporting.reconcile;

import static fairdraw.reporting.reconcile.ThreeSides.ADJUSTMENT;
import static fairdraw.reporting.reconcile.ThreeSides.PROMOTION;
import static fairdraw.reporting.reconcile.ThreeSides.id;
import static fairdraw.reporting.reconcile.ThreeSides.ticket;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import fairdraw.events.v1.Adjustment;
import fairdraw.reporting.Feed;
import fairdraw.reporting.ReportingParts;
import fairdraw.reporting.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corrections count in GGR on the day that they were posted; gifts count apart. */
@QuarkusTest
@QuarkusTestResource(ReportingParts.class)
class CorrectionsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MARCH = "from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z";

    private static ValidatableResponse get(String role, String path) {
        return given().auth()
                .oauth2(Tokens.of(role))
                .get("/v1/reports/" + path)
                .then()
                .statusCode(200);
    }

    @Test
    void a_correction_counts_in_ggr_on_its_posting_day_and_shows_its_event_day() {
        var sides = new ThreeSides("demo");
        String game = "corrected";
        Feed.settle(
                game,
                Feed.round(game, 7, "2026-03-02T10:00:00Z", List.of(Feed.cell("demo", 10, true))));
        String bet = ticket("c1");
        long posted = Instant.parse("2026-03-09T08:15:00Z").toEpochMilli();
        adjusted(sides, game, bet, "back", -5_000, posted, false);
        adjusted(sides, game, bet, "more", 120, posted + 3_600_000, false);
        // A free bet's correction is its operator's, and no figure of the house.
        adjusted(sides, game, ticket("c2"), "free", 900, posted, true);
        // Sent again, and another order under the same transaction: counted once.
        sides.replay();
        adjusted(sides, game, bet, "back", -4_000, posted, false);
        String total = "revenue?" + MARCH + "&groupBy=total&game=" + game;
        await().atMost(SOON)
                .untilAsserted(() ->
                        get("auditor", total)
                                .body("items[0].adjustments", equalTo(-4_880))
                                .body("items[0].freeBets.payouts", equalTo(900))
                                .body("items[0].rounds", equalTo(1)));
        // 1000 staked, 8850 paid, of which 4880 came back.
        get("auditor", total).body("items[0].ggr", equalTo(1_000 - 8_850 + 4_880));
        get("auditor", total).body("items[0].rtp.actual", equalTo("8.850000"));
        get("auditor", "revenue?" + MARCH + "&groupBy=day&game=" + game)
                .body(
                        "items.period",
                        contains("2026-03-02T00:00:00.000Z", "2026-03-09T00:00:00.000Z"))
                .body("items.adjustments", contains(0, -4_880))
                .body("items.ggr", contains(-7_850, 4_880));
        get("auditor", "revenue?" + MARCH + "&groupBy=total,operator,market&game=" + game)
                .body("items", hasSize(1))
                .body("items.market", contains("DIGIT"))
                .body("items.adjustments", contains(-4_880))
                .body("items.ggr", contains(1_000 - 8_850 + 4_880));
        get("auditor", "corrections?" + MARCH + "&game=" + game)
                .body("items.amount", contains(900, -5_000, 120))
                .body("items.postingDay", contains("2026-03-09", "2026-03-09", "2026-03-09"))
                .body("items.eventDay", contains("2026-03-02", "2026-03-02", "2026-03-02"))
                .body("items.freeBet", contains(true, false, false))
                .body("next", nullValue());
        get("auditor", "corrections.csv?" + MARCH + "&game=" + game)
                .body(containsString("2026-03-09,2026-03-02,2026-03-09T08:15:00Z,ADJUSTMENT"))
                .body(containsString(",false,-50.00,"));
        var first = get("auditor", "corrections?" + MARCH + "&limit=2&game=" + game);
        String next = first.extract().path("next");
        get("auditor", "corrections?" + MARCH + "&limit=2&game=" + game + "&after=" + next)
                .body("items.amount", contains(120));
    }

    @Test
    void a_promotion_is_apart_from_ggr_and_an_operator_sees_its_own_only() {
        var sides = new ThreeSides("other");
        var command =
                sides.command(id("promotion", "p1"), "")
                        .clearGame()
                        .clearRound()
                        .setCurrency("SEK")
                        .setPromotion(
                                fairdraw.events.v1.Promotion.newBuilder()
                                        .setAmount(70_000)
                                        .setReason("test"));
        sides.order(command);
        String total = "revenue?" + MARCH + "&groupBy=total&currency=SEK";
        await().atMost(SOON)
                .untilAsserted(() ->
                        get("admin", total)
                                .body("items[0].promotions", equalTo(70_000))
                                .body("items[0].ggr", equalTo(0))
                                .body("items[0].rtp.actual", equalTo("")));
        get("admin", "corrections?" + MARCH + "&currency=SEK")
                .body("items.kind", contains(PROMOTION.name().replace("WALLET_CALL_KIND_", "")))
                .body("items[0].eventDay", nullValue())
                .body("items[0].game", nullValue());
        // The role of these tests belongs to demo.
        get("operator", total).body("items", hasSize(0));
        get("operator", "corrections?" + MARCH + "&currency=SEK").body("items", hasSize(0));
        given().auth()
                .oauth2(Tokens.of("operator"))
                .get("/v1/reports/corrections?" + MARCH + "&operator=other")
                .then()
                .statusCode(403);
    }

    private static void adjusted(
            ThreeSides sides,
            String game,
            String ticket,
            String name,
            long amount,
            long atMs,
            boolean free) {
        sides.order(
                sides.command(id(ADJUSTMENT.name() + name, ticket), ticket)
                        .setGame(game)
                        .setAtMs(atMs)
                        .setAdjustment(
                                Adjustment.newBuilder()
                                        .setAmount(amount)
                                        .setReason("test")
                                        .setMarket("DIGIT")
                                        .setFree(free)));
    }
}
