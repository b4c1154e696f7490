package fairdraw.backoffice.operator;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.backoffice.BackofficeParts;
import fairdraw.backoffice.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class OperatorApiTest {

    static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    static String operator(String id) {
        return """
        {"id":"%s","name":"Casino %s","status":"ACTIVE","walletUrl":"https://wallet.example/v1",
         "currencies":[{"currency":"EUR","minStake":50,"maxStake":10000,"maxWin":5000000,
           "roundLiability":100000000}],
         "languages":["en","pt-BR"],"regions":["MT","US-NJ"],
         "frameOrigins":["https://casino.example"]}\
        """
                .formatted(id, id);
    }

    static void create(String id) {
        as("admin").body(operator(id)).post("/v1/operators").then().statusCode(201);
    }

    @Test
    void the_operator_of_the_bootstrap_file_is_there() {
        as("admin")
                .get("/v1/operators/demo")
                .then()
                .statusCode(200)
                .body("name", equalTo("Demo Casino"))
                .body("currencies[0].maxStake", equalTo(10000));
    }

    @Test
    void a_created_operator_is_read_back_with_its_version() {
        create("read-back");
        as("support")
                .get("/v1/operators/read-back")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("version", equalTo(1))
                .body("languages", contains("en", "pt-BR"))
                .body("regions", contains("MT", "US-NJ"));
        as("support").get("/v1/operators?limit=200").then().body("items.id", hasItem("read-back"));
    }

    @Test
    void creating_it_twice_is_success_and_another_with_its_id_is_refused() {
        create("twice");
        as("admin").body(operator("twice")).post("/v1/operators").then().statusCode(200);
        as("admin")
                .body(operator("twice").replace("Casino twice", "Other"))
                .post("/v1/operators")
                .then()
                .statusCode(409)
                .body("code", equalTo("ALREADY_EXISTS"));
    }

    @Test
    void an_edit_needs_the_version_that_was_seen() {
        create("seen");
        as("admin")
                .body("{\"name\":\"New\"}")
                .patch("/v1/operators/seen")
                .then()
                .statusCode(428)
                .body("code", equalTo("VERSION_MISSING"));
        as("admin")
                .header("If-Match", "\"1\"")
                .body("{\"name\":\"New\"}")
                .patch("/v1/operators/seen")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("New"))
                .body("languages", contains("en", "pt-BR"));
        as("admin")
                .header("If-Match", "\"1\"")
                .body("{\"name\":\"Newer\"}")
                .patch("/v1/operators/seen")
                .then()
                .statusCode(412)
                .body("code", equalTo("VERSION_CONFLICT"));
        as("admin")
                .body(operator("seen").replaceFirst("\\{", "{\"version\":2,"))
                .put("/v1/operators/seen")
                .then()
                .statusCode(200)
                .body("version", equalTo(3));
    }

    @Test
    void of_edits_at_the_same_time_one_wins() throws Exception {
        create("race");
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> edits =
                    IntStream.range(0, 8)
                            .<Callable<Integer>>mapToObj(i ->
                                    () ->
                                            as("admin")
                                                    .header("If-Match", "\"1\"")
                                                    .body("{\"name\":\"N" + i + "\"}")
                                                    .patch("/v1/operators/race")
                                                    .statusCode())
                            .toList();
            var codes = threads.invokeAll(edits).stream().map(each -> each.resultNow()).toList();
            assertEquals(1, codes.stream().filter(code -> code == 200).count(), codes::toString);
            assertEquals(7, codes.stream().filter(code -> code == 412).count(), codes::toString);
        }
        as("admin").get("/v1/operators/race").then().body("version", equalTo(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"UPPER\"} | id | INVALID_FIELD",
                "{\"id\":\"../etc\"} | id | INVALID_FIELD",
                "{\"name\":\"\"} | name | INVALID_FIELD",
                "{\"name\":7} | name | INVALID_FIELD",
                "{\"status\":\"OPEN\"} | status | INVALID_FIELD",
                "{\"walletUrl\":\"http://evil.example\"} | walletUrl | INVALID_FIELD",
                "{\"walletUrl\":\"https://user:pw@wallet.example\"} | walletUrl | INVALID_FIELD",
                "{\"walletUrl\":\"javascript:alert(1)\"} | walletUrl | INVALID_FIELD",
                "{\"languages\":[\"no_such tag\"]} | languages[0] | INVALID_FIELD",
                "{\"languages\":[\"en\",\"en\"]} | languages[1] | INVALID_FIELD",
                "{\"languages\":\"en\"} | languages | INVALID_FIELD",
                "{\"regions\":[\"ZZ\"]} | regions[0] | INVALID_FIELD",
                "{\"regions\":[]} | regions | INVALID_FIELD",
                "{\"frameOrigins\":[\"https://a.example/path\"]} | frameOrigins[0] | INVALID_FIELD",
                "{\"frameOrigins\":[\"*\"]} | frameOrigins[0] | INVALID_FIELD",
                "{\"currencies\":[]} | currencies | INVALID_FIELD",
                "{\"currencies\":[null]} | currencies[0] | INVALID_FIELD",
                "{\"surprise\":1} | surprise | UNKNOWN_FIELD",
            })
    void a_wrong_field_is_named(String patch, String field, String code) {
        var body = new java.util.LinkedHashMap<String, Object>();
        body.putAll(io.vertx.core.json.JsonObject.of().getMap());
        body.putAll(new io.vertx.core.json.JsonObject(operator("wrong")).getMap());
        body.putAll(new io.vertx.core.json.JsonObject(patch).getMap());
        as("admin")
                .body(new io.vertx.core.json.JsonObject(body).encode())
                .post("/v1/operators")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field))
                .body("code", equalTo(code));
        as("admin").get("/v1/operators/wrong").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "minStake, 0",
        "minStake, -5",
        "minStake, 1.5",
        "minStake, \"5\"",
        "minStake, null",
        "minStake, 99999999999999999999",
        "maxStake, 49",
        "maxWin, 9999",
        "roundLiability, 4999999",
        "roundLiability, 1000000000000001",
        "currency, \"EURO\"",
        "currency, \"eur\"",
        "currency, null",
    })
    void a_wrong_limit_is_named(String field, String value) {
        var text =
                operator("limits")
                        .replaceFirst("\"" + field + "\":[^,}]+", "\"" + field + "\":" + value);
        as("admin")
                .body(text)
                .post("/v1/operators")
                .then()
                .statusCode(400)
                .body("field", equalTo("currencies[0]." + field))
                .body("code", equalTo("INVALID_FIELD"));
    }

    @Test
    void nonsense_is_a_problem_and_never_an_error_of_ours() {
        for (String body : List.of("", "[]", "null", "{", "{} {}", "\"text\"", "{\"id\":{}}")) {
            as("admin").body(body).post("/v1/operators").then().statusCode(400);
            as("admin")
                    .header("If-Match", "\"1\"")
                    .body(body)
                    .patch("/v1/operators/demo")
                    .then()
                    .statusCode(400);
        }
        as("admin").body("x".repeat(100_000)).post("/v1/operators").then().statusCode(413);
        as("admin").get("/v1/operators?limit=0").then().statusCode(400);
        as("admin").get("/v1/operators?limit=1e3").then().statusCode(400);
        as("admin")
                .header("If-Match", "W/\"x\"")
                .body("{}")
                .patch("/v1/operators/demo")
                .then()
                .statusCode(400)
                .body("field", equalTo("If-Match"));
    }

    @Test
    void the_id_never_changes_and_a_closed_operator_stays_closed() {
        create("shut");
        as("admin")
                .header("If-Match", "\"1\"")
                .body("{\"id\":\"other\"}")
                .patch("/v1/operators/shut")
                .then()
                .statusCode(400)
                .body("field", equalTo("id"));
        as("admin")
                .header("If-Match", "\"1\"")
                .body("{\"status\":\"CLOSED\"}")
                .patch("/v1/operators/shut")
                .then()
                .statusCode(200);
        as("admin")
                .header("If-Match", "\"2\"")
                .body("{\"status\":\"ACTIVE\"}")
                .patch("/v1/operators/shut")
                .then()
                .statusCode(400)
                .body("field", equalTo("status"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"dialect":{"codePointer":"code"}}             | dialect.codePointer
                    {"dialect":{"codePointer":"/a~2"}}             | dialect.codePointer
                    {"dialect":{"codes":{"X":"NOT_A_CODE"}}}       | dialect.codes.X
                    {"dialect":{"codes":{"X":null}}}               | dialect.codes.X
                    {"dialect":{"codes":{"":"MALFORMED"}}}         | dialect.codes
                    {"dialect":null}                               | dialect
                    """)
    void a_wrong_dialect_is_named_and_changes_nothing(String patch, String field) {
        as("admin")
                .header("If-Match", "\"1\"")
                .body(patch)
                .patch("/v1/operators/demo")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"mode":"GIFT","limit":1}            | currencies[0].credit.mode
                    {"limit":1}                          | currencies[0].credit.mode
                    {"mode":"CREDIT"}                    | currencies[0].credit.limit
                    {"mode":"CREDIT","limit":-1}         | currencies[0].credit.limit
                    {"mode":"PREPAID","limit":1.5}       | currencies[0].credit.limit
                    """)
    void wrong_credit_terms_are_named(String credit, String field) {
        String limits =
                "{\"currencies\":[{\"currency\":\"EUR\",\"minStake\":50,\"maxStake\":100,"
                        + "\"maxWin\":500,\"roundLiability\":1000,\"credit\":%s}]}";
        as("admin")
                .header("If-Match", "\"1\"")
                .body(limits.formatted(credit))
                .patch("/v1/operators/demo")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void the_risk_role_changes_limits_and_nothing_else() {
        create("risky");
        String limits =
                "{\"currencies\":[{\"currency\":\"%s\",\"minStake\":50,\"maxStake\":2000,"
                        + "\"maxWin\":5000000,\"roundLiability\":100000000}]}";
        as("risk")
                .header("If-Match", "\"1\"")
                .body(limits.formatted("EUR"))
                .patch("/v1/operators/risky")
                .then()
                .statusCode(200)
                .body("currencies[0].maxStake", equalTo(2000));
        for (var patch :
                Map.of(
                                "name", "{\"name\":\"x\"}",
                                "status", "{\"status\":\"SUSPENDED\"}",
                                "walletUrl", "{\"walletUrl\":\"https://evil.example\"}",
                                "currencies", limits.formatted("USD"),
                                "frameOrigins", "{\"frameOrigins\":[]}")
                        .entrySet()) {
            as("risk")
                    .header("If-Match", "\"2\"")
                    .body(patch.getValue())
                    .patch("/v1/operators/risky")
                    .then()
                    .statusCode(403)
                    .body("field", equalTo(patch.getKey()));
        }
        as("admin").get("/v1/operators/risky").then().body("version", equalTo(2));
    }
}
