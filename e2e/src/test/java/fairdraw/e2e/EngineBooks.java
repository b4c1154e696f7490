package fairdraw.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.e2e.Evidence.Bet;
import fairdraw.e2e.Evidence.Entry;
import fairdraw.e2e.Evidence.Leaf;
import fairdraw.e2e.Evidence.Payout;
import fairdraw.e2e.Evidence.Round;
import fairdraw.e2e.Evidence.Ticket;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The engine's tables as an auditor reads them: the rows of some rounds, at one moment. */
final class EngineBooks implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The first round past ? of which something is still on its way, by the books alone. */
    private static final String FIRST_OPEN =
            """
            select least(
                (select min(number) from rounds where game = 'digits-3' and number > ?
                    and state not in ('PUBLISHED', 'SKIPPED', 'VOIDED')),
                (select min(round) from tickets where game = 'digits-3' and round > ?
                    and state = 'RESERVED'),
                (select min(t.round) from tickets t
                   join ledger d on d.ticket = t.ticket
                    and d.credit in ('payouts_due', 'refunds_due')
                  where t.game = 'digits-3' and t.round > ?
                    and not exists (select from ledger e where e.due = d.id)),
                (select max(number) + 1 from rounds where game = 'digits-3'))\
            """;

    private static final String FREE_OWED =
            """
            select ticket, round from tickets
             where game = 'digits-3' and round > ? and round <= ? and operator = 'demo'
               and free_bet <> '' and state in ('EXPIRED', 'REFUNDED')\
            """;

    private static final String UNDECIDED =
            """
            select number from rounds where game = 'digits-3' and number > ? and number <= ?
               and state not in ('PUBLISHED', 'SKIPPED', 'VOIDED')\
            """;

    private static final String ROUNDS =
            """
            select number, state, open_at_ms, coalesce(outcome, -1),
                   coalesce(encode(bet_root, 'hex'), ''), coalesce(bet_count, 0)
              from rounds where game = 'digits-3' and number > ? and number <= ?\
            """;

    private static final String TICKETS =
            """
            select ticket, player, round, currency || ' ' || mode, stake, state, bets::text,
                   free_bet
              from tickets
             where game = 'digits-3' and round > ? and round <= ? and operator = 'demo'\
            """;

    private static final String PAYOUTS =
            """
            select s.transaction, s.ticket, s.index, s.payout
              from settlements s join tickets t on t.ticket = s.ticket
             where s.game = 'digits-3' and s.round > ? and s.round <= ? and t.operator = 'demo'\
            """;

    private static final String LEDGER =
            """
            select round, coalesce(ticket::text, ''), currency || ' ' || mode, phase, debit, credit,
                   amount
              from ledger
             where game = 'digits-3' and round > ? and round <= ? and operator = 'demo'\
            """;

    private static final String LEAVES =
            """
            select round, sequence, ticket, index, encode(leaf, 'hex') from bets
             where game = 'digits-3' and round > ? and round <= ? order by round, sequence\
            """;

    /** Every row of the rounds up to ?, so that one that comes or goes later shows. */
    private static final String ROWS =
            """
            select (select count(*) from tickets where game = 'digits-3' and round <= ?)
                 + (select count(*) from ledger where game = 'digits-3' and round <= ?)
                 + (select count(*) from bets where game = 'digits-3' and round <= ?)
                 + (select count(*) from settlements where game = 'digits-3' and round <= ?)\
            """;

    private static final String SUMS =
            """
            select operator || ' ' || currency || ' ' || mode, sum(balance) from trial_balance
             group by operator, currency, mode having sum(balance) <> 0\
            """;

    private static final String DRIFTS =
            "select operator || ' ' || account, booked, counted from drifted_account";

    private final Connection connection;

    /**
     * @throws SQLException when the database is away
     */
    EngineBooks(Platform platform) throws SQLException {
        connection = platform.database("engine");
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    /** The last round up to which the books say that all has ended and is delivered. */
    long endedUpTo(long after) throws SQLException {
        return number(FIRST_OPEN, after, after, after) - 1;
    }

    /** When a round opened, ms; empty rounds included. */
    long openAtMs(long round) throws SQLException {
        return number(
                "select coalesce(max(open_at_ms), 0) from rounds"
                        + " where game = 'digits-3' and number <= ?",
                round);
    }

    /** The round whose time a moment falls into, or the last one before it; -1 before the first. */
    long roundAt(long ms) throws SQLException {
        return number(
                "select coalesce(max(number), -1) from rounds"
                        + " where game = 'digits-3' and open_at_ms <= ?",
                ms);
    }

    /** The rounds past one and up to another whose outcome is still open. */
    List<Long> undecided(long after, long upTo) throws SQLException {
        List<Long> rounds = new ArrayList<>();
        each(UNDECIDED, row -> rounds.add(row.getLong(1)), after, upTo);
        return rounds;
    }

    /** Free bets whose rollback is owed, which no row of the ledger tells: ticket to round. */
    SortedMap<String, Long> freeBetsOwed(long after, long upTo) throws SQLException {
        SortedMap<String, Long> owed = new TreeMap<>();
        each(FREE_OWED, row -> owed.put(row.getString(1), row.getLong(2)), after, upTo);
        return owed;
    }

    /** How many rows there are of the rounds up to one. */
    long rows(long upTo) throws SQLException {
        return number(ROWS, upTo, upTo, upTo, upTo);
    }

    SortedMap<Long, Round> rounds(long after, long upTo) throws SQLException {
        SortedMap<Long, Round> rounds = new TreeMap<>();
        each(
                ROUNDS,
                row ->
                        rounds.put(
                                row.getLong(1),
                                new Round(
                                        row.getString(2),
                                        row.getLong(3),
                                        row.getInt(4),
                                        row.getString(5),
                                        row.getLong(6))),
                after,
                upTo);
        return rounds;
    }

    SortedMap<String, Ticket> tickets(long after, long upTo) throws SQLException {
        SortedMap<String, Ticket> tickets = new TreeMap<>();
        each(
                TICKETS,
                row ->
                        tickets.put(
                                row.getString(1),
                                new Ticket(
                                        row.getString(2),
                                        row.getLong(3),
                                        row.getString(4),
                                        row.getLong(5),
                                        row.getString(6),
                                        bets(row.getString(7)),
                                        row.getString(8))),
                after,
                upTo);
        return tickets;
    }

    SortedMap<String, Payout> payouts(long after, long upTo) throws SQLException {
        SortedMap<String, Payout> payouts = new TreeMap<>();
        each(
                PAYOUTS,
                row ->
                        payouts.put(
                                row.getString(1),
                                new Payout(row.getString(2), row.getInt(3), row.getLong(4))),
                after,
                upTo);
        return payouts;
    }

    List<Entry> ledger(long after, long upTo) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        each(
                LEDGER,
                row ->
                        entries.add(
                                new Entry(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getLong(7))),
                after,
                upTo);
        return entries;
    }

    List<Leaf> leaves(long after, long upTo) throws SQLException {
        List<Leaf> leaves = new ArrayList<>();
        each(
                LEAVES,
                row ->
                        leaves.add(
                                new Leaf(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getString(3),
                                        row.getInt(4),
                                        row.getString(5))),
                after,
                upTo);
        return leaves;
    }

    /** What is wrong with all books together at this moment, whatever is on its way. */
    List<String> whole() throws SQLException {
        List<String> wrong = new ArrayList<>();
        each(
                SUMS,
                row ->
                        wrong.add(
                                "the ledger of %s sums to %s"
                                        .formatted(row.getString(1), row.getString(2))));
        each(
                DRIFTS,
                row ->
                        wrong.add(
                                "account %s is %s and counts %s"
                                        .formatted(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3))));
        return wrong;
    }

    /** Another moment. */
    void refresh() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static List<Bet> bets(String text) {
        try {
            List<Bet> bets = new ArrayList<>();
            for (JsonNode bet : JSON.readTree(text)) {
                bets.add(
                        new Bet(
                                bet.get(0).asText(),
                                bet.get(1).asText(),
                                bet.get(2).asLong(),
                                bet.get(3).asText()));
            }
            return List.copyOf(bets);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Takes one row. */
    private interface RowSink {
        void take(ResultSet row) throws SQLException;
    }

    private long number(String sql, long... values) throws SQLException {
        long[] found = new long[1];
        each(sql, row -> found[0] = row.getLong(1), values);
        return found[0];
    }

    private void each(String sql, RowSink sink, long... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sink.take(rows);
                }
            }
        }
    }
}
