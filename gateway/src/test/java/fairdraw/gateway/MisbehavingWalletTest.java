package fairdraw.gateway;

import static fairdraw.gateway.Owed.SOON;
import static fairdraw.gateway.Owed.awaitState;
import static fairdraw.gateway.Owed.calls;
import static fairdraw.gateway.Owed.credit;
import static fairdraw.gateway.Owed.result;
import static fairdraw.gateway.Owed.rollback;
import static fairdraw.gateway.Owed.send;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import fairdraw.events.v1.OperatorStatus;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a wallet does ends in the stated outcome, is in the delivery log, and harms no other.
 */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class MisbehavingWalletTest {

    private static final AtomicLong VERSIONS = new AtomicLong(10);

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
        ScriptedEngine.cutOffIn(Duration.ofSeconds(5));
    }

    @AfterEach
    void rightTime() {
        TestClock.ahead(Duration.ZERO);
        TestWallet.always("manners", "credit", new TestWallet.Reply.Ok());
    }

    static Stream<Arguments> manners() {
        String json = "application/json";
        return Stream.of(
                Arguments.of(new TestWallet.Reply.Text(200, "text/html", "<html>"), "NOT_JSON"),
                Arguments.of(
                        new TestWallet.Reply.Text(200, json, "x".repeat(10_000_000)),
                        "BODY_TOO_LARGE"),
                Arguments.of(
                        new TestWallet.Reply.Text(200, json, "{\"code\":\"INSUFFICIENT_FUNDS\"}"),
                        "WRONG_ECHO"),
                Arguments.of(
                        new TestWallet.Reply.Text(200, json, "{\"transaction_id\":\"another\"}"),
                        "WRONG_ECHO"),
                Arguments.of(new TestWallet.Reply.Text(302, "text/plain", ""), "REDIRECT"),
                Arguments.of(new TestWallet.Reply.Text(500, "text/plain", "oops"), "STATUS"),
                Arguments.of(new TestWallet.Reply.No(400, "SOMETHING_NEW"), "CODE_UNKNOWN"),
                Arguments.of(new TestWallet.Reply.Cut(), "CONNECTION_LOST"),
                Arguments.of(new TestWallet.Reply.Late(Duration.ofSeconds(6)), "TIMEOUT"),
                Arguments.of(new TestWallet.Reply.Hang(), "TIMEOUT"));
    }

    /** Scenarios 5, 14 and 33: unknown, sent again with the same id, never followed elsewhere. */
    @ParameterizedTest
    @MethodSource("manners")
    void a_credit_without_a_clear_answer_is_logged_and_sent_again(
            TestWallet.Reply reply, String cause) {
        TestWallet.next("manners", "credit", reply);
        WalletCommand credit = credit("manners", "ned", 12);
        send(credit);
        await().atMost(SOON)
                .until(() ->
                        Integer.valueOf(1).equals(logged("manners", credit).path("log?.size()")));
        logged("manners", credit)
                .then()
                .body("log[0].outcome", equalTo("UNKNOWN"))
                .body("log[0].code", equalTo(cause));
        assertNobodyElseIsHarmed();
        awaitState("manners", credit, "APPLIED");
        assertThat(calls("credit", credit))
                .hasSize(2)
                .extracting(TestWallet.Call::raw)
                .containsOnly(calls("credit", credit).getFirst().raw());
        // Successes in between keep the breaker closed for the next case.
        for (int i = 0; i < 2; i++) {
            WalletCommand good = credit("manners", "ned", 1);
            send(good);
            awaitState("manners", good, "APPLIED");
        }
    }

    /** What a socket does that speaks no HTTP, or never to its end. */
    enum Wire {
        GARBAGE("CONNECTION_LOST"),
        HEADERS_WITHOUT_AN_END("TIMEOUT"),
        HALF_A_BODY("TIMEOUT");

        private final String cause;

        Wire(String cause) {
            this.cause = cause;
        }

        void answer(Socket socket) throws IOException {
            var out = socket.getOutputStream();
            switch (this) {
                case GARBAGE -> {
                    out.write(new byte[] {0, 1, 2, 3, '\r', '\n', '\r', '\n'});
                    out.flush();
                }
                case HEADERS_WITHOUT_AN_END -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
                    for (int i = 0; i < 200; i++) {
                        out.write("x: y\r\n".getBytes(US_ASCII));
                        out.flush();
                        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                    }
                }
                case HALF_A_BODY -> {
                    out.write(
                            "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"a"
                                    .getBytes(US_ASCII));
                    out.flush();
                    LockSupport.parkNanos(Duration.ofSeconds(8).toNanos());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_socket_that_never_ends_its_answer_is_left_at_the_deadline(Wire wire) throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, wire));
            move("raw", "http://127.0.0.1:" + server.getLocalPort());
            WalletCommand credit = credit("raw", "pia", 3);
            send(credit);
            await().atMost(SOON)
                    .until(() -> wire.cause.equals(logged("raw", credit).path("log[0].code")));
            assertNobodyElseIsHarmed();
            move("raw", TestWallet.url("raw"));
            TestClock.ahead(Duration.ofMinutes(5));
            awaitState("raw", credit, "APPLIED");
        }
    }

    private static void serve(ServerSocket server, Wire wire) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket, wire));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket socket, Wire wire) {
        try (socket) {
            socket.getInputStream().read(new byte[8_192]);
            wire.answer(socket);
        } catch (SocketException left) {
            // The other side left, which is what the test is about.
            return;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Scenario 33: an operator names an address inside. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "https://10.0.0.1/wallet",
                "https://[::1]/wallet",
                "https://[::ffff:10.0.0.1]/wallet",
                "http://8.8.8.8/wallet",
                "file:///etc/passwd",
                "not an address"
            })
    void a_wallet_inside_our_network_or_without_tls_is_never_called(String url) {
        refusedAddress(url);
    }

    /** The name is public, what it resolves to is not. */
    @Test
    void a_name_that_resolves_to_a_private_address_is_never_called() throws IOException {
        InetAddress self = InetAddress.getLocalHost();
        assumeFalse(self.isLoopbackAddress(), "this machine's name has no address of its own");
        assumeFalse(!self.isSiteLocalAddress(), "this machine has a public address");
        refusedAddress("https://" + self.getHostName() + "/wallet");
    }

    private static void refusedAddress(String url) {
        move("inside", url);
        WalletCommand credit = credit("inside", "q" + VERSIONS.get(), 3);
        send(credit);
        // What other cases owe fails as well: the breaker lets one through in five seconds.
        await().atMost(SOON.multipliedBy(4))
                .until(() ->
                        "ADDRESS_REFUSED".equals(logged("inside", credit).path("log[0].code")));
        assertThat(logged("inside", credit).<Integer>path("log[0].status")).isZero();
    }

    /** Scenario 32: our clock is off, so the wallet refuses every signature. */
    @Test
    void with_our_clock_off_by_an_hour_nothing_is_lost_and_all_arrives_when_it_is_right() {
        TestWallet.always("manners", "credit", MisbehavingWalletTest::inTime);
        TestClock.ahead(Duration.ofHours(-1));
        WalletCommand credit = credit("manners", "roy", 21);
        send(credit);
        await().atMost(SOON)
                .until(() ->
                        "SIGNATURE_INVALID".equals(logged("manners", credit).path("log[0].code")));
        logged("manners", credit).then().body("state", equalTo("QUEUED"));
        TestClock.ahead(Duration.ZERO);
        awaitState("manners", credit, "APPLIED");
    }

    private static TestWallet.Reply inTime(TestWallet.Call call) {
        return Duration.between(call.at(), Instant.now()).abs().toMinutes() < 5
                ? new TestWallet.Reply.Ok()
                : new TestWallet.Reply.No(401, "SIGNATURE_INVALID");
    }

    @Test
    void what_a_debit_came_to_is_told_with_all_that_it_was() throws Exception {
        String applied = debited("sue", new TestWallet.Reply.Ok(), "APPLIED");
        WalletResult yes = result(applied, WalletResult.ResultCase.APPLIED);
        assertThat(yes.getKind()).isEqualTo(WalletCallKind.WALLET_CALL_KIND_DEBIT);
        assertThat(yes.getAmount()).isEqualTo(100);
        assertThat(yes.getPlayer()).isEqualTo("sue");
        assertThat(yes.getGame()).isEqualTo("digits-3");
        assertThat(yes.getRound()).isEqualTo(ScriptedEngine.OPEN_ROUND);
        assertThat(yes.getCurrency()).isEqualTo("EUR");
        assertThat(yes.getMode()).isEqualTo("REAL");
        assertThat(yes.getApplied().getOperatorTransaction()).isEqualTo("op-" + applied);
        String declined =
                debited("sue", new TestWallet.Reply.No(402, "INSUFFICIENT_FUNDS"), "NOT_APPLIED");
        assertThat(result(declined, WalletResult.ResultCase.NOT_APPLIED).getNotApplied().getCode())
                .isEqualTo("INSUFFICIENT_FUNDS");
        String unknown =
                debited("sue", new TestWallet.Reply.Text(500, "text/plain", ""), "UNKNOWN");
        assertThat(result(unknown, WalletResult.ResultCase.UNKNOWN).getUnknown().getCause())
                .isEqualTo("STATUS");
    }

    private static String debited(String player, TestWallet.Reply reply, String state) {
        TestWallet.next("told", "debit", reply);
        String key = Owed.key();
        Response bet = new Casino("told").bet(player, key);
        assertThat(bet.statusCode()).as(bet.asString()).isIn(201, 402, 504);
        String ticket = Ids.derived("told", player, key).toString();
        String list = "/v1/transactions?ticketId=" + ticket;
        await().atMost(SOON)
                .until(() -> state.equals(new Casino("told").get(list).path("items[0].state")));
        return new Casino("told").get(list).path("items[0].transactionId");
    }

    /** Scenario 10, by dialect: the four contradictory answers of the field. */
    @Test
    void a_dialect_reads_the_wallets_own_codes_and_trusts_certified_tombstones() {
        TestWallet.next(
                "dialect",
                "debit",
                new TestWallet.Reply.Text(400, "application/json", "{\"error\":{\"id\":\"104\"}}"));
        new Casino("dialect")
                .bet("tea", Owed.key())
                .then()
                .statusCode(402)
                .body("code", equalTo("INSUFFICIENT_FUNDS"));
        TestWallet.next(
                "dialect",
                "rollback",
                new TestWallet.Reply.Text(
                        404, "application/json", "{\"error\":{\"id\":\"no-bet\"}}"));
        WalletCommand rollback = rollback("dialect", "tea", TestClock.now().plusSeconds(60));
        send(rollback);
        awaitState("dialect", rollback, "APPLIED");
        assertThat(calls("rollback", rollback)).hasSize(1);
    }

    private static void assertNobodyElseIsHarmed() {
        WalletCommand other = credit("other", "zoe", 1);
        send(other);
        awaitState("other", other, "APPLIED");
        new Casino("other").bet("zoe", Owed.key()).then().statusCode(201);
    }

    private static void move(String operator, String walletUrl) {
        Parts.publish(
                operator,
                OperatorStatus.OPERATOR_STATUS_ACTIVE,
                VERSIONS.incrementAndGet(),
                walletUrl);
        Parts.awaitConfig(operator, walletUrl);
    }

    private static Response logged(String operator, WalletCommand command) {
        return new Casino(operator).get("/v1/transactions/" + command.getTransaction());
    }
}
