package fairdraw.gateway;

import static fairdraw.gateway.ScriptedEngine.OPEN_ROUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletResult;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A ticket that is played with a free bet: the wallet is asked for nothing, and asked all the same.
 */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class FreeBetTest {

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

    @Test
    void a_free_bet_is_debited_by_0_with_its_id_and_nominal_stake() throws Exception {
        place(demo, "gift:1")
                .then()
                .statusCode(201)
                .body("stake", equalTo(100))
                .body("freeBetId", equalTo("gift:1"));
        TestWallet.Call debit = TestWallet.callsWith("debit", ticket).getFirst();
        assertThat(debit.body().path("amount").asLong(-1)).isZero();
        assertThat(debit.body().path("free_bet_id").asText()).isEqualTo("gift:1");
        assertThat(debit.body().path("free_bet_stake").asLong()).isEqualTo(100);
        assertThat(debit.body().path("bets").path(0).path("stake").asLong()).isEqualTo(100);
        assertThat(debit.signedBy(Parts.walletSecret("demo"), debit.at())).isTrue();
        WalletResult told = Owed.result(debit.id(), WalletResult.ResultCase.APPLIED);
        assertThat(told.getKind()).isEqualTo(WalletCallKind.WALLET_CALL_KIND_DEBIT);
        assertThat(told.getAmount()).isZero();
        // A ticket for money says nothing of free bets, neither to the wallet nor to the caller.
        String other = Ids.next().toString();
        demo.bet("anna", other).then().statusCode(201).body("freeBetId", nullValue());
        String paid = Ids.derived("demo", "anna", other).toString();
        assertThat(TestWallet.callsWith("debit", paid).getFirst().raw()).doesNotContain("free_bet");
    }

    @Test
    void a_wallet_that_passes_over_what_it_does_not_know_gives_no_free_bets() {
        String debit = Ids.derived("debit", Ids.derived("bad", "anna", key).toString()).toString();
        TestWallet.next(
                "bad",
                "debit",
                new TestWallet.Reply.Text(
                        200, "application/json", "{\"transaction_id\":\"" + debit + "\"}"));
        place(new Casino("bad"), "gift:1")
                .then()
                .statusCode(504)
                .body("code", equalTo("DEBIT_UNKNOWN"));
        assertThat(ScriptedEngine.callsOf(Ids.derived("bad", "anna", key).toString()))
                .containsExactly("Reserve", "Expire");
    }

    @ParameterizedTest
    @CsvSource({
        "404, FREE_BET_UNKNOWN, 422",
        "409, FREE_BET_USED, 409",
        "422, FREE_BET_MISMATCH, 422"
    })
    void the_wallet_decides_which_free_bets_there_are(int walletStatus, String code, int status) {
        TestWallet.next("demo", "debit", new TestWallet.Reply.No(walletStatus, code));
        place(demo, "gift:1")
                .then()
                .statusCode(status)
                .body("code", equalTo(code))
                .body("outcome", equalTo("NOT_APPLIED"));
        assertThat(ScriptedEngine.callsOf(ticket)).containsExactly("Reserve", "Decline");
        // The same free bet under another key is another request, and again the wallet's to judge.
        key = Ids.next().toString();
        place(demo, "gift:1").then().statusCode(201);
    }

    @Test
    void the_key_stands_for_the_free_bet_too() {
        place(demo, "gift:1").then().statusCode(201).body("ticketId", equalTo(ticket));
        place(demo, "gift:1").then().statusCode(201).body("ticketId", equalTo(ticket));
        place(demo, "gift:2").then().statusCode(422).body("code", equalTo("IDEMPOTENCY_MISMATCH"));
        demo.bet("anna", key).then().statusCode(422).body("code", equalTo("IDEMPOTENCY_MISMATCH"));
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "\\n", "\u00e9", "x/y", "<b>"})
    void an_id_that_cannot_be_one_is_refused(String id) {
        place(demo, id)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo("freeBetId"));
    }

    private Response place(Casino casino, String freeBet) {
        String body = Casino.body("anna", "digits-3:" + OPEN_ROUND, Casino.BETS);
        return casino.place(
                key, body.substring(0, body.length() - 1) + ",\"freeBetId\":\"" + freeBet + "\"}");
    }
}
