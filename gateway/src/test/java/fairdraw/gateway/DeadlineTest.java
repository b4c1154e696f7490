package fairdraw.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import fairdraw.engine.v1.TicketState;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No answer of a wallet comes so late that the bet passes the cut-off: who is late is not in. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeadlineTest {

    private final Casino operator = new Casino("manners");
    private String key = "";
    private String ticket = "";

    @BeforeEach
    void newKey() {
        Parts.awaitOperators();
        key = Owed.key();
        ticket = Ids.derived("manners", "kay", key).toString();
    }

    @AfterEach
    void rightTime() {
        ScriptedEngine.cutOffIn(Duration.ofSeconds(5));
        TestClock.ahead(Duration.ZERO);
    }

    /**
     * Scenarios 4, 7 and 8. Two bounds hold a debit: 300 ms before the cut-off, which leave time to
     * confirm, and 3 000 ms of the catalogue; the earlier one counts.
     */
    @ParameterizedTest
    @CsvSource({
        // cut-off, answer, whether it is in time
        "1500,  900, true",
        "1500, 1250, false",
        "1500, 1450, false",
        "1500, 1700, false",
        "5000, 2500, true",
        "5000, 3100, false",
        "5000, 4800, false"
    })
    void an_answer_counts_only_within_both_bounds(int cutOffMs, int answerMs, boolean inTime) {
        ScriptedEngine.cutOffIn(Duration.ofMillis(cutOffMs));
        TestWallet.next("manners", "debit", new TestWallet.Reply.Late(Duration.ofMillis(answerMs)));
        Response answer = operator.bet("kay", key);
        Instant answered = TestClock.now();
        var decided = ScriptedEngine.ticket(ticket);
        if (inTime) {
            answer.then().statusCode(201);
            assertThat(decided.getState()).isEqualTo(TicketState.TICKET_STATE_ACCEPTED);
        } else {
            answer.then().statusCode(504).body("code", equalTo("DEBIT_UNKNOWN"));
            assertThat(decided.getState()).isEqualTo(TicketState.TICKET_STATE_EXPIRED);
            assertThat(ScriptedEngine.callsOf(ticket)).containsExactly("Reserve", "Expire");
        }
        // Decided before the cut-off either way: nothing waits for the wallet past the seal.
        assertThat(answered.toEpochMilli()).isLessThan(decided.getConfirmByMs());
        TestWallet.Call debit = TestWallet.callsWith("debit", ticket).getFirst();
        assertThat(Instant.parse(debit.body().path("expires_at").asText()).toEpochMilli())
                .isEqualTo(decided.getConfirmByMs());
    }

    /** Scenario 8: the late yes of a debit that timed out changes nothing. */
    @Test
    void the_late_yes_of_a_debit_that_timed_out_does_not_bring_the_bet_back() {
        ScriptedEngine.cutOffIn(Duration.ofMillis(900));
        TestWallet.next("manners", "debit", new TestWallet.Reply.Late(Duration.ofMillis(1_200)));
        operator.bet("kay", key).then().statusCode(504);
        org.awaitility.Awaitility.await()
                .atMost(Owed.SOON)
                .until(() ->
                        TestClock.now().toEpochMilli()
                                > ScriptedEngine.ticket(ticket).getConfirmByMs() + 600);
        assertThat(ScriptedEngine.callsOf(ticket)).containsExactly("Reserve", "Expire");
        operator.bet("kay", key).then().statusCode(504).body("code", equalTo("DEBIT_UNKNOWN"));
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }

    /** Scenario 1, and a retry across the close: the first answer, and one movement. */
    @Test
    void a_retry_after_the_close_of_the_round_gets_the_first_answer() {
        Response first = operator.bet("kay", key);
        first.then().statusCode(201);
        TestClock.ahead(Duration.ofMinutes(2));
        Response again = operator.bet("kay", key);
        again.then().statusCode(201);
        assertThat(again.<Object>path("bets")).isEqualTo(first.path("bets"));
        assertThat(again.<Object>path("receipt")).isEqualTo(first.path("receipt"));
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }
}
