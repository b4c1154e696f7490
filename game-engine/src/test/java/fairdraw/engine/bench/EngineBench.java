package fairdraw.engine.bench;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.Play;
import fairdraw.engine.v1.BetLine;
import fairdraw.engine.v1.ConfirmRequest;
import fairdraw.engine.v1.TicketState;
import fairdraw.stack.BenchTable;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code engine} of spec 7: Reserve and Confirm over gRPC, load generator included, beside durable
 * inserts of the very rows that they wrote, in batches of 200 and one by one.
 */
@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class EngineBench {

    private static final String OPERATOR = "op-bench";
    private static final int IN_FLIGHT = 256;
    private static final int PLAYERS = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration STRETCH = Duration.ofSeconds(10);
    private static final int BATCH_ROWS = 200;
    private static final Duration LIMIT_STRETCH = Duration.ofSeconds(5);
    private static final double GOAL = 0.2;

    /** The rows that a ticket of one bet writes, by table. */
    private static final Map<String, Integer> ROWS_OF_TICKET =
            Map.of("money_key", 1, "tickets", 1, "bets", 1, "ledger", 2, "outbox", 1);

    @Inject Play play;

    @Test
    void reserve_and_confirm_beside_bare_inserts_of_the_same_rows() throws Exception {
        play.terms(OPERATOR, 10_000, 1_000_000_000_000L, 1_000_000_000_000_000L);
        long round = play.openRound();
        load(round, WARM_UP);
        double tickets = load(round, STRETCH);
        play.finish(round);
        int rows = ROWS_OF_TICKET.values().stream().mapToInt(n -> n).sum();
        assertEquals(
                number("select count(*) from tickets where round = ?", round),
                number("select count(*) from bets where round = ?", round));

        double batches = inserts(BATCH_ROWS);
        double singles = inserts(1);
        double ours = tickets * rows;
        var figures = new BenchTable("engine");
        figures.told(
                "tickets reserved and confirmed a second, " + IN_FLIGHT + " at once",
                BenchTable.number(tickets));
        figures.told("rows a second, " + rows + " a ticket", BenchTable.number(ours));
        figures.told("the same rows inserted, 200 a commit", BenchTable.number(batches));
        figures.told("the same rows inserted, 1 a commit", BenchTable.number(singles));
        figures.held(
                "of the batch limit",
                BenchTable.number(ours / batches),
                ">= " + GOAL,
                ours >= GOAL * batches);
        figures.held(
                "of the single-row limit",
                BenchTable.number(ours / singles),
                "> 1",
                ours > singles);
        figures.print();
    }

    /** Tickets a second; each of so many chains begins its next ticket when the last is in. */
    private double load(long round, Duration stretch) throws InterruptedException {
        var accepted = new LongAdder();
        var others = new LongAdder();
        long end = System.nanoTime() + stretch.toNanos();
        var done = new CountDownLatch(IN_FLIGHT);
        for (int i = 0; i < IN_FLIGHT; i++) {
            chain(round, end, accepted, others, done);
        }
        done.await();
        assertEquals(0, others.sum(), "tickets that were not accepted");
        return accepted.sum() / (stretch.toMillis() / 1000.0);
    }

    private void chain(
            long round, long end, LongAdder accepted, LongAdder others, CountDownLatch done) {
        if (System.nanoTime() >= end) {
            done.countDown();
            return;
        }
        ticket(round)
                .subscribe()
                .with(
                        state -> {
                            if (state == TicketState.TICKET_STATE_ACCEPTED) {
                                accepted.increment();
                            } else {
                                others.increment();
                            }
                            chain(round, end, accepted, others, done);
                        },
                        failure -> {
                            failure.printStackTrace();
                            others.increment();
                            done.countDown();
                        });
    }

    private Uni<TicketState> ticket(long round) {
        var random = ThreadLocalRandom.current();
        var request = request(OPERATOR, "p" + random.nextInt(PLAYERS), round, line(random));
        return play.reserving(request)
                .chain(reserved ->
                        play.tickets()
                                .confirm(
                                        ConfirmRequest.newBuilder()
                                                .setGame(Play.GAME)
                                                .setTicket(reserved.getReserved().getId())
                                                .setOperatorTransaction("w")
                                                .build()))
                .map(confirmed -> confirmed.getTicket().getState());
    }

    private static BetLine line(ThreadLocalRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> bet("STRAIGHT", "%03d".formatted(random.nextInt(1_000)), 100);
            case 1 -> bet("FRONT_PAIR", "%02d".formatted(random.nextInt(100)), 100);
            default -> bet("DIGIT", 1 + random.nextInt(3) + ":" + random.nextInt(10), 100);
        };
    }

    /** Rows a second into tables of the same columns and indexes, so many a commit. */
    private static double inserts(int rowsOfCommit) throws SQLException {
        var sources = new ArrayList<Source>();
        for (var table : ROWS_OF_TICKET.entrySet()) {
            for (int i = 0; i < table.getValue(); i++) {
                sources.add(new Source(table.getKey(), table.getKey() + "_limit" + i));
            }
        }
        var inserted = new AtomicLong();
        try (var connection = batching()) {
            for (var source : sources) {
                source.read(connection);
            }
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            long end = start + LIMIT_STRETCH.toNanos();
            while (System.nanoTime() < end) {
                for (var source : sources) {
                    inserted.addAndGet(source.insert(connection, rowsOfCommit));
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (var source : sources) {
                connection.createStatement().execute("drop table " + source.copy);
            }
            connection.commit();
            return inserted.get() / seconds;
        }
    }

    /** The driver sends a batch as one statement of many rows. */
    private static Connection batching() throws SQLException {
        var database = EngineParts.database();
        var properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("reWriteBatchedInserts", "true");
        return new org.postgresql.Driver().connect(database.jdbcUrl(), properties);
    }

    /** Rows that the engine wrote, and a table like theirs. */
    private static final class Source {
        private static final int ROWS_MAX = 20_000;
        private final String table;
        private final String copy;
        private final List<Object[]> rows = new ArrayList<>();
        private String insert = "";
        private int next;

        Source(String table, String copy) {
            this.table = table;
            this.copy = copy;
        }

        void read(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("create table %s (like %s including all)".formatted(copy, table));
                var found =
                        statement.executeQuery(
                                "select * from %s limit %d".formatted(table, ROWS_MAX));
                int columns = found.getMetaData().getColumnCount();
                insert =
                        "insert into %s overriding system value values (%s)"
                                .formatted(
                                        copy, String.join(",", Collections.nCopies(columns, "?")));
                while (found.next()) {
                    var row = new Object[columns];
                    for (int i = 0; i < columns; i++) {
                        row[i] = found.getObject(i + 1);
                    }
                    rows.add(row);
                }
            }
        }

        /** A commit of its own; the keys would repeat at the end of the rows, so it starts over. */
        int insert(Connection connection, int count) throws SQLException {
            if (next == rows.size()) {
                next = 0;
            }
            int from = next;
            int to = Math.min(rows.size(), from + count);
            next = to;
            if (from == 0) {
                try (var statement = connection.createStatement()) {
                    statement.execute("truncate " + copy);
                }
                connection.commit();
            }
            try (var batch = connection.prepareStatement(insert)) {
                for (var row : rows.subList(from, to)) {
                    for (int i = 0; i < row.length; i++) {
                        batch.setObject(i + 1, row[i]);
                    }
                    batch.addBatch();
                }
                batch.executeBatch();
            }
            connection.commit();
            return to - from;
        }
    }
}
