package fairdraw.gateway;

import static fairdraw.gateway.ScriptedEngine.OPEN_ROUND;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import fairdraw.engine.v1.TicketAdjustment;
import fairdraw.engine.v1.TicketState;
import fairdraw.kernel.Ids;
import fairdraw.kernel.RefusalCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Parts.class)
class TicketTest {

    private final Casino demo = new Casino("demo");
    private String key = "";
    private String ticket = "";

    @BeforeEach
    void newKey() {
        Parts.awaitOperators();
        key = Ids.next().toString();
        ticket = Ids.derived("demo", "anna", key).toString();
        ScriptedEngine.cutOffIn(Duration.ofSeconds(5));
    }

    @AfterEach
    void ownerIsBack() {
        ScriptedEngine.moveOwner(false);
    }

    @Test
    void a_ticket_is_reserved_debited_and_confirmed() {
        demo.bet("anna", key)
                .then()
                .statusCode(201)
                .body("ticketId", equalTo(ticket))
                .body("roundId", equalTo("digits-3:" + OPEN_ROUND))
                .body("state", equalTo("ACCEPTED"))
                .body("outcome", equalTo("APPLIED"))
                .body("stake", equalTo(100))
                .body("balance", equalTo(100_000))
                .body("bets[0].sequence", notNullValue())
                .body("receipt.signature", notNullValue());
        assertThat(ScriptedEngine.callsOf(ticket)).containsExactly("Reserve", "Confirm");
        TestWallet.Call debit = TestWallet.callsWith("debit", ticket).getFirst();
        assertThat(debit.id()).isEqualTo(ScriptedEngine.ticket(ticket).getDebitTransaction());
        assertThat(debit.signedBy(Parts.walletSecret("demo"), debit.at())).isTrue();
        assertThat(debit.body().path("amount").asLong()).isEqualTo(100);
        assertThat(debit.body().path("expires_at").asText()).isNotEmpty();
    }

    @Test
    void a_player_bets_with_the_token_of_the_session() {
        String token = demo.token("bob");
        given().header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(
                        "{\"roundId\":\"digits-3:%d\",\"currency\":\"EUR\",\"bets\":%s}"
                                .formatted(OPEN_ROUND, Casino.BETS))
                .post("/v1/bets")
                .then()
                .statusCode(201)
                .body("player", equalTo("bob"))
                .body("outcome", equalTo("APPLIED"));
    }

    @Test
    void the_same_key_again_is_answered_with_the_first_ticket_and_debited_once() {
        String first = demo.bet("anna", key).then().statusCode(201).extract().path("bets[0].betId");
        String second =
                demo.bet("anna", key).then().statusCode(201).extract().path("bets[0].betId");
        assertThat(second).isEqualTo(first);
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        demo.bet("anna", key).then().statusCode(201);
        String other = "[{\"market\":\"ODD_EVEN\",\"selection\":\"ODD\",\"stake\":101}]";
        demo.place(key, Casino.body("anna", "digits-3:" + OPEN_ROUND, other))
                .then()
                .statusCode(422)
                .body("code", equalTo("IDEMPOTENCY_MISMATCH"));
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }

    /** Scenario 25. */
    @Test
    void the_same_player_and_key_at_two_operators_are_two_tickets() {
        demo.bet("anna", key).then().statusCode(201).body("ticketId", equalTo(ticket));
        String foreign = Ids.derived("other", "anna", key).toString();
        new Casino("other")
                .bet("anna", key)
                .then()
                .statusCode(201)
                .body("ticketId", equalTo(foreign));
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
        assertThat(TestWallet.callsWith("debit", foreign)).hasSize(1);
    }

