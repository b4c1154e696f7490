package fairdraw.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The invariants of spec 5, read from both sides: the engine's ledger and the wallet's own journal.
 * Both are read as an auditor would, from the tables, and not through the code under test.
 */
final class Books {

    private static final Duration SETTLE_MAX = Duration.ofSeconds(60);

    private static final String TRIAL =
            "select coalesce(sum(abs(total)), 0) from ("
                    + " select sum(balance) as total from trial_balance"
                    + "  group by operator, currency, mode) as sums";

    private static final String OPEN_HOLDS =
            "select count(*) from ledger as hold where phase = 'PENDING' and not exists"
                    + " (select 1 from ledger as ending where ending.pending = hold.id)";

    private static final String BOTH_PAID_AND_REFUNDED =
            "select count(*) from tickets join settlements using (ticket)"
                    + " where tickets.state in ('DECLINED', 'EXPIRED', 'REFUNDED')";

    private static final String ENGINE_NET =
            "select player, sum(net) from ("
                    + " select player, -sum(stake) as net from tickets where free_bet = ''"
                    + "  and operator = 'demo' and state = 'ACCEPTED' group by player"
                    + " union all"
                    + " select player, sum(amount) from correction"
                    + "  where operator = 'demo' and kind = 'PROMOTION' group by player"
                    + " union all"
                    + " select t.player, sum(s.payout) from settlements s"
                    + "  join tickets t using (ticket)"
                    + "  where t.operator = 'demo' group by t.player"
                    + " union all"
                    + " select t.player, sum(c.amount) from correction c"
                    + "  join tickets t using (ticket)"
                    + "  where t.operator = 'demo' group by t.player) as moves group by player";

    private static final String WALLET_NET =
            "select player, sum(change) from movement where kind <> 'OPENING' group by player";

    private static final String WALLET_OWN =
            "select count(*) from account a where balance <>"
                    + " (select sum(change) from movement m"
                    + "   where m.player = a.player and m.currency = a.currency)";

    private Books() {}

    /** Waits until what is owed is delivered, then holds both sides to the cent. */
    static void assertBalanced(Platform platform) {
        await("both books to agree")
                .atMost(SETTLE_MAX)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> compare(platform));
    }

    private static void compare(Platform platform) throws SQLException {
        try (Connection engine = platform.database("engine");
                Connection wallet = platform.database("operator_kit")) {
            assertEquals(0, number(engine, TRIAL), "trial balance");
            assertEquals(0, number(engine, OPEN_HOLDS), "holds that nothing ended");
            assertEquals(0, number(engine, BOTH_PAID_AND_REFUNDED), "paid and refunded");
            assertEquals(0, number(wallet, WALLET_OWN), "accounts that differ from their journal");
            assertEquals(nets(engine, ENGINE_NET), nets(wallet, WALLET_NET));
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Player to net movement; those who broke even are left out on both sides. */
    private static SortedMap<String, Long> nets(Connection connection, String sql)
            throws SQLException {
        SortedMap<String, Long> nets = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                if (rows.getLong(2) != 0) {
                    nets.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return nets;
    }
}
