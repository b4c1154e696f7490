package fairdraw.gateway;

import static fairdraw.gateway.Owed.SOON;
import static fairdraw.gateway.Owed.command;
import static fairdraw.gateway.Owed.result;
import static fairdraw.gateway.Owed.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairdraw.events.v1.Rollback;
import fairdraw.events.v1.RoundClose;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that is killed between a debit and its line in the log: the line comes back. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class LostDebitTest {

    private final Casino casino = new Casino("lost");
    private final String key = Owed.key();
    private final String ticket = Ids.derived("lost", "mia", key).toString();

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
        ScriptedEngine.cutOffIn(Duration.ofSeconds(5));
    }

    @Test
    void a_confirmed_debit_without_a_line_is_found_at_the_close_of_its_round() throws Exception {
        casino.bet("mia", key).then().statusCode(201);
        String debit = loseItsLine();
        // More than the lines that are left add up to.
        send(close(1_000_000, 1));
        JsonPath added =
                await().atMost(SOON.multipliedBy(2))
                        .until(() -> read(debit), it -> "NOT_LOGGED".equals(it.getString("cause")));
        assertThat(added.getString("state")).isEqualTo("APPLIED");
        assertThat(added.getInt("attempts")).isZero();
        assertThat(added.getLong("amount")).isEqualTo(100);
        assertThat(added.getString("ticketId")).isEqualTo(ticket);
        assertThat(added.getString("operatorTransactionId")).isEqualTo("op-" + debit);
        assertThat(added.getList("log")).isEmpty();
        WalletResult told = result(debit, WalletResult.ResultCase.APPLIED);
        assertThat(told.getKind()).isEqualTo(WalletCallKind.WALLET_CALL_KIND_DEBIT);
        assertThat(told.getAmount()).isEqualTo(100);
    }

    /** The debit of a free bet takes nothing: the sum of its round is right without it. */
    @Test
    void a_lost_line_that_the_sum_does_not_tell_is_found_by_the_number_of_bets() throws Exception {
        casino.bet("mia", key).then().statusCode(201);
        String debit = loseItsLine();
        send(close(stakesInTheLog(), 1_000_000));
        await().atMost(SOON.multipliedBy(2))
                .until(() -> "NOT_LOGGED".equals(read(debit).getString("cause")));
        assertThat(read(debit).getString("state")).isEqualTo("APPLIED");
    }

    @Test
    void a_debit_that_nobody_confirmed_is_found_by_its_rollback_and_stays_unknown()
            throws Exception {
        TestWallet.next("lost", "debit", new TestWallet.Reply.Cut());
        casino.bet("mia", key).then().statusCode(504);
        String debit = loseItsLine();
        send(rollback(debit));
        JsonPath added =
                await().atMost(SOON.multipliedBy(2))
                        .until(() -> read(debit), it -> "NOT_LOGGED".equals(it.getString("cause")));
        assertThat(added.getString("state")).isEqualTo("UNKNOWN");
        assertThat(added.getList("log")).isEmpty();
        assertThat(TestWallet.callsWith("debit", ticket)).hasSize(1);
    }

    @Test
    void the_rollback_of_a_debit_that_has_its_line_changes_nothing() throws Exception {
        TestWallet.next("lost", "debit", new TestWallet.Reply.Cut());
        casino.bet("mia", key).then().statusCode(504);
        String debit = debit();
        WalletCommand rollback = rollback(debit);
        send(rollback);
        await().atMost(SOON.multipliedBy(2)).until(() -> compared(rollback.getTransaction()));
        assertThat(read(debit).getString("cause")).isEqualTo("CONNECTION_LOST");
        assertThat(read(debit).getList("log")).hasSize(1);
    }

    /** What a kill leaves: the debit was made, and nothing of ours says so. */
    private String loseItsLine() throws SQLException {
        String debit = debit();
        try (Connection connection = database()) {
            for (String table : new String[] {"wallet_attempt", "wallet_transaction"}) {
                try (var delete =
                        connection.prepareStatement(
                                "delete from " + table + " where transaction = ?::uuid")) {
                    delete.setString(1, debit);
                    assertThat(delete.executeUpdate()).isEqualTo(1);
                }
            }
        }
        return debit;
    }

    private String debit() {
        return await().atMost(SOON)
                .until(
                        () ->
                                casino.get("/v1/transactions?ticketId=" + ticket)
                                        .jsonPath()
                                        .getString("items[0].transactionId"),
                        found -> found != null);
    }

    private JsonPath read(String transaction) {
        return casino.get("/v1/transactions/" + transaction).jsonPath();
    }

    private static long stakesInTheLog() throws SQLException {
        try (Connection connection = database();
                var select =
                        connection.prepareStatement(
                                "select coalesce(sum(amount), 0) from wallet_transaction where"
                                        + " operator = 'lost' and kind = 'DEBIT'"
                                        + " and state = 'APPLIED'");
                var rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static boolean compared(String transaction) throws SQLException {
        try (Connection connection = database();
                var select =
                        connection.prepareStatement(
                                "select 1 from wallet_transaction"
                                        + " where transaction = ?::uuid and compared_at is not"
                                        + " null")) {
            select.setString(1, transaction);
            return select.executeQuery().next();
        }
    }

    private static Connection database() throws SQLException {
        var db = Parts.db();
        return DriverManager.getConnection("jdbc:" + db.url(), db.user(), db.password());
    }

    private static WalletCommand close(long stakes, long bets) {
        return command("lost", "")
                .setTicket("")
                .setRound(ScriptedEngine.OPEN_ROUND)
                .setRoundClose(RoundClose.newBuilder().setBets(bets).setStakes(stakes))
                .build();
    }

    private WalletCommand rollback(String debit) {
        return command("lost", "mia")
                .setTicket(ticket)
                .setRound(ScriptedEngine.OPEN_ROUND)
                .setRollback(
                        Rollback.newBuilder()
                                .setDebitTransaction(debit)
                                .setReason("DEBIT_UNKNOWN")
                                .setAmount(100)
                                .setExpiresAtMs(TestClock.now().toEpochMilli()))
                .build();
    }
}
