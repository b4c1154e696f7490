package fairdraw.gateway;

import static fairdraw.gateway.ScriptedEngine.OPEN_ROUND;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad request gets its problem with code and field, and nothing changes. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BadInputTest {

    private static final String ROUND = "digits-3:" + OPEN_ROUND;
    private static final String GOOD_BET =
            "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":100}";

    private final Casino demo = new Casino("demo");
    private int ticketsBefore;
    private int debitsBefore;

    @BeforeEach
    void count() {
        Parts.awaitOperators();
        ticketsBefore = ScriptedEngine.tickets();
        debitsBefore = TestWallet.calls("demo", "debit").size();
    }

    @AfterEach
    void nothing_changed() {
        assertThat(ScriptedEngine.tickets()).isEqualTo(ticketsBefore);
        assertThat(TestWallet.calls("demo", "debit")).hasSize(debitsBefore);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":-1}     | 400 | INVALID_FIELD     | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":0}      | 400 | INVALID_FIELD     | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":1.5}    | 400 | INVALID_FIELD     | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":1e2}    | 400 | INVALID_FIELD     | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":\"100\"}| 400 | INVALID_FIELD     | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":true}   | 400 | INVALID_FIELD     | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":null}   | 400 | INVALID_FIELD     | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\"}                  | 400 | INVALID_FIELD     | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":99999999999999999999} | 400 | INVALID_FIELD | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":9223372036854775807}  | 422 | STAKE_TOO_HIGH | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":10001}  | 422 | STAKE_TOO_HIGH    | bets[0].stake",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":9}      | 422 | STAKE_TOO_LOW     | bets[0].stake",
                "{\"market\":\"LUCKY\",\"selection\":\"ODD\",\"stake\":100}       | 422 | MARKET_UNKNOWN    | bets[0].market",
                "{\"market\":\"<b>\",\"selection\":\"ODD\",\"stake\":100}         | 422 | MARKET_UNKNOWN    | bets[0].market",
                "{\"market\":7,\"selection\":\"ODD\",\"stake\":100}               | 400 | INVALID_FIELD     | bets[0].market",
                "{\"selection\":\"ODD\",\"stake\":100}                            | 400 | INVALID_FIELD     | bets[0].market",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"RED\",\"stake\":100}    | 422 | SELECTION_INVALID | bets[0].selection",
                "{\"market\":\"STRAIGHT\",\"selection\":\"47\",\"stake\":100}     | 422 | SELECTION_INVALID | bets[0].selection",
                "{\"market\":\"STRAIGHT\",\"selection\":472,\"stake\":100}        | 400 | INVALID_FIELD     | bets[0].selection",
                "{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":100,\"bonus\":1} | 400 | UNKNOWN_FIELD | bets[0].bonus",
                "null                                                             | 400 | INVALID_FIELD     | bets[0]",
                "7                                                                | 400 | INVALID_FIELD     | bets[0]"
            })
    void a_bad_bet(String bet, int status, String code, String field) {
        refused(place(Casino.body("anna", ROUND, "[" + bet + "]")), status, code, field);
    }

    @ParameterizedTest
    @CsvSource({
        "digits-3:6, 409, ROUND_NOT_OPEN, roundId",
        "digits-3:99, 404, ROUND_UNKNOWN, roundId",
        "digits-3:-1, 400, INVALID_FIELD, roundId",
        "digits-3:07, 400, INVALID_FIELD, roundId",
        "digits-3, 400, INVALID_FIELD, roundId",
        "digits-3:99999999999999999999, 400, INVALID_FIELD, roundId"
    })
    void a_bad_round(String round, int status, String code, String field) {
        refused(place(Casino.body("anna", round, "[" + GOOD_BET + "]")), status, code, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "player   | \"a/b\"            | 400 | INVALID_FIELD | player",
                "player   | \"\"               | 400 | INVALID_FIELD | player",
                "player   | 12                 | 400 | INVALID_FIELD | player",
                "currency | \"EURO\"           | 400 | INVALID_FIELD | currency",
                "currency | \"USD\"            | 422 | CURRENCY_NOT_ALLOWED | currency",
                "mode     | \"FUN\"            | 400 | INVALID_FIELD | mode",
                "session  | \"17\"             | 400 | INVALID_FIELD | session",
                "bets     | []                 | 400 | INVALID_FIELD | bets",
                "bets     | {}                 | 400 | INVALID_FIELD | bets",
                "bets     | null               | 400 | INVALID_FIELD | bets",
                "odds     | 2                  | 400 | UNKNOWN_FIELD | odds",
                "amount   | 100                | 400 | UNKNOWN_FIELD | amount"
            })
    void a_bad_field(String name, String value, int status, String code, String field) {
        var fields = new java.util.LinkedHashMap<String, String>();
        fields.put("player", "\"anna\"");
        fields.put("roundId", "\"" + ROUND + "\"");
        fields.put("currency", "\"EUR\"");
        fields.put("bets", "[" + GOOD_BET + "]");
        fields.put(name, value);
        String body =
                fields.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
        refused(place(body), status, code, field);
    }

    @Test
    void too_many_bets() {
        String bets =
                IntStream.range(0, 51).mapToObj(i -> GOOD_BET).collect(Collectors.joining(","));
        refused(place(Casino.body("anna", ROUND, "[" + bets + "]")), 422, "TOO_MANY_BETS", "bets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "not json",
                "{\"roundId\":",
                "{} {}",
                "\u0000",
                "{\"a\":1,\"a\":2}",
                "[[[[[["
            })
    void a_body_that_is_not_json(String body) {
        place(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", notNullValue());
    }

    @Test
    void a_body_of_another_type() {
        String body = Casino.body("anna", ROUND, "[" + GOOD_BET + "]");
        Casino.signed(
                        "demo-api-1",
                        Parts.apiSecret("demo"),
                        Ids.next().toString(),
                        TestClock.now(),
                        "POST",
                        "/v1/bets",
                        body)
                .header("Idempotency-Key", Ids.next().toString())
                .contentType("text/plain")
                .body(body)
                .post("/v1/bets")
                .then()
                .statusCode(415)
                .body("code", equalTo("UNSUPPORTED_MEDIA_TYPE"));
    }

    @Test
    void a_body_over_the_bound() {
        String body = "{\"player\":\"" + "x".repeat(64 * 1024) + "\"}";
        refused(place(body), 413, "BODY_TOO_LARGE", null);
    }

    @Test
    void deep_json() {
        String body = "{\"bets\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";
        place(body).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void no_idempotency_key() {
        demo.post("/v1/bets", Casino.body("anna", ROUND, "[" + GOOD_BET + "]"))
                .then()
                .statusCode(400)
                .body("code", equalTo("IDEMPOTENCY_KEY_MISSING"));
    }

    @Test
    void a_token_cannot_bet_for_another_player_or_in_another_currency() {
        String token = demo.token("anna");
        String other = Casino.body("zoe", ROUND, "[" + GOOD_BET + "]");
        refused(asPlayer(token, other), 403, "FORBIDDEN", "player");
        String usd =
                "{\"roundId\":\"%s\",\"currency\":\"USD\",\"bets\":[%s]}"
                        .formatted(ROUND, GOOD_BET);
        refused(asPlayer(token, usd), 422, "CURRENCY_MISMATCH", "currency");
        String test =
                "{\"roundId\":\"%s\",\"currency\":\"EUR\",\"mode\":\"TEST\",\"bets\":[%s]}"
                        .formatted(ROUND, GOOD_BET);
        refused(asPlayer(token, test), 403, "FORBIDDEN", "mode");
    }

    @Test
    void a_foreign_session_in_the_body() {
        String session = new Casino("other").session("anna").then().extract().path("sessionId");
        String body =
                "{\"player\":\"anna\",\"session\":\"%s\",\"roundId\":\"%s\",\"currency\":\"EUR\",\"bets\":[%s]}"
                        .formatted(session, ROUND, GOOD_BET);
        refused(place(body), 403, "FORBIDDEN", "session");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/rounds, game",
        "/v1/rounds?game=digits-3&limit=0, limit",
        "/v1/rounds?game=digits-3&limit=201, limit",
        "/v1/rounds?game=digits-3&limit=x, limit",
        "/v1/rounds?game=digits-3&from=yesterday, from",
        "/v1/rounds?game=digits-3&after=%27%3B--, after",
        "/v1/rounds/nothing, id",
        "/v1/games/NO, id"
    })
    void a_bad_query(String path, String field) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/nothing, 404, NOT_FOUND", "PUT, /v1/games, 405, METHOD_NOT_ALLOWED"})
    void no_such_place(String method, String path, int status, String code) {
        given().request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body(not(containsString("Exception")));
    }

    private Response place(String body) {
        return demo.place(Ids.next().toString(), body);
    }

    private static Response asPlayer(String token, String body) {
        return given().header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", Ids.next().toString())
                .contentType("application/json")
                .body(body)
                .post("/v1/bets");
    }

    private static void refused(Response answer, int status, String code, String field) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("field", equalTo(field))
                .body("title", notNullValue())
                .body("traceId", notNullValue())
                .body(not(containsString("fairdraw.gateway")));
    }
}
