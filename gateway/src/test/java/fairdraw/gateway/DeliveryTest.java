package fairdraw.gateway;

import static fairdraw.gateway.Owed.COMMANDS;
import static fairdraw.gateway.Owed.SOON;
import static fairdraw.gateway.Owed.awaitState;
import static fairdraw.gateway.Owed.calls;
import static fairdraw.gateway.Owed.command;
import static fairdraw.gateway.Owed.credit;
import static fairdraw.gateway.Owed.result;
import static fairdraw.gateway.Owed.rollback;
import static fairdraw.gateway.Owed.send;
import static fairdraw.gateway.Owed.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import fairdraw.events.v1.RoundClose;
import fairdraw.events.v1.RoundEvent;
import fairdraw.events.v1.RoundSealed;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import fairdraw.gateway.wallet.CallWallet;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is owed arrives: once, in order per player, by the schedule, whoever else is slow. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeliveryTest {

    @Inject CallWallet wallet;

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
    }

    @AfterEach
    void rightTime() {
        TestClock.ahead(Duration.ZERO);
    }

    @Test
    void a_credit_arrives_once_is_signed_and_its_result_is_told() throws Exception {
        WalletCommand credit = credit("demo", "ivy", 885);
        send(credit);
        send(credit);
        awaitState("demo", credit, "APPLIED");
        send(credit);
        TestWallet.Call call = calls("credit", credit).getFirst();
        assertThat(call.id()).isEqualTo(credit.getTransaction());
        assertThat(call.signedBy(Parts.walletSecret("demo"), call.at())).isTrue();
        assertThat(call.body().path("amount").asLong()).isEqualTo(885);
        assertThat(call.body().path("debit_transaction_id").asText()).isEqualTo("d-1");
        WalletResult result = result(credit.getTransaction(), WalletResult.ResultCase.APPLIED);
        assertThat(result.getApplied().getOperatorTransaction())
                .isEqualTo("op-" + credit.getTransaction());
        assertThat(result.getKind()).isEqualTo(WalletCallKind.WALLET_CALL_KIND_CREDIT);
        assertThat(result.getAmount()).isEqualTo(885);
        assertThat(result.getTicket()).isEqualTo(credit.getTicket());
        assertThat(result.getRound()).isEqualTo(5);
        assertThat(result.getMode()).isEqualTo("REAL");
        // A marker behind the copies: when it has arrived, they were seen and left out.
        WalletCommand marker = credit("demo", "ivy", 1);
        send(marker);
        awaitState("demo", marker, "APPLIED");
        assertThat(calls("credit", credit)).hasSize(1);
    }

    @Test
    void a_credit_that_fails_is_sent_again_with_the_same_id_and_body() {
        TestWallet.next(
                "retry",
                "credit",
                new TestWallet.Reply.Text(500, "text/plain", "oops"),
                new TestWallet.Reply.Text(200, "text/html", "<html>"),
                new TestWallet.Reply.Cut(),
                new TestWallet.Reply.No(409, "DUPLICATE"));
        WalletCommand credit = credit("retry", "jan", 500);
        send(credit);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> state("retry", credit).equals("APPLIED"));
        List<TestWallet.Call> calls = calls("credit", credit);
        assertThat(calls).hasSize(4);
        assertThat(calls).extracting(TestWallet.Call::raw).containsOnly(calls.getFirst().raw());
        new Casino("retry")
                .get("/v1/transactions/" + credit.getTransaction())
                .then()
                .statusCode(200)
                .body("attempts", equalTo(4))
                .body("log", hasSize(4))
                .body("log[0].outcome", equalTo("UNKNOWN"))
                .body("log[0].status", equalTo(500))
                .body("log[3].outcome", equalTo("APPLIED"));
        new Casino("other")
                .get("/v1/transactions/" + credit.getTransaction())
                .then()
                .statusCode(404);
    }

    @Test
    void credits_of_a_player_keep_their_order_and_other_players_do_not_wait() {
        TestWallet.next("lane", "credit", new TestWallet.Reply.Text(503, "text/plain", "later"));
        WalletCommand first = credit("lane", "kim", 1);
        WalletCommand second = credit("lane", "kim", 2);
        send(first);
        await().atMost(SOON).until(() -> calls("credit", first).size() == 1);
        WalletCommand other = credit("lane", "leo", 3);
        send(second);
        send(other);
        awaitState("lane", second, "APPLIED");
        List<String> order =
                TestWallet.calls("lane", "credit").stream()
                        .map(it ->
                                it.body().path("player").asText()
                                        + it.body().path("amount").asLong())
                        .toList();
        assertThat(order.indexOf("kim2")).isGreaterThan(order.lastIndexOf("kim1"));
        assertThat(order.indexOf("leo3")).isLessThan(order.lastIndexOf("kim1"));
    }

    @Test
    void a_slow_operator_delays_nobody_else() {
        TestWallet.always("slow", "credit", new TestWallet.Reply.Hang());
        List<WalletCommand> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(credit("slow", "p" + i, 1));
        }
        many.forEach(Owed::send);
        await().atMost(SOON).until(() -> !TestWallet.calls("slow", "credit").isEmpty());
        Instant before = Instant.now();
        WalletCommand quick = credit("demo", "mia", 7);
        send(quick);
        awaitState("demo", quick, "APPLIED");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
        assertThat(TestWallet.calls("slow", "credit").size()).isLessThanOrEqualTo(16);
        TestWallet.always("slow", "credit", new TestWallet.Reply.Ok());
    }

    @Test
    void while_a_wallets_breaker_is_open_nobody_touches_what_it_is_owed() {
        TestWallet.always("resting", "credit", new TestWallet.Reply.Text(500, "text/plain", "no"));
        List<WalletCommand> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(credit("resting", "p" + i, 1));
        }
        many.forEach(Owed::send);
        await().atMost(SOON).until(() -> wallet.deliveriesAtOnce("resting") == 0);
        AtomicReference<List<String>> seen = new AtomicReference<>(List.of());
        // Shorter than the breaker's rest, longer than the pause after a call that was not made.
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofMillis(4_500))
                .until(() -> {
                    List<String> now = versions("resting");
                    return now.size() == many.size() && now.equals(seen.getAndSet(now));
                });
        assertThat(wallet.deliveriesAtOnce("demo")).isGreaterThan(1);
        TestWallet.always("resting", "credit", new TestWallet.Reply.Ok());
        many.forEach(credit ->
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> state("resting", credit).equals("APPLIED")));
        assertThat(wallet.deliveriesAtOnce("resting")).isGreaterThan(1);
    }

    /** Every line of an operator with the place of its newest version, which each update moves. */
    private static List<String> versions(String operator) throws SQLException {
        try (var connection = Parts.db().connect();
                var query =
                        connection.prepareStatement(
                                "select transaction || ' ' || ctid from wallet_transaction where"
                                        + " operator = ? order by transaction")) {
            query.setString(1, operator);
            var rows = query.executeQuery();
            List<String> versions = new ArrayList<>();
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
            return versions;
        }
    }

    @Test
    void a_rollback_of_a_debit_that_never_came_is_done_only_long_past_its_expiry() {
        TestWallet.always("other", "rollback", new TestWallet.Reply.No(404, "TRANSACTION_UNKNOWN"));
        WalletCommand rollback = rollback("other", "nia", TestClock.now());
        send(rollback);
        await().atMost(SOON).until(() -> calls("rollback", rollback).size() == 1);
        TestClock.ahead(Duration.ofMinutes(9));
        WalletCommand marker = credit("other", "nobody", 1);
        send(marker);
        awaitState("other", marker, "APPLIED");
        assertThat(state("other", rollback)).isEqualTo("QUEUED");
        TestClock.ahead(Duration.ofMinutes(11));
        awaitState("other", rollback, "APPLIED");
        assertThat(calls("rollback", rollback)).hasSize(2);
        TestWallet.always("other", "rollback", new TestWallet.Reply.Ok());
    }

    @Test
    void a_rollback_that_is_ordered_again_is_sent_again() {
        WalletCommand rollback = rollback("demo", "oda", TestClock.now());
        send(rollback);
        awaitState("demo", rollback, "APPLIED");
        send(rollback.toBuilder().setAtMs(rollback.getAtMs() + 1).build());
        await().atMost(SOON).until(() -> calls("rollback", rollback).size() == 2);
        awaitState("demo", rollback, "APPLIED");
    }

    @Test
    void a_rollback_after_a_credit_waits_for_people_and_can_be_sent_again() throws Exception {
        TestWallet.next("retry", "rollback", new TestWallet.Reply.No(409, "ALREADY_SETTLED"));
        WalletCommand rollback = rollback("retry", "pam", TestClock.now());
        send(rollback);
        awaitState("retry", rollback, "PARKED");
        assertThat(
                        result(rollback.getTransaction(), WalletResult.ResultCase.PARKED)
                                .getParked()
                                .getCause())
                .isEqualTo("ALREADY_SETTLED");
        new Casino("retry")
                .post("/v1/transactions/" + rollback.getTransaction() + "/replay", "")
                .then()
                .statusCode(202);
        awaitState("retry", rollback, "APPLIED");
        assertThat(calls("rollback", rollback)).hasSize(2);
    }

    @Test
    void a_debit_is_logged_and_never_sent_again() {
        String key = Ids.next().toString();
        new Casino("demo").bet("quin", key).then().statusCode(201);
        String ticket = Ids.derived("demo", "quin", key).toString();
        await().atMost(SOON)
                .until(() ->
                        new Casino("demo")
                                        .get("/v1/transactions?ticketId=" + ticket)
                                        .jsonPath()
                                        .getList("items")
                                        .size()
                                == 1);
        Response listed = new Casino("demo").get("/v1/transactions?ticketId=" + ticket);
        listed.then()
                .body("items[0].kind", equalTo("DEBIT"))
                .body("items[0].state", equalTo("APPLIED"))
                .body("items[0].amount", equalTo(100));
        String id = listed.path("items[0].transactionId");
        new Casino("demo")
                .post("/v1/transactions/" + id + "/replay", "")
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }

    @Test
    void the_seal_of_a_round_is_told_and_its_acknowledgement_kept() {
        byte[] event =
                RoundEvent.newBuilder()
                        .setGame("digits-3")
                        .setRound(77)
                        .setAtMs(TestClock.now().toEpochMilli())
                        .setSealed(RoundSealed.newBuilder().setBetCount(3).setSeal("{}"))
                        .build()
                        .toByteArray();
        Parts.send("fairdraw.rounds.v1", "digits-3", event);
        String id = Ids.derived("round-sealed", "demo", "digits-3", "77").toString();
        await().atMost(SOON)
                .untilAsserted(() ->
                        new Casino("demo")
                                .get("/v1/transactions/" + id)
                                .then()
                                .statusCode(200)
                                .body("state", equalTo("APPLIED"))
                                .body("log", hasSize(1)));
        assertThat(TestWallet.callsWith("round-sealed", "digits-3:77")).isNotEmpty();
        // Told again on demand it is acknowledged again, and that is the end of it once more.
        new Casino("demo").post("/v1/transactions/" + id + "/replay", "").then().statusCode(202);
        await().atMost(SOON)
                .untilAsserted(() ->
                        new Casino("demo")
                                .get("/v1/transactions/" + id)
                                .then()
                                .body("state", equalTo("APPLIED"))
                                .body("log", hasSize(2)));
    }

    @Test
    void the_close_of_a_round_comes_after_its_credits() {
        TestWallet.next("lane", "credit", new TestWallet.Reply.Text(503, "text/plain", "later"));
        WalletCommand credit = credit("lane", "rob", 9).toBuilder().setRound(501).build();
        WalletCommand close =
                command("lane", "")
                        .setRound(501)
                        .setRoundClose(
                                RoundClose.newBuilder().setBets(1).setStakes(10).setPayouts(9))
                        .build();
        send(credit);
        await().atMost(SOON).until(() -> calls("credit", credit).size() == 1);
        send(close);
        awaitState("lane", close, "APPLIED");
        assertThat(state("lane", credit)).isEqualTo("APPLIED");
    }

    @Test
    void poison_goes_aside_and_what_follows_arrives() {
        Parts.send(COMMANDS, "demo/sam", new byte[] {1, 2, 3});
        Parts.send(COMMANDS, "demo/sam", new byte[0]);
        WalletCommand credit = credit("demo", "sam", 11);
        send(credit);
        awaitState("demo", credit, "APPLIED");
    }

    @Test
    void transactions_are_listed_in_pages() {
        for (int i = 0; i < 3; i++) {
            WalletCommand credit = credit("bad", "tom", 1);
            send(credit);
            awaitState("bad", credit, "APPLIED");
        }
        Response first = new Casino("bad").get("/v1/transactions?limit=2&state=APPLIED");
        first.then().statusCode(200).body("items", hasSize(2));
        String next = first.path("next");
        List<String> seen = first.path("items.transactionId");
        Response second =
                new Casino("bad").get("/v1/transactions?limit=2&state=APPLIED&after=" + next);
        List<String> more = second.path("items.transactionId");
        assertThat(more).isNotEmpty().doesNotContainAnyElementsOf(seen);
    }
}