    @Test
    void ten_in_parallel_are_one_ticket() throws Exception {
        TestWallet.next("demo", "debit", new TestWallet.Reply.Late(Duration.ofMillis(300)));
        Callable<Response> call = () -> demo.bet("anna", key);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 10).mapToObj(i -> call).toList());
            for (var answer : answers) {
                answer.get().then().statusCode(201).body("ticketId", equalTo(ticket));
                assertThat(told(answer.get())).isEqualTo(told(answers.getFirst().get()));
            }
        }
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }

    /** All of an answer but the balance, which is of the moment and told once. */
    private static Map<String, Object> told(Response answer) {
        Map<String, Object> told = new HashMap<>(answer.jsonPath().getMap(""));
        told.remove("balance");
        return told;
    }

    @ParameterizedTest
    @CsvSource({
        "402, INSUFFICIENT_FUNDS, 402, INSUFFICIENT_FUNDS",
        "403, PLAYER_BLOCKED, 403, PLAYER_BLOCKED",
        "403, PLAYER_LIMIT_REACHED, 403, PLAYER_LIMIT_REACHED",
        "404, PLAYER_UNKNOWN, 402, WALLET_DECLINED",
        "409, ROLLED_BACK, 402, WALLET_DECLINED"
    })
    void what_the_wallet_declines_is_declined_without_a_rollback(
            int walletStatus, String walletCode, int status, String code) {
        TestWallet.next("demo", "debit", new TestWallet.Reply.No(walletStatus, walletCode));
        demo.bet("anna", key)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("outcome", equalTo("NOT_APPLIED"));
        assertThat(ScriptedEngine.callsOf(ticket)).containsExactly("Reserve", "Decline");
        // Again: the first answer, and no second debit.
        demo.bet("anna", key).then().statusCode(status).body("code", equalTo(code));
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }

    static List<TestWallet.Reply> unclear() {
        return List.of(
                new TestWallet.Reply.Text(500, "text/plain", "oops"),
                new TestWallet.Reply.Text(200, "text/html", "<html>welcome</html>"),
                new TestWallet.Reply.Text(404, "text/html", "<html>not found</html>"),
                new TestWallet.Reply.Text(302, "text/plain", ""),
                new TestWallet.Reply.Text(200, "application/json", "x".repeat(10_000_000)),
                new TestWallet.Reply.Text(200, "application/json", "{\"transaction_id\":\"x\"}"),
                new TestWallet.Reply.Text(200, "application/json", "{}"),
                new TestWallet.Reply.Text(200, "application/json", "[1]"),
                new TestWallet.Reply.No(400, "SOMETHING_NEW"),
                new TestWallet.Reply.Cut());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("unclear")
    void what_is_not_a_clear_answer_expires_the_ticket(TestWallet.Reply reply) {
        // Another operator's calls do not share its breaker; each case has its own few.
        TestWallet.next("bad", "debit", reply);
        ticket = Ids.derived("bad", "anna", key).toString();
        new Casino("bad")
                .bet("anna", key)
                .then()
                .statusCode(504)
                .body("code", equalTo("DEBIT_UNKNOWN"))
                .body("outcome", equalTo("UNKNOWN"));
        assertThat(ScriptedEngine.callsOf(ticket)).containsExactly("Reserve", "Expire");
        // Successes in between keep the breaker closed.
        IntStream.range(0, 2)
                .forEach(i ->
                        new Casino("bad")
                                .bet("anna", Ids.next().toString())
                                .then()
                                .statusCode(201));
    }

    @Test
    void a_wallet_that_hangs_expires_the_ticket_before_the_cut_off() {
        ScriptedEngine.cutOffIn(Duration.ofMillis(900));
        TestWallet.next("demo", "debit", new TestWallet.Reply.Hang());
        demo.bet("anna", key).then().statusCode(504).body("code", equalTo("DEBIT_UNKNOWN"));
        var expired = ScriptedEngine.ticket(ticket);
        assertThat(expired.getState()).isEqualTo(TicketState.TICKET_STATE_EXPIRED);
        assertThat(expired.getReason()).isEqualTo("DEBIT_UNKNOWN");
    }

    @Test
    void with_no_time_left_no_debit_is_sent() {
        ScriptedEngine.cutOffIn(Duration.ofMillis(320));
        demo.bet("anna", key)
                .then()
                .statusCode(409)
                .body("code", equalTo("ROUND_NOT_OPEN"))
                .body("outcome", equalTo("NOT_APPLIED"));
        assertThat(TestWallet.callsWith("debit", ticket)).isEmpty();
        assertThat(ScriptedEngine.callsOf(ticket)).containsExactly("Reserve", "Decline");
    }

    @Test
    void a_lost_confirmation_is_asked_for_again() {
        ScriptedEngine.loseAnswers("Confirm", 2);
        demo.bet("anna", key).then().statusCode(201).body("state", equalTo("ACCEPTED"));
        assertThat(ScriptedEngine.callsOf(ticket))
                .containsExactly("Reserve", "Confirm", "Confirm", "Confirm");
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }

    @Test
    void a_confirmation_that_an_engine_in_takeover_refuses_is_asked_for_again() {
        ScriptedEngine.refuseAnswers("Confirm", RefusalCode.UNAVAILABLE, RefusalCode.NOT_OWNER);
        demo.bet("anna", key).then().statusCode(201);
        assertThat(ScriptedEngine.callsOf(ticket))
                .containsExactly("Reserve", "Confirm", "Confirm", "Confirm");
    }

    @Test
    void a_retry_that_the_engine_cannot_answer_leaves_the_outcome_open() {
        demo.bet("anna", key).then().statusCode(201);
        for (RefusalCode code : List.of(RefusalCode.UNAVAILABLE, RefusalCode.NOT_OWNER)) {
            ScriptedEngine.refuseAnswers("Reserve", code);
            demo.bet("anna", key)
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("UNAVAILABLE"))
                    .body("outcome", equalTo("UNKNOWN"))
                    .body("ticketId", equalTo(ticket));
        }
        demo.bet("anna", key).then().statusCode(201).body("ticketId", equalTo(ticket));
    }

    @Test
    void the_owner_of_the_game_is_found_when_it_moves() {
        ScriptedEngine.moveOwner(true);
        demo.bet("anna", key).then().statusCode(201);
        assertThat(ScriptedEngine.callsOf(ticket)).containsExactly("Reserve", "Confirm");
    }

    @Test
    void a_suspended_operator_takes_no_bets() {
        int before = ScriptedEngine.tickets();
        new Casino(Parts.SUSPENDED)
                .bet("anna", key)
                .then()
                .statusCode(403)
                .body("code", equalTo("OPERATOR_NOT_ACTIVE"));
        assertThat(ScriptedEngine.tickets()).isEqualTo(before);
    }

    @Test
    void a_refused_connection_is_unknown_and_soon_no_bet_is_tried_there() {
        var dead = new Casino("dead");
        int unavailable = 0;
        for (int i = 0; i < 15; i++) {
            int status = dead.bet("anna", Ids.next().toString()).statusCode();
            assertThat(status).isIn(504, 503);
            unavailable += status == 503 ? 1 : 0;
        }
        assertThat(unavailable).isPositive();
        demo.bet("anna", key).then().statusCode(201);
    }

    @Test
    void tickets_are_read_by_their_own_operator_only() {
        demo.bet("anna", key).then().statusCode(201);
        demo.get("/v1/bets/" + ticket).then().statusCode(200).body("ticketId", equalTo(ticket));
        new Casino("other")
                .get("/v1/bets/" + ticket)
                .then()
                .statusCode(404)
                .body("code", equalTo("NOT_FOUND"));
        String foreign = demo.token("carol");
        given().header("Authorization", "Bearer " + foreign)
                .get("/v1/bets/" + ticket)
                .then()
                .statusCode(404);
    }

    @Test
    void a_correction_stands_beside_the_first_result_for_operator_and_player() {
        demo.bet("anna", key).then().statusCode(201).body("adjustments", nullValue());
        long paid = demo.get("/v1/bets/" + ticket).jsonPath().getLong("payout");
        String transaction = Ids.next().toString();
        ScriptedEngine.adjust(
                ticket,
                TicketAdjustment.newBuilder()
                        .setTransaction(transaction)
                        .setIndex(0)
                        .setAmount(-250)
                        .setReason("paid by the wrong table")
                        .setAtMs(1_767_225_600_000L)
                        .build());
        String player = demo.token("anna");
        for (var seen :
                List.of(
                        demo.get("/v1/bets/" + ticket),
                        given().header("Authorization", "Bearer " + player)
                                .get("/v1/bets/" + ticket))) {
            seen.then()
                    .statusCode(200)
                    .body("payout", equalTo((int) paid))
                    .body("adjustments", hasSize(1))
                    .body("adjustments[0].transactionId", equalTo(transaction))
                    .body("adjustments[0].index", equalTo(0))
                    .body("adjustments[0].amount", equalTo(-250))
                    .body("adjustments[0].reason", equalTo("paid by the wrong table"))
                    .body("adjustments[0].at", equalTo("2026-01-01T00:00:00.000Z"));
        }
    }
}
