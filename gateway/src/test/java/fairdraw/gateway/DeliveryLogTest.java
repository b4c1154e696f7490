package fairdraw.gateway;

import static fairdraw.gateway.Owed.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairdraw.events.v1.OperatorStatus;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a debit came to, the operator reads it in its log: nothing of it happens in secret. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeliveryLogTest {

    private static final AtomicLong VERSIONS = new AtomicLong(10);

    private final String key = Owed.key();

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
        ScriptedEngine.cutOffIn(Duration.ofSeconds(5));
    }

    @AfterEach
    void rightTime() {
        ScriptedEngine.cutOffIn(Duration.ofSeconds(5));
    }

    static Stream<Arguments> manners() {
        String json = "application/json";
        return Stream.of(
                Arguments.of(
                        new TestWallet.Reply.Text(200, "text/html", "<html>"), "NOT_JSON", 200),
                Arguments.of(
                        new TestWallet.Reply.Text(200, json, "x".repeat(10_000_000)),
                        "BODY_TOO_LARGE",
                        200),
                Arguments.of(new TestWallet.Reply.Text(302, "text/plain", ""), "REDIRECT", 302),
                Arguments.of(new TestWallet.Reply.Text(500, "text/plain", "oops"), "STATUS", 500),
                Arguments.of(new TestWallet.Reply.Cut(), "CONNECTION_LOST", 0));
    }

    @ParameterizedTest
    @MethodSource("manners")
    void a_debit_without_a_clear_answer_is_in_the_log_with_its_cause(
            TestWallet.Reply reply, String cause, int status) {
        TestWallet.next("logged", "debit", reply);
        new Casino("logged").bet("lea", key).then().statusCode(504);
        JsonPath logged = logged("logged", "lea", 1);
        assertThat(logged.getString("state")).isEqualTo("UNKNOWN");
        assertThat(logged.getList("log.code")).isEqualTo(List.of(cause));
        assertThat(logged.getList("log.status")).isEqualTo(List.of(status));
        // Successes in between keep the breaker closed for the next case.
        for (int i = 0; i < 2; i++) {
            new Casino("logged").bet("lea", Owed.key()).then().statusCode(201);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://10.0.0.1/wallet", "https://[::1]/wallet", "http://8.8.8.8/wallet"})
    void a_debit_to_an_address_inside_is_in_the_log_and_was_never_sent(String url) {
        move("nowhere", url);
        new Casino("nowhere").bet("lea", key).then().statusCode(504);
        JsonPath logged = logged("nowhere", "lea", 1);
        assertThat(logged.getList("log.code")).isEqualTo(List.of("ADDRESS_REFUSED"));
        assertThat(logged.getList("log.status")).isEqualTo(List.of(0));
    }

    @Test
    void both_attempts_of_a_debit_whose_connection_is_refused_are_in_the_log() {
        // Nothing listens on port 1.
        move("nowhere", "http://127.0.0.1:1/nowhere");
        new Casino("nowhere").bet("lea", key).then().statusCode(504);
        JsonPath logged = logged("nowhere", "lea", 2);
        assertThat(logged.getInt("attempts")).isEqualTo(2);
        assertThat(logged.getList("log.attempt")).isEqualTo(List.of(1, 2));
        assertThat(logged.getList("log.code"))
                .isEqualTo(List.of("CONNECTION_REFUSED", "CONNECTION_REFUSED"));
    }

    @Test
    void an_answer_after_the_deadline_is_in_the_log_as_late_and_decides_nothing() {
        ScriptedEngine.cutOffIn(Duration.ofMillis(900));
        TestWallet.next("logged", "debit", new TestWallet.Reply.Late(Duration.ofMillis(1_200)));
        new Casino("logged").bet("lea", key).then().statusCode(504);
        JsonPath logged = logged("logged", "lea", 2);
        assertThat(logged.getString("state")).isEqualTo("UNKNOWN");
        assertThat(logged.getList("log.code")).isEqualTo(List.of("TIMEOUT", "LATE"));
        assertThat(logged.getList("log.outcome")).isEqualTo(List.of("UNKNOWN", "UNKNOWN"));
        assertThat(logged.getList("log.status")).isEqualTo(List.of(0, 200));
        assertThat(logged.getString("log[1].answer")).contains("operator_transaction_id");
        assertThat(logged.getInt("log[1].latencyMs")).isGreaterThanOrEqualTo(1_200);
        assertThat(ScriptedEngine.callsOf(ticket("logged", "lea")))
                .containsExactly("Reserve", "Expire");
    }

    /** The debit as the operator reads it, once its log has so many lines. */
    private JsonPath logged(String operator, String player, int lines) {
        var casino = new Casino(operator);
        String list = "/v1/transactions?ticketId=" + ticket(operator, player);
        String id =
                await().atMost(SOON)
                        .until(
                                () ->
                                        casino.get(list)
                                                .jsonPath()
                                                .getString("items[0].transactionId"),
                                found -> found != null);
        return await().atMost(SOON)
                .until(
                        () -> casino.get("/v1/transactions/" + id).jsonPath(),
                        debit -> debit.getList("log").size() == lines);
    }

    private String ticket(String operator, String player) {
        return Ids.derived(operator, player, key).toString();
    }

    private static void move(String operator, String walletUrl) {
        Parts.publish(
                operator,
                OperatorStatus.OPERATOR_STATUS_ACTIVE,
                VERSIONS.incrementAndGet(),
                walletUrl);
        Parts.awaitConfig(operator, walletUrl);
    }
}
