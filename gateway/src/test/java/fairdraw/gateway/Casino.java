package fairdraw.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.kernel.Ids;
import fairdraw.kernel.WebhookSignature;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;

/** An operator's server: calls the API, each call signed. */
public record Casino(String operator) {

    /** The bet of most tests: on an open round, of a stake that is allowed. */
    public static final String BETS =
            "[{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":100}]";

    /** A signed GET. */
    public Response get(String path) {
        return signed("GET", path, "").get(path);
    }

    /** A signed DELETE. */
    public Response delete(String path) {
        return signed("DELETE", path, "").delete(path);
    }

    /** A signed POST. */
    public Response post(String path, String body) {
        return signed("POST", path, body).contentType("application/json").body(body).post(path);
    }

    /** A session's token for a player, in REAL mode and EUR. */
    public String token(String player) {
        return session(player).then().statusCode(201).extract().path("token");
    }

    /** Opens a session for a player, in REAL mode and EUR. */
    public Response session(String player) {
        return post(
                "/v1/sessions",
                "{\"player\":\"%s\",\"currency\":\"EUR\",\"game\":\"digits-3\",\"mode\":\"REAL\"}"
                        .formatted(player));
    }

    /** A ticket for a player on the open round. */
    public Response bet(String player, String key) {
        return place(key, body(player, "digits-3:" + ScriptedEngine.OPEN_ROUND, BETS));
    }

    /** A ticket by its JSON. */
    public Response place(String key, String body) {
        return signed("POST", "/v1/bets", body)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/v1/bets");
    }

    /** The JSON of a ticket. */
    public static String body(String player, String round, String bets) {
        return "{\"player\":\"%s\",\"roundId\":\"%s\",\"currency\":\"EUR\",\"bets\":%s}"
                .formatted(player, round, bets);
    }

    private RequestSpecification signed(String method, String path, String body) {
        return signed(
                operator + "-api-1",
                Parts.apiSecret(operator),
                Ids.next().toString(),
                TestClock.now(),
                method,
                path,
                body);
    }

    /** A request with every part of its signature chosen by the test. */
    public static RequestSpecification signed(
            String key,
            String secret,
            String id,
            Instant at,
            String method,
            String path,
            String body) {
        return given().urlEncodingEnabled(false)
                .header("fairdraw-key-id", key)
                .header("webhook-id", id)
                .header("webhook-timestamp", at.getEpochSecond())
                .header(
                        "webhook-signature",
                        WebhookSignature.signRequest(
                                secret, id, at, method, path, body.getBytes(UTF_8)));
    }
}
