package fairdraw.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read: games, rounds, currencies, balance, rates, and the description of it all. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ReadTest {

    private static final Path CHECKED_IN = Path.of("../docs/openapi.json");

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
    }

    @Test
    void a_game_shows_what_it_pays() {
        given().get("/v1/games/digits-3")
                .then()
                .statusCode(200)
                .body("game", equalTo("digits-3"))
                .body("outcomes", equalTo(1000))
                .body("table.markets.market", hasItem("STRAIGHT"))
                .body("table.markets[0].selections[0].rtp", notNullValue())
                .body("table.markets[0].selections[0].class", notNullValue());
        given().get("/v1/games").then().statusCode(200).body("items", hasSize(1));
        given().get("/v1/games/nothing")
                .then()
                .statusCode(404)
                .body("code", equalTo("GAME_UNKNOWN"));
    }

    @Test
    void rounds_are_public_and_paged() {
        given().get("/v1/games/digits-3/rounds/current")
                .then()
                .statusCode(200)
                .body("round.roundId", equalTo("digits-3:7"))
                .body("round.outcome", nullValue())
                .body("serverTime", notNullValue());
        Response page = given().get("/v1/rounds?game=digits-3&limit=5");
        page.then().statusCode(200).body("items", hasSize(5)).body("items[0].number", equalTo(7));
        given().get("/v1/rounds?game=digits-3&limit=5&after=" + page.path("next"))
                .then()
                .statusCode(200)
                .body("items[0].number", equalTo(2))
                .body("next", nullValue());
        given().get("/v1/rounds/digits-3:3")
                .then()
                .statusCode(200)
                .body("outcome", equalTo(47))
                .body("numbers", equalTo(List.of(0, 4, 7)));
        given().urlEncodingEnabled(false)
                .get("/v1/rounds/digits-3%3A3/proof")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("round", equalTo(3));
        given().get("/v1/rounds/digits-3:99")
                .then()
                .statusCode(404)
                .body("code", equalTo("ROUND_UNKNOWN"));
    }

    @Test
    void a_round_that_never_opened_says_so_and_has_no_proof() {
        given().get("/v1/rounds/digits-3:" + ScriptedRounds.SKIPPED_ROUND)
                .then()
                .statusCode(200)
                .body("state", equalTo("SKIPPED"))
                .body("reason", equalTo("BATCH_NOT_FINAL"));
        given().get("/v1/rounds/digits-3:" + ScriptedRounds.SKIPPED_ROUND + "/proof")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("ROUND_SKIPPED"))
                .body("reason", equalTo("BATCH_NOT_FINAL"))
                .body("detail", containsString("never opened"));
        given().get("/v1/rounds/digits-3:" + ScriptedEngine.OPEN_ROUND + "/proof")
                .then()
                .statusCode(409)
                .body("code", equalTo("TOO_EARLY"))
                .body("retryable", equalTo(true));
        given().get("/v1/rounds/digits-3:99/proof")
                .then()
                .statusCode(404)
                .body("code", equalTo("ROUND_UNKNOWN"));
    }

    @Test
    void currencies_say_their_decimals() {
        given().get("/v1/currencies")
                .then()
                .statusCode(200)
                .body("items.find { it.currency == 'JPY' }.exponent", equalTo(0))
                .body("items.find { it.currency == 'BHD' }.exponent", equalTo(3));
    }

    @Test
    void a_balance_is_the_wallets_or_not_known() {
        Casino demo = new Casino("demo");
        String token = demo.token("uma");
        given().header("Authorization", "Bearer " + token)
                .get("/v1/balance")
                .then()
                .statusCode(200)
                .body("balance", equalTo(100_000))
                .body("known", equalTo(true));
        TestWallet.next("demo", "balance", new TestWallet.Reply.Text(500, "text/plain", ""));
        given().header("Authorization", "Bearer " + token)
                .get("/v1/balance")
                .then()
                .statusCode(200)
                .body("balance", nullValue())
                .body("known", equalTo(false));
    }

    @Test
    void a_player_who_calls_too_often_is_told_when_to_come_back() throws Exception {
        String token = new Casino("rates").token("vic");
        List<Response> answers = inParallel(token, 120);
        assertThat(answers.getFirst().header("RateLimit-Policy")).isEqualTo("\"player\";q=20;w=2");
        assertThat(answers.getFirst().header("RateLimit")).startsWith("\"player\";r=");
        Response refused =
                answers.stream().filter(it -> it.statusCode() == 429).findFirst().orElseThrow();
        refused.then().body("code", equalTo("RATE_LIMITED")).body("retryable", equalTo(true));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        // Another player of the operator has tokens of his own.
        String other = new Casino("rates").token("wim");
        given().header("Authorization", "Bearer " + other).get("/v1/bets").then().statusCode(200);
    }

    @Test
    void without_redis_the_rate_is_held_by_each_replica() throws Exception {
        String token = new Casino("rates").token("xia");
        Parts.pauseRedis(Duration.ofSeconds(4));
        assertThat(inParallel(token, 150)).anyMatch(answer -> answer.statusCode() == 429);
    }

    private static List<Response> inParallel(String token, int count) throws Exception {
        Callable<Response> call =
                () -> given().header("Authorization", "Bearer " + token).get("/v1/bets?limit=1");
        List<Response> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var answer : threads.invokeAll(Collections.nCopies(count, call))) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    @Test
    void answers_carry_the_headers_that_keep_them_safe() {
        given().get("/v1/games")
                .then()
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Cache-Control", equalTo("no-store"))
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void the_served_description_is_the_one_checked_in() throws IOException {
        String served = given().accept("application/json").get("/q/openapi?format=json").asString();
        Path written = Path.of("target/openapi.json");
        Files.writeString(written, served.endsWith("\n") ? served : served + "\n");
        JsonMapper json = new JsonMapper();
        assertThat(json.readTree(CHECKED_IN.toFile()))
                .as("docs/openapi.json is stale: copy gateway/target/openapi.json over it")
                .isEqualTo(json.readTree(served));
    }

    @Test
    void every_endpoint_says_who_may_call_it() throws IOException {
        JsonNode api =
                new JsonMapper()
                        .readTree(
                                given().accept("application/json")
                                        .get("/q/openapi?format=json")
                                        .asString());
        assertThat(api.path("openapi").asText()).startsWith("3.1");
        assertThat(api.path("webhooks").size()).isEqualTo(9);
        api.path("paths")
                .properties()
                .forEach(path -> {
                    if (path.getKey().startsWith("/v1/")) {
                        path.getValue()
                                .properties()
                                .forEach(operation ->
                                        assertThat(operation.getValue().has("security"))
                                                .as(operation.getKey() + " " + path.getKey())
                                                .isTrue());
                    }
                });
    }

    @Test
    void health_and_metrics_answer() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
    }
}
