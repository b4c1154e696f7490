package fairdraw.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import fairdraw.gateway.v1.CreateKeyRequest;
import fairdraw.gateway.v1.CreateKeyResponse;
import fairdraw.gateway.v1.KeyPurpose;
import fairdraw.gateway.v1.ListKeysRequest;
import fairdraw.gateway.v1.OperatorKeyServiceGrpc;
import fairdraw.gateway.v1.RevokeKeyRequest;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Ids;
import fairdraw.kernel.RefusalCode;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who calls: signatures, keys and their change, replays, sessions and their end. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CallerTest {

    private static final String PATH = "/v1/transactions";

    private final Casino demo = new Casino("demo");

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
    }

    @AfterEach
    void rightTime() {
        TestClock.ahead(Duration.ZERO);
    }

    @Test
    void a_signed_call_is_the_operators() {
        call("demo-api-1", Parts.apiSecret("demo"), TestClock.now()).then().statusCode(200);
    }

    @Test
    void an_unsigned_call_is_refused() {
        given().get(PATH).then().statusCode(401).body("code", equalTo("SIGNATURE_MISSING"));
    }

    @Test
    void a_call_signed_by_another_secret_is_refused_with_our_time() {
        call("demo-api-1", Parts.apiSecret("other"), TestClock.now())
                .then()
                .statusCode(401)
                .body("code", equalTo("SIGNATURE_INVALID"))
                .body("serverTime", notNullValue());
    }

    @Test
    void a_wallet_key_signs_no_call_to_us() {
        call("demo-wallet-1", Parts.walletSecret("demo"), TestClock.now())
                .then()
                .statusCode(401)
                .body("code", equalTo("KEY_UNKNOWN"));
    }

    @Test
    void a_stale_or_early_timestamp_is_refused_with_our_time() {
        for (Duration off : new Duration[] {Duration.ofSeconds(-302), Duration.ofSeconds(302)}) {
            call("demo-api-1", Parts.apiSecret("demo"), TestClock.now().plus(off))
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("TIMESTAMP_OUT_OF_RANGE"))
                    .body("serverTime", notNullValue());
        }
        call("demo-api-1", Parts.apiSecret("demo"), TestClock.now().minusSeconds(290))
                .then()
                .statusCode(200);
    }

    @Test
    void a_signature_fits_its_path_method_query_and_body_only() {
        Instant now = TestClock.now();
        String secret = Parts.apiSecret("demo");
        Casino.signed("demo-api-1", secret, Ids.next().toString(), now, "GET", PATH, "")
                .get(PATH + "?limit=1")
                .then()
                .statusCode(401);
        Casino.signed("demo-api-1", secret, Ids.next().toString(), now, "POST", PATH, "")
                .get(PATH)
                .then()
                .statusCode(401);
        Casino.signed(
                        "demo-api-1",
                        secret,
                        Ids.next().toString(),
                        now,
                        "POST",
                        "/v1/sessions",
                        "{}")
                .contentType("application/json")
                .body("{ }")
                .post("/v1/sessions")
                .then()
                .statusCode(401)
                .body("code", equalTo("SIGNATURE_INVALID"));
    }

    @Test
    void the_very_same_request_is_a_replay_and_a_retry_has_a_new_timestamp() {
        String id = Ids.next().toString();
        Instant now = TestClock.now();
        String secret = Parts.apiSecret("demo");
        Casino.signed("demo-api-1", secret, id, now, "GET", PATH, "")
                .get(PATH)
                .then()
                .statusCode(200);
        Casino.signed("demo-api-1", secret, id, now, "GET", PATH, "")
                .get(PATH)
                .then()
                .statusCode(409)
                .body("code", equalTo("REPLAYED_REQUEST"));
        Casino.signed("demo-api-1", secret, id, now.minusSeconds(1), "GET", PATH, "")
                .get(PATH)
                .then()
                .statusCode(200);
    }

    @Test
    void a_replay_in_another_dress_is_still_a_replay() {
        String id = Ids.next().toString();
        Instant now = TestClock.now();
        String signature =
                fairdraw.kernel.WebhookSignature.signRequest(
                        Parts.apiSecret("demo"), id, now, "GET", PATH, new byte[0]);
        for (int i = 0; i < 2; i++) {
            given().header("fairdraw-key-id", "demo-api-1")
                    .header("webhook-id", id)
                    .header("webhook-timestamp", now.getEpochSecond())
                    .header("webhook-signature", i == 0 ? signature : "v1,AAAA " + signature)
                    .get(PATH)
                    .then()
                    .statusCode(i == 0 ? 200 : 409);
        }
    }

    @Test
    void keys_change_without_a_pause_and_a_revoked_one_is_dead_at_once() throws SQLException {
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", RestAssured.port)
                        .usePlaintext()
                        .build();
        try {
            var keys = OperatorKeyServiceGrpc.newBlockingStub(channel);
            CreateKeyRequest create =
                    CreateKeyRequest.newBuilder()
                            .setOperator("rotate")
                            .setPurpose(KeyPurpose.KEY_PURPOSE_API)
                            .build();
            CreateKeyResponse created = keys.createKey(create);
            String second = created.getKey().getKey();
            assertThat(created.getSecret()).startsWith("whsec_");
            assertStoredEncrypted(created);
            call("rotate-api-1", Parts.apiSecret("rotate"), TestClock.now()).then().statusCode(200);
            call(second, created.getSecret(), TestClock.now()).then().statusCode(200);
            StatusRuntimeException third =
                    Assertions.assertThrows(
                            StatusRuntimeException.class, () -> keys.createKey(create).getSecret());
            assertThat(GrpcRefusals.refusal(third).orElseThrow().code())
                    .isEqualTo(RefusalCode.INVALID_FIELD);
            var revoked =
                    keys.revokeKey(
                            RevokeKeyRequest.newBuilder()
                                    .setOperator("rotate")
                                    .setKey("rotate-api-1")
                                    .build());
            assertThat(revoked.getKey().getRevokedAtMs()).isPositive();
            call("rotate-api-1", Parts.apiSecret("rotate"), TestClock.now())
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("KEY_UNKNOWN"));
            call(second, created.getSecret(), TestClock.now()).then().statusCode(200);
            var listed = keys.listKeys(ListKeysRequest.newBuilder().setOperator("rotate").build());
            assertThat(listed.getKeysList()).hasSize(3);
            assertThat(listed.toString()).doesNotContain("whsec_");
        } finally {
            channel.shutdownNow();
        }
    }

    private static void assertStoredEncrypted(CreateKeyResponse created) throws SQLException {
        try (var connection = Parts.db().connect();
                var query =
                        connection.prepareStatement(
                                "select secret from operator_key where id = ?")) {
            query.setString(1, created.getKey().getKey());
            var rows = query.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(new String(rows.getBytes(1), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("whsec_");
        }
    }

    @Test
    void both_wallet_keys_sign_while_they_change() {
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", RestAssured.port)
                        .usePlaintext()
                        .build();
        try {
            String second =
                    OperatorKeyServiceGrpc.newBlockingStub(channel)
                            .createKey(
                                    CreateKeyRequest.newBuilder()
                                            .setOperator("twokeys")
                                            .setPurpose(KeyPurpose.KEY_PURPOSE_WALLET)
                                            .build())
                            .getSecret();
            String key = Ids.next().toString();
            String body = Casino.body("anna", "digits-3:" + ScriptedEngine.OPEN_ROUND, Casino.BETS);
            String token = new Casino("twokeys").token("anna");
            given().header("Authorization", "Bearer " + token)
                    .header("Idempotency-Key", key)
                    .contentType("application/json")
                    .body(body)
                    .post("/v1/bets")
                    .then()
                    .statusCode(201);
            String ticket = Ids.derived("twokeys", "anna", key).toString();
            TestWallet.Call debit = TestWallet.callsWith("debit", ticket).getFirst();
            assertThat(debit.signedBy(Parts.walletSecret("twokeys"), debit.at())).isTrue();
            assertThat(debit.signedBy(second, debit.at())).isTrue();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void a_session_opens_the_game_and_ends_at_once() throws SQLException {
        Response opened = demo.session("eve");
        opened.then()
                .statusCode(201)
                .body("launchUrl", startsWith("http://127.0.0.1:8080/play/#token="));
        String token = opened.path("token");
        assertThat(bearer(token).statusCode()).isEqualTo(200);
        String id = opened.path("sessionId");
        new Casino("other").delete("/v1/sessions/" + id).then().statusCode(404);
        assertThat(bearer(token).statusCode()).isEqualTo(200);
        demo.delete("/v1/sessions/" + id).then().statusCode(204);
        bearer(token).then().statusCode(401).body("code", equalTo("SESSION_INVALID"));
        // The live feed hears of it as well.
        assertThat(events("fairdraw.session.ended", "other")).isZero();
        assertThat(events("fairdraw.session.ended", "demo")).isEqualTo(1);
    }

    private static int events(String type, String key) throws SQLException {
        try (var connection = Parts.db().connect();
                var query =
                        connection.prepareStatement(
                                "select count(*) from outbox where type = ? and event_key = ?")) {
            query.setString(1, type);
            query.setString(2, key);
            var row = query.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void a_session_slides_with_use_and_ends_without() {
        String used = demo.token("fay");
        String idle = demo.token("fay");
        TestClock.ahead(Duration.ofMinutes(20));
        awaitCopiesGone();
        assertThat(bearer(used).statusCode()).isEqualTo(200);
        TestClock.ahead(Duration.ofMinutes(40));
        awaitCopiesGone();
        assertThat(bearer(used).statusCode()).isEqualTo(200);
        bearer(idle).then().statusCode(401).body("code", equalTo("SESSION_INVALID"));
        TestClock.ahead(Duration.ofHours(9));
        bearer(used).then().statusCode(401);
    }

    /** Copies in Redis live by Redis' clock, which no test can set: they are taken away. */
    private static void awaitCopiesGone() {
        Parts.flushRedis();
    }

    @Test
    void a_forged_token_opens_nothing() {
        String token = demo.token("gil");
        String[] parts = token.split("\\.");
        String forged = parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length());
        bearer(forged).then().statusCode(401);
        bearer("").then().statusCode(401);
        bearer("a.b.c").then().statusCode(401);
        String none =
                java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                "{\"alg\":\"none\"}"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        bearer(none + "." + parts[1] + ".").then().statusCode(401);
    }

    @Test
    void a_player_may_not_do_what_an_operator_may() {
        String token = demo.token("hal");
        given().header("Authorization", "Bearer " + token)
                .get(PATH)
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
        demo.get("/v1/balance").then().statusCode(403);
    }

    @Test
    void the_public_key_of_tokens_is_published() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys[0].kty", equalTo("EC"))
                .body("keys[0].crv", equalTo("P-256"))
                .body("keys[0].d", equalTo(null));
    }

    @Test
    void a_suspended_operator_opens_no_session() {
        new Casino(Parts.SUSPENDED)
                .session("anna")
                .then()
                .statusCode(403)
                .body("code", equalTo("OPERATOR_NOT_ACTIVE"));
    }

    @Test
    void without_redis_calls_go_on_and_replays_are_still_seen() {
        Parts.pauseRedis(Duration.ofMillis(1_500));
        String id = Ids.next().toString();
        Instant now = TestClock.now();
        String secret = Parts.apiSecret("demo");
        Casino.signed("demo-api-1", secret, id, now, "GET", PATH, "")
                .get(PATH)
                .then()
                .statusCode(200);
        Casino.signed("demo-api-1", secret, id, now, "GET", PATH, "")
                .get(PATH)
                .then()
                .statusCode(409);
        demo.bet("anna", Ids.next().toString()).then().statusCode(201);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> demo.get(PATH).header("RateLimit") != null);
    }

    private static Response bearer(String token) {
        return given().header("Authorization", "Bearer " + token).get("/v1/balance");
    }

    private static Response call(String key, String secret, Instant at) {
        return Casino.signed(key, secret, Ids.next().toString(), at, "GET", PATH, "").get(PATH);
    }
}
