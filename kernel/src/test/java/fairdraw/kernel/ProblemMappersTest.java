package fairdraw.kernel;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ProblemMappersTest {

    private static final String GOOD =
            """
            {"round":"r","mode":"REAL","fast":true,"bets":[{"market":"M1","stake":10}]}\
            """;

    @Test
    void a_good_body_passes() {
        post(GOOD).statusCode(200).body("bets[0].stake", equalTo(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'r'            | 1               | INVALID_FIELD | round",
                "'r'            | true            | INVALID_FIELD | round",
                "'r'            | ['r']           | INVALID_FIELD | round",
                "'round'        | 'rounds'        | UNKNOWN_FIELD | rounds",
                "'market'       | 'markt'         | UNKNOWN_FIELD | bets[0].markt",
                "'REAL'         | 'real'          | INVALID_FIELD | mode",
                "'REAL'         | 0               | INVALID_FIELD | mode",
                "true           | 'true'          | INVALID_FIELD | fast",
                "true           | 1               | INVALID_FIELD | fast",
                "true           | null            | INVALID_FIELD | fast",
                "10             | '10'            | INVALID_FIELD | bets[0].stake",
                "10             | 10.0            | INVALID_FIELD | bets[0].stake",
                "10             | 10.5            | INVALID_FIELD | bets[0].stake",
                "10             | 1e1             | INVALID_FIELD | bets[0].stake",
                "10             | 0               | INVALID_FIELD | bets[0].stake",
                "10             | -1              | INVALID_FIELD | bets[0].stake",
                "10             | null            | INVALID_FIELD | bets[0].stake",
                "10             | true            | INVALID_FIELD | bets[0].stake",
                "10             | 9223372036854775808 | INVALID_FIELD | bets[0].stake",
                ",'stake':10    | ~~              | INVALID_FIELD | bets[0].stake",
                "'M1'           | 'M'             | INVALID_FIELD | bets[0].market",
                "10             | NaN             | MALFORMED | ~~",
                "10             | 010             | MALFORMED | ~~",
                "]}             | ]               | MALFORMED | ~~",
                "]}             | ]}}             | MALFORMED | ~~",
                "]}             | ]} {}           | MALFORMED | ~~",
                "'fast':true    | 'fast':true,'fast':false | MALFORMED | ~~"
            })
    void a_bad_body_is_refused_by_its_field(String old, String other, String code, String field) {
        String bad = GOOD.replace(old.replace('\'', '"'), other.replace('\'', '"'));
        ValidatableResponse problem = problem(post(bad), 400, code);
        problem.body("field", field.isEmpty() ? nullValue() : equalTo(field));
    }

    @Test
    void a_body_that_is_no_object_is_malformed() {
        for (String bad : new String[] {"", "null", "[]", "1", "\"x\"", "{", "<a/>"}) {
            problem(post(bad), 400, "MALFORMED");
        }
    }

    @Test
    void a_refusal_shows_its_field_and_extra_members() {
        problem(given().get("/probe/refused").then(), 422, "STAKE_TOO_HIGH")
                .body("field", equalTo("bets[0].stake"))
                .body("detail", equalTo("over 12"))
                .body("type", equalTo("urn:fairdraw:problem:STAKE_TOO_HIGH"))
                .body("max", equalTo(12));
        problem(given().get("/probe/behind").then(), 409, "ROUND_NOT_OPEN");
    }

    @Test
    void what_broke_inside_is_not_told() {
        problem(given().get("/probe/broken").then(), 500, "INTERNAL")
                .body("retryable", equalTo(true))
                .body("detail", not(containsString("hunter2")));
    }

    @Test
    void what_the_framework_refuses_is_a_problem_too() {
        problem(given().get("/nothing").then(), 404, "NOT_FOUND");
        problem(given().delete("/probe").then(), 405, "METHOD_NOT_ALLOWED");
        problem(
                given().contentType("text/plain").body("x").post("/probe").then(),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        problem(given().accept("image/png").get("/probe/times").then(), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void a_body_over_the_bound_is_refused() {
        problem(post(GOOD + " ".repeat(70_000)), 413, "BODY_TOO_LARGE");
    }

    @Test
    void a_body_without_a_length_is_bounded_too() throws Exception {
        byte[] large = (GOOD + " ".repeat(200_000)).getBytes(UTF_8);
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://localhost:" + RestAssured.port + "/probe"))
                        .header("Content-Type", "application/json")
                        .version(HttpClient.Version.HTTP_1_1)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            assertEquals(413, answer.statusCode(), answer.body());
        }
    }

    @Test
    void times_carry_milliseconds() {
        given().get("/probe/times").then().body("at", equalTo("1970-01-01T00:00:01.000Z"));
    }

    @Test
    void a_browser_is_told_not_to_guess() {
        given().get("/probe/times").then().header("X-Content-Type-Options", "nosniff");
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body).post("/probe").then();
    }

    private static ValidatableResponse problem(
            ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("title", not(emptyString()))
                .body("traceId", matchesPattern("[0-9a-f]{32}"));
    }
}
