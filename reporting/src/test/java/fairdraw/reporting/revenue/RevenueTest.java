package fairdraw.reporting.revenue;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.reporting.Feed;
import fairdraw.reporting.ReportingParts;
import fairdraw.reporting.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ReportingParts.class)
class RevenueTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DAYS = "from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z";

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role));
    }

    private static ValidatableResponse report(String query) {
        return as("admin").get("/v1/reports/revenue?" + DAYS + "&" + query).then().statusCode(200);
    }

    private static void awaitRounds(String game, int rounds) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        report("groupBy=total&game=" + game)
                                .body("items[0].rounds", equalTo(rounds)));
    }

    @Test
    void totals_are_right_to_the_cent_and_currencies_are_not_mixed() {
        String game = "cents";
        Feed.settle(
                game,
                Feed.round(
                        game,
                        1,
                        "2026-03-02T10:00:00Z",
                        List.of(
                                Feed.cell("demo", 3, true),
                                Feed.cell("other", 2, false),
                                Feed.cell("demo", 7, false).setCurrency("JPY"))));
        Feed.settle(
                game,
                Feed.round(game, 2, "2026-03-03T10:00:00Z", List.of(Feed.cell("demo", 5, false))));
        awaitRounds(game, 2);
        report("groupBy=total&game=" + game)
                .body("items.currency", contains("EUR", "JPY"))
                .body("items.stakes", contains(1000, 700))
                .body("items.payouts", contains(2655, 0))
                .body("items.ggr", contains(-1655, 700))
                .body("items[0].bets", equalTo(10))
                .body("items[0].winners", equalTo(3))
                .body("items[0].rtp.actual", equalTo("2.655000"))
                .body("items[0].rtp.theoretical", equalTo("0.885000"));
        report("groupBy=day,operator&game=" + game + "&currency=EUR")
                .body(
                        "items.period",
                        contains(
                                "2026-03-02T00:00:00.000Z",
                                "2026-03-02T00:00:00.000Z",
                                "2026-03-03T00:00:00.000Z"))
                .body("items.operator", contains("demo", "other", "demo"))
                .body("items.stakes", contains(300, 200, 500));
        report("groupBy=day&operator=demo&currency=EUR&game=" + game)
                .body("items.stakes", contains(300, 500))
                .body("items[0].operator", equalTo("demo"))
                .body("items[0].market", nullValue());
    }

    @Test
    void test_tickets_are_left_out() {
        String game = "tests";
        Feed.settle(
                game,
                Feed.round(
                        game,
                        1,
                        "2026-03-02T10:00:00Z",
                        List.of(
                                Feed.cell("demo", 1, false),
                                Feed.cell("demo", 9, true).setMode("TEST"))));
        awaitRounds(game, 1);
        report("groupBy=total,operator,market&game=" + game)
                .body("items", hasSize(1))
                .body("items[0].stakes", equalTo(100))
                .body("items[0].payouts", equalTo(0));
    }

    @Test
    void free_bets_are_apart_and_move_neither_ggr_nor_rtp() throws Exception {
        String game = "gifts";
        byte[] event =
                Feed.withFreeBets(
                        Feed.round(
                                game,
                                1,
                                "2026-03-02T10:00:00Z",
                                List.of(Feed.cell("demo", 4, false), Feed.cell("other", 1, true))),
                        List.of(
                                Feed.free("demo", 3, true),
                                Feed.free("other", 2, false),
                                Feed.free("other", 9, true).setMode("TEST")));
        // Only free bets.
        byte[] alone =
                Feed.withFreeBets(
                        Feed.round(game, 2, "2026-03-03T10:00:00Z", List.of()),
                        List.of(Feed.free("demo", 1, false)));
        for (byte[] each : List.of(event, alone, event, alone)) {
            Feed.settle(game, each);
        }
        await().atMost(SOON)
                .untilAsserted(() ->
                        report("groupBy=total&game=" + game)
                                .body("items[0].freeBets.bets", equalTo(6)));
        report("groupBy=total&game=" + game)
                .body("items", hasSize(1))
                .body("items[0].rounds", equalTo(1))
                .body("items[0].bets", equalTo(5))
                .body("items[0].stakes", equalTo(500))
                .body("items[0].payouts", equalTo(885))
                .body("items[0].ggr", equalTo(-385))
                .body("items[0].rtp.actual", equalTo("1.770000"))
                .body("items[0].rtp.theoretical", equalTo("0.885000"))
                .body("items[0].freeBets.winners", equalTo(3))
                .body("items[0].freeBets.stakes", equalTo(600))
                .body("items[0].freeBets.payouts", equalTo(2655));
        report("groupBy=day,operator,market&game=" + game)
                .body("items.operator", contains("demo", "other", "demo"))
                .body("items.ggr", contains(400, -785, 0))
                .body("items.freeBets.payouts", contains(2655, 0, 0));
        as("admin")
                .get("/v1/reports/revenue.csv?" + DAYS + "&groupBy=total&game=" + game)
                .then()
                .body(containsString("free_bet_stakes,free_bet_payouts"))
                .body(containsString(",0.00,0.00,6,3,6.00,26.55"));
        as("admin")
                .get("/v1/rtp-monitor?game=" + game)
                .then()
                .statusCode(200)
                .body(not(containsString("2655")));
    }

    @Test
    void copies_and_disorder_change_nothing() {
        String game = "disorder";
        var events = new ArrayList<byte[]>();
        for (int round = 1; round <= 12; round++) {
            String at = "2026-03-%02dT10:00:00Z".formatted(round);
            byte[] event =
                    Feed.round(game, round, at, List.of(Feed.cell("demo", round, round == 4)));
            events.addAll(List.of(event, event, event));
        }
        Collections.shuffle(events, new Random(7));
        events.forEach(event -> Feed.settle(game, event));
        awaitRounds(game, 12);
        report("groupBy=total&game=" + game)
                .body("items[0].stakes", equalTo(7800))
                .body("items[0].payouts", equalTo(3540))
                .body("items[0].bets", equalTo(78));
    }

    @Test
    void a_second_opinion_on_a_round_and_nonsense_go_to_the_dead_letters() {
        String game = "letters";
        Feed.settle(
                game,
                Feed.round(game, 1, "2026-03-02T10:00:00Z", List.of(Feed.cell("demo", 1, true))));
        Feed.settle(
                game,
                Feed.round(game, 1, "2026-03-02T10:00:00Z", List.of(Feed.cell("demo", 2, true))));
        Feed.settle(game, new byte[] {1, 2, 3});
        Feed.settle(
                game,
                Feed.round(
                        game,
                        2,
                        "2026-03-02T10:00:00Z",
                        List.of(Feed.cell("demo", 1, true).setStakes(-1))));
        Feed.settle(
                game,
                Feed.round(
                        game,
                        3,
                        "2026-03-02T10:00:00Z",
                        List.of(Feed.cell("demo", 1, true).setExpectedPayout("1/0"))));
        Feed.settle(
                game,
                Feed.round(game, 4, "2026-03-02T10:00:00Z", List.of(Feed.cell("demo", 4, false))));
        awaitRounds(game, 2);
        report("groupBy=total&game=" + game).body("items[0].stakes", equalTo(500));
        assertTrue(deadLetters(game) >= 4, "dead letters");
    }

    private static int deadLetters(String key) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig()
                                .getValue("kafka.bootstrap.servers", String.class),
                        "group.id",
                        "letters",
                        "auto.offset.reset",
                        "earliest");
        int found = 0;
        try (var consumer =
                new KafkaConsumer<>(
                        config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("fairdraw.settlements.v1.dlq"));
            long end = System.nanoTime() + SOON.toNanos();
            while (found < 4 && System.nanoTime() < end) {
                for (var letter : consumer.poll(Duration.ofMillis(200))) {
                    found += letter.key().equals(key) ? 1 : 0;
                }
            }
        }
        return found;
    }

    @Test
    void an_operator_sees_its_own_figures_only() throws SQLException {
        String game = "fences";
        Feed.name("demo", "Demo Casino", 3);
        Feed.name("demo", "Older name", 2);
        Feed.settle(
                game,
                Feed.round(
                        game,
                        1,
                        "2026-03-02T10:00:00Z",
                        List.of(Feed.cell("demo", 1, false), Feed.cell("other", 5, false))));
        awaitRounds(game, 1);
        String path = "/v1/reports/revenue?" + DAYS + "&game=" + game;
        await().atMost(SOON)
                .untilAsserted(() ->
                        as("operator")
                                .get(path + "&groupBy=total,operator")
                                .then()
                                .body("items[0].operatorName", equalTo("Demo Casino")));
        as("operator")
                .get(path + "&groupBy=total,operator")
                .then()
                .body("items.operator", contains("demo"));
        as("operator").get(path).then().body("items.stakes", contains(100));
        as("operator").get(path + "&operator=other").then().statusCode(403);
        assertEquals(0, visible(null));
        assertEquals(visible("*"), visible("demo") + visible("other") + aggregates());
        assertTrue(visible("demo") > 0);
    }

    /** Rows that the service's own role sees when it says for whom it reads. */
    private static int visible(String operator) throws SQLException {
        try (Connection db = database();
                var statement = db.createStatement()) {
            if (operator != null) {
                statement.execute(
                        "select set_config('fairdraw.operator', '" + operator + "', false)");
            }
            var rows = statement.executeQuery("select count(*) from hourly where game = 'fences'");
            rows.next();
            return rows.getInt(1);
        }
    }

    private static int aggregates() throws SQLException {
        try (Connection db = database();
                var statement = db.createStatement()) {
            statement.execute("select set_config('fairdraw.operator', '*', false)");
            var rows =
                    statement.executeQuery(
                            "select count(*) from hourly where game = 'fences' and operator = '*'");
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection database() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                "jdbc:" + config.getValue("fairdraw.db.url", String.class),
                config.getValue("fairdraw.db.user", String.class),
                config.getValue("fairdraw.db.password", String.class));
    }

    @Test
    void pages_follow_each_other_without_gap_or_repeat() {
        String game = "pages";
        for (int round = 1; round <= 5; round++) {
            String at = "2026-03-%02dT10:00:00Z".formatted(round);
            Feed.settle(
                    game,
                    Feed.round(
                            game,
                            round,
                            at,
                            List.of(Feed.cell("demo", 1, false), Feed.cell("other", 1, false))));
        }
        awaitRounds(game, 5);
        var seen = new ArrayList<String>();
        String after = "";
        for (int page = 0; page < 4 && after != null; page++) {
            var json =
                    report("groupBy=day,operator&limit=3&game=" + game + after)
                            .extract()
                            .jsonPath();
            List<Map<String, Object>> items = json.getList("items");
            items.forEach(item -> seen.add(item.get("period") + "/" + item.get("operator")));
            after = json.getString("next") == null ? null : "&after=" + json.getString("next");
        }
        assertEquals(10, seen.size(), seen::toString);
        assertEquals(10, Set.copyOf(seen).size(), seen::toString);
    }

    @Test
    void the_file_is_complete_and_no_name_is_a_formula() {
        String game = "files";
        Feed.name("evil", "=HYPERLINK(\"x\")", 1);
        Feed.settle(
                game,
                Feed.round(
                        game,
                        1,
                        "2026-03-02T10:00:00Z",
                        List.of(Feed.cell("evil", 1, true), Feed.cell("demo", 2, false))));
        awaitRounds(game, 1);
        await().atMost(SOON)
                .untilAsserted(() ->
                        report("groupBy=total,operator&game=" + game)
                                .body(containsString("HYPERLINK")));
        as("auditor")
                .get("/v1/reports/revenue.csv?" + DAYS + "&groupBy=total,operator&game=" + game)
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .body(containsString("\"'=HYPERLINK(\"\"x\"\")\""))
                .body(containsString(",1.00,8.85,-7.85,8.850000,0.885000,"))
                .body(containsString(",2.00,0.00,2.00,0.000000,0.885000,"))
                .body(not(containsString(",\"=")));
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
        for (String path :
                List.of(
                        "/v1/reports/revenue?" + DAYS,
                        "/v1/reports/revenue.csv?" + DAYS,
                        "/ui/revenue",
                        "/ui/revenue/revenue.csv")) {
            as(role).get(path).then().statusCode(status);
            given().get(path).then().statusCode(401);
            String foreign = Tokens.of(role, "another-client");
            if (path.startsWith("/v1")) {
                given().auth().oauth2(foreign).get(path).then().statusCode(401);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-03-01T00:00:00Z",
                "to=2026-03-01T00:00:00Z",
                "from=2026-03-01&to=2026-03-02",
                "from=2026-03-01T00:00:00%2B02:00&to=2026-04-01T00:00:00Z",
                "from=2026-03-01T00:30:00Z&to=2026-04-01T00:00:00Z",
                "from=2026-04-01T00:00:00Z&to=2026-03-01T00:00:00Z",
                "from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z",
                "from=1026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z",
                DAYS + "&groupBy=week",
                DAYS + "&groupBy=day,hour",
                DAYS + "&groupBy=day,stakes;drop table hourly",
                DAYS + "&operator=' or 1=1",
                DAYS + "&currency=EURO",
                DAYS + "&limit=0",
                DAYS + "&limit=100000",
                DAYS + "&after=%00",
                DAYS + "&after=AAAA",
            })
    void a_wrong_parameter_is_named(String query) {
        as("admin")
                .get("/v1/reports/revenue?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", not(nullValue()));
        as("admin").get("/ui/revenue?from=x&to=y").then().statusCode(200);
    }

    @Test
    void the_page_shows_the_figures() {
        String game = "shown";
        for (int round = 1; round <= 3; round++) {
            String at = "2026-03-%02dT10:00:00Z".formatted(round);
            Feed.settle(
                    game,
                    Feed.round(game, round, at, List.of(Feed.cell("demo", 1000, round == 2))));
        }
        awaitRounds(game, 3);
        as("admin")
                .get("/ui/revenue?from=2026-03-01&to=2026-03-31&game=" + game)
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Cache-Control", containsString("no-store"))
                .body(containsString("3\u202f000.00"))
                .body(containsString("<svg"))
                .body(containsString("not enough volume"))
                .body(not(containsString("style=")));
    }
}
