package fairdraw.gateway;

import static fairdraw.gateway.Owed.adjustment;
import static fairdraw.gateway.Owed.awaitState;
import static fairdraw.gateway.Owed.calls;
import static fairdraw.gateway.Owed.credit;
import static fairdraw.gateway.Owed.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator says it never got is sent again, after it saw what that would be. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ReplayTest {

    private final Casino operator = new Casino("replay");

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
    }

    /** Scenario 29: "we never got it". */
    @Test
    void a_period_is_shown_first_and_then_sent_again_in_order() {
        Instant day = Instant.parse("2026-02-01T00:00:00Z");
        WalletCommand before = delivered(credit("replay", "ada", 1), day.minusMillis(1));
        WalletCommand first = delivered(credit("replay", "ada", 2), day);
        WalletCommand second = delivered(credit("replay", "ada", 3), day.plusSeconds(60));
        WalletCommand correction = delivered(adjustment("replay", "ada", -1), day.plusSeconds(90));
        WalletCommand after = delivered(credit("replay", "ada", 4), day.plus(Duration.ofDays(1)));
        Response shown = replay(day, "\"kinds\":[\"CREDIT\"],\"dryRun\":true");
        shown.then().statusCode(200).body("dryRun", equalTo(true)).body("count", equalTo(2));
        assertThat(shown.<List<String>>path("items.transactionId"))
                .containsExactly(first.getTransaction(), second.getTransaction());
        replay(day, "\"kinds\":[\"CREDIT\"]").then().body("dryRun", equalTo(true));
        assertThat(calls("credit", first)).hasSize(1);
        replay(day, "\"kinds\":[\"CREDIT\"],\"dryRun\":false")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(false))
                .body("count", equalTo(2));
        await().atMost(Owed.SOON).until(() -> calls("credit", second).size() == 2);
        awaitState("replay", second, "APPLIED");
        List<TestWallet.Call> all = TestWallet.calls("replay", "credit");
        assertThat(all.lastIndexOf(calls("credit", first).getLast()))
                .isLessThan(all.lastIndexOf(calls("credit", second).getLast()));
        assertThat(calls("credit", first).getLast().raw())
                .isEqualTo(calls("credit", first).getFirst().raw());
        assertThat(calls("credit", before)).hasSize(1);
        assertThat(calls("credit", after)).hasSize(1);
        assertThat(calls("adjustment", correction)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"from\":\"2026-02-01T00:00:00Z\"                                          | to",
                "\"to\":\"2026-02-01T00:00:00Z\"                                            | from",
                "\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"          | to",
                "\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-04-01T00:00:00Z\"          | to",
                "\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-02-02T00:00:00Z\",\"kinds\":[]          | kinds",
                "\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-02-02T00:00:00Z\",\"kinds\":[\"DEBIT\"] | kinds"
            })
    void a_replay_that_cannot_be_meant_is_refused(String fields, String field) {
        operator.post("/v1/transactions/replay", "{" + fields + "}")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void an_adjustment_is_delivered_like_a_credit_and_its_result_told() throws Exception {
        WalletCommand taken = adjustment("replay", "bob", -250);
        TestWallet.next("replay", "adjustment", new TestWallet.Reply.Text(500, "text/plain", ""));
        send(taken);
        awaitState("replay", taken, "APPLIED");
        TestWallet.Call call = calls("adjustment", taken).getLast();
        assertThat(calls("adjustment", taken)).hasSize(2);
        assertThat(call.body().path("amount").asLong()).isEqualTo(-250);
        assertThat(call.body().path("reason").asText()).isEqualTo("the table was wrong");
        assertThat(call.body().path("bet_id").asText()).isEqualTo("b-1");
        WalletResult told = Owed.result(taken.getTransaction(), WalletResult.ResultCase.APPLIED);
        assertThat(told.getKind()).isEqualTo(WalletCallKind.WALLET_CALL_KIND_ADJUSTMENT);
        assertThat(told.getAmount()).isEqualTo(-250);
        assertThat(told.getAttempts()).isEqualTo(2);
    }

    @Test
    void a_promotion_is_a_call_of_its_own_and_is_retried_like_a_credit() throws Exception {
        WalletCommand taken = Owed.promotion("replay", "bob", 2_500);
        TestWallet.next("replay", "promotion", new TestWallet.Reply.Text(500, "text/plain", ""));
        TestWallet.next("replay", "promotion", new TestWallet.Reply.No(403, "PLAYER_BLOCKED"));
        send(taken);
        awaitState("replay", taken, "APPLIED");
        assertThat(calls("promotion", taken)).hasSize(3);
        assertThat(calls("credit", taken)).isEmpty();
        TestWallet.Call call = calls("promotion", taken).getLast();
        assertThat(call.id()).isEqualTo(taken.getTransaction());
        assertThat(call.signedBy(Parts.walletSecret("replay"), call.at())).isTrue();
        assertThat(call.body())
                .isEqualTo(
                        new JsonMapper()
                                .readTree(
                                        """
                                        {"transaction_id":"%s","player":"bob","currency":"EUR",
                                         "amount":2500,"reason":"ten thousand rounds","mode":"REAL"}\
                                        """
                                                .formatted(taken.getTransaction())));
        WalletResult told = Owed.result(taken.getTransaction(), WalletResult.ResultCase.APPLIED);
        assertThat(told.getKind()).isEqualTo(WalletCallKind.WALLET_CALL_KIND_PROMOTION);
        assertThat(told.getAmount()).isEqualTo(2_500);
        operator.get("/v1/transactions/" + taken.getTransaction())
                .then()
                .statusCode(200)
                .body("kind", equalTo("PROMOTION"))
                .body("amount", equalTo(2_500))
                .body("roundId", nullValue())
                .body("ticketId", nullValue());
    }

    private WalletCommand delivered(WalletCommand command, Instant orderedAt) {
        WalletCommand ordered = command.toBuilder().setAtMs(orderedAt.toEpochMilli()).build();
        send(ordered);
        awaitState("replay", ordered, "APPLIED");
        return ordered;
    }

    private Response replay(Instant day, String rest) {
        return operator.post(
                "/v1/transactions/replay",
                "{\"from\":\"%s\",\"to\":\"%s\",%s}"
                        .formatted(day, day.plus(Duration.ofDays(1)), rest));
    }
}
