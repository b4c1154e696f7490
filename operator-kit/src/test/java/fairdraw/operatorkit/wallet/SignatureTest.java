package fairdraw.operatorkit.wallet;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import fairdraw.kernel.WebhookSignature;
import fairdraw.operatorkit.RealPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody but the house moves money, and what we acknowledge is signed. */
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
class SignatureTest {

    private static final String BALANCE = "{\"player\":\"olga\",\"currency\":\"EUR\"}";
    private static final String STRANGER = "whsec_c2VjcmV0LW9mLWEtc3RyYW5nZXItZm9yLXRlc3RzLTAw";

    @Test
    void both_secrets_are_good_while_they_rotate() {
        Instant now = Instant.now();
        House.post("balance", BALANCE, RealPostgres.SECRET, now).then().statusCode(200);
        House.post("balance", BALANCE, RealPostgres.OLD_SECRET, now).then().statusCode(200);
    }

    @Test
    void a_header_with_two_signatures_is_good_when_one_fits() {
        Instant now = Instant.now();
        byte[] body = BALANCE.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        given().contentType("application/json")
                .header("webhook-id", "two")
                .header("webhook-timestamp", now.getEpochSecond())
                .header(
                        "webhook-signature",
                        WebhookSignature.sign(STRANGER, "two", now, body)
                                + " "
                                + WebhookSignature.sign(RealPostgres.SECRET, "two", now, body))
                .body(body)
                .post("/wallet/balance")
                .then()
                .statusCode(200);
    }

    @Test
    void a_strangers_signature_is_refused_and_told_our_time() {
        House.post("balance", BALANCE, STRANGER, Instant.now())
                .then()
                .statusCode(401)
                .body("code", equalTo("SIGNATURE_INVALID"))
                .body("server_time", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void a_time_more_than_five_minutes_off_is_refused(long seconds) {
        House.post("balance", BALANCE, RealPostgres.SECRET, Instant.now().plusSeconds(seconds))
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"debit", "credit", "rollback", "round-sealed", "round-close"})
    void an_unsigned_call_is_refused_before_it_is_read(String call) {
        given().contentType("application/json")
                .body("{")
                .post("/wallet/" + call)
                .then()
                .statusCode(401)
                .body("code", equalTo("SIGNATURE_INVALID"));
    }

    @Test
    void one_changed_byte_breaks_the_signature() {
        var house = House.ticket("olga", 100);
        Instant now = Instant.now();
        String body = house.debitBody(house.debitId(), 100, now.plusSeconds(5));
        given().contentType("application/json")
                .header("webhook-id", "x")
                .header("webhook-timestamp", now.getEpochSecond())
                .header(
                        "webhook-signature",
                        WebhookSignature.sign(
                                RealPostgres.SECRET,
                                "x",
                                now,
                                body.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .body(body.replace("\"amount\":100", "\"amount\":1"))
                .post("/wallet/debit")
                .then()
                .statusCode(401);
        assertThat(house.balance()).isEqualTo(100_000);
    }

    @Test
    void a_body_over_the_bound_is_refused() {
        int status;
        try {
            status = House.post("debit", "\"" + "x".repeat(70_000) + "\"").statusCode();
        } catch (Exception cutOff) {
            status = 413; // The server may close before the client has sent it all.
        }
        assertThat(status).isEqualTo(413);
    }

    @Test
    void a_seal_is_kept_once_and_acknowledged_under_our_signature() {
        String body = seal("digits-3:900", "aa");
        var first = House.post("round-sealed", body).then().statusCode(200).extract();
        var second = House.post("round-sealed", body).then().statusCode(200).extract();
        for (String same : List.of("received_at", "seal_hash", "round_id")) {
            assertThat(second.jsonPath().getString(same))
                    .isEqualTo(first.jsonPath().getString(same))
                    .isNotEmpty();
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(first.header("webhook-timestamp")));
        assertThat(
                        WebhookSignature.verify(
                                List.of(RealPostgres.SECRET),
                                first.header("webhook-id"),
                                at,
                                first.header("webhook-signature"),
                                first.body().asByteArray()))
                .isTrue();
    }

    @Test
    void a_second_seal_of_a_round_is_evidence_and_refused() {
        House.post("round-sealed", seal("digits-3:901", "aa")).then().statusCode(200);
        House.post("round-sealed", seal("digits-3:901", "bb"))
                .then()
                .statusCode(409)
                .body("code", equalTo("SEALED_OTHERWISE"));
    }

    @Test
    void a_round_close_is_compared_with_our_own_books() {
        String body =
                """
                {"transaction_id":"close-%s","game":"digits-3","round_id":"%s","currency":"EUR",
                 "bets":%d,"stakes":0,"payouts":0}\
                """;
        House.post("round-close", body.formatted("1", "digits-3:902", 0))
                .then()
                .statusCode(200)
                .body("applied", equalTo(true))
                .body("agrees", equalTo(true));
        House.post("round-close", body.formatted("2", "digits-3:903", 4))
                .then()
                .statusCode(200)
                .body("agrees", equalTo(false));
        House.post("round-close", body.formatted("1", "digits-3:902", 9))
                .then()
                .statusCode(422)
                .body("code", equalTo("DUPLICATE_MISMATCH"));
    }

    private static String seal(String round, String root) {
        return """
        {"game":"digits-3","round_id":"%s","bet_root":"%s","bet_count":2,"table_hash":"cc",
         "sealed_at":"2026-11-22T10:00:00.000Z","seal":"{\\"betRoot\\":\\"%s\\"}",
         "signature":"dd"}\
        """
                .formatted(round, root, root);
    }
}
