package fairdraw.operatorkit.wallet;

import static io.restassured.RestAssured.given;

import fairdraw.kernel.Ids;
import fairdraw.kernel.WebhookSignature;
import fairdraw.operatorkit.RealPostgres;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Calls the wallet as the house does: one ticket of one player, each call signed. */
record House(String player, String ticket, long stake) {

    static House ticket(String player, long stake) {
        return new House(player, Ids.next().toString(), stake);
    }

    String debitId() {
        return "d-" + ticket;
    }

    Response debit() {
        return post("debit", debitBody(debitId(), stake, Instant.now().plusSeconds(5)));
    }

    String debitBody(String id, long amount, Instant expiresAt) {
        return """
        {"transaction_id":"%s","ticket_id":"%s","player":"%s","game":"digits-3",
         "round_id":"digits-3:7","currency":"EUR","amount":%d,"mode":"REAL","expires_at":"%s",
         "bets":[{"bet_id":"b1","market":"ODD_EVEN","selection":"ODD","stake":%d}]}\
        """
                .formatted(id, ticket, player, amount, expiresAt, amount);
    }

    Response credit(String bet, long amount) {
        return credit("c-" + ticket + bet, bet, amount);
    }

    Response credit(String id, String bet, long amount) {
        return post(
                "credit",
                """
                {"transaction_id":"%s","debit_transaction_id":"%s","ticket_id":"%s","bet_id":"%s",
                 "player":"%s","game":"digits-3","round_id":"digits-3:7","currency":"EUR",
                 "amount":%d,"mode":"REAL"}\
                """
                        .formatted(id, debitId(), ticket, bet, player, amount));
    }

    Response rollback(String reason) {
        return rollback("r-" + ticket, reason, "");
    }

    Response rollback(String id, String reason, String more) {
        return post(
                "rollback",
                """
                {"transaction_id":"%s","debit_transaction_id":"%s","ticket_id":"%s","player":"%s",
                 "game":"digits-3","round_id":"digits-3:7","currency":"EUR","reason":"%s",
                 "mode":"REAL"%s}\
                """
                        .formatted(id, debitId(), ticket, player, reason, more));
    }

    Response adjust(String id, long amount) {
        return post(
                "adjustment",
                """
                {"transaction_id":"%s","ticket_id":"%s","bet_id":"b1","player":"%s",
                 "game":"digits-3","round_id":"digits-3:7","currency":"EUR","amount":%d,
                 "mode":"REAL","reason":"The wheel was read wrong."}\
                """
                        .formatted(id, ticket, player, amount));
    }

    long balance() {
        return post("balance", "{\"player\":\"%s\",\"currency\":\"EUR\"}".formatted(player))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("balance");
    }

    static Response post(String call, String body) {
        return post(call, body, RealPostgres.SECRET, Instant.now());
    }

    static Response post(String call, String body, String secret, Instant at) {
        String id = Ids.next().toString();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return given().contentType("application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", at.getEpochSecond())
                .header("webhook-signature", WebhookSignature.sign(secret, id, at, bytes))
                .body(bytes)
                .post("/wallet/" + call);
    }
}
