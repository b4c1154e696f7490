package fairdraw.engine.bench;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.RoundState;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.RefusalCode;
import fairdraw.stack.BenchTable;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code settle} of spec 7: a round of so many bets sealed, drawn and settled, ledger and outbox
 * included, beside bare SQL that reads the same bets once.
 */
@QuarkusTest
@QuarkusTestResource(EngineParts.class)
class SettleBench {

    private static final String OPERATOR = "op-settle";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double GOAL = 5;
    private static final int FETCH_ROWS = 10_000;

    /**
     * A million bets in seconds, as the engine would have stored them, each of another player; two
     * of ten on a digit.
     */
    private static final String BETS =
            """
            set search_path = engine;
            set session_replication_role = replica;
            create table bench_bet as
            select n, gen_random_uuid() as ticket, gen_random_uuid() as hold,
                   'p' || n as player,
                   case when n %% 5 = 0 then 'DIGIT' else 'STRAIGHT' end as market,
                   case when n %% 5 = 0 then 1 + n %% 3 || ':' || n / 5 %% 10
                        else lpad((n::bigint * 7919 %% 1000)::text, 3, '0') end as selection,
                   sha256(n::text::bytea) as hash
              from generate_series(1, %2$d) n;
            insert into tickets select (jsonb_populate_record(t, jsonb_build_object(
                     'ticket', b.ticket, 'player', b.player, 'first_sequence', b.n,
                     'bets', jsonb_build_array(jsonb_build_array(b.market, b.selection, 100, '1',
                             100))))).*
              from bench_bet b, (select t from tickets t where round = %1$d) as sample (t);
            insert into bets select game, round, b.n, b.ticket, 0, operator, b.player, mode,
                   currency, b.market, b.selection, 100, substr(b.hash, 1, 16), b.hash, b.hash
              from bench_bet b, (select * from bets where round = %1$d) as s;
            create table bench_hold as
            select * from ledger where round = %1$d and phase = 'PENDING';
            insert into ledger (id, phase, pending, debit, credit, operator, currency, mode, amount,
                   game, round, ticket, at_ms)
            select b.hold, 'PENDING', null, debit, credit, operator, currency, mode, 100, game,
                   round, b.ticket, at_ms
              from bench_bet b, bench_hold s;
            insert into ledger (id, phase, pending, debit, credit, operator, currency, mode, amount,
                   game, round, ticket, at_ms)
            select gen_random_uuid(), 'POSTED', b.hold, debit, credit, operator, currency, mode,
                   100, game, round, b.ticket, at_ms
              from bench_bet b, bench_hold s;
            update operator_held set held = held + 100 * %2$d::bigint;
            drop table bench_bet, bench_hold;
            analyze tickets, bets, ledger;
            """;

    @Inject Play play;

    @ParameterizedTest
    @ValueSource(ints = {100_000, 1_000_000})
    void a_round_is_settled_beside_reading_its_bets_once(int bets) throws Exception {
        play.terms(OPERATOR, 10_000, 1_000_000_000_000L, 1_000_000_000_000_000L);
        long round = play.openRound();
        play.accepted(request(OPERATOR, "p0", round, bet("STRAIGHT", "000", 100)));
        EngineParts.asSuperuser(BETS.formatted(round, bets - 1));
        var heap = heap();
        long empty = live(heap);
        heap.resetPeakUsage();
        long loaded = System.nanoTime();
        takeover();
        double load = seconds(loaded);
        long book = live(heap) - empty;
        double reading = Math.min(read(round, bets), read(round, bets));

        long start = System.nanoTime();
        play.at(round, 6_400);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> play.round(round).getSealedAtMs() > 0);
        double sealed = seconds(start);
        long peakOfBook = heap.getPeakUsage().getUsed();
        // From here on the book is gone, and what is in use is the settlement's.
        long bare = live(heap) - empty;
        heap.resetPeakUsage();
        long drawn = System.nanoTime();
        play.at(round, FairnessDouble.beaconAtMs(round) - FairnessDouble.SCHEDULE.openAtMs(round));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> play.round(round).getSettledAtMs() > 0);
        double settled = seconds(drawn);
        long settling = heap.getPeakUsage().getUsed();
        play.awaitState(round, RoundState.ROUND_STATE_PUBLISHED);

        assertEquals(bets, play.round(round).getBetCount());
        assertEquals(0, number("select count(*) from drifted_account"));
        long winners = number("select count(*) from settlements where round = ?", round);
        double ratio = (sealed + settled) / reading;
        var figures = new BenchTable("settle " + BenchTable.number(bets) + " bets");
        figures.told("the bets read once by bare SQL, s", BenchTable.number(reading));
        figures.told("sealed, s", BenchTable.number(sealed));
        figures.told("drawn and settled, s", BenchTable.number(settled));
        figures.told("winners", BenchTable.number(winners));
        figures.held("of reading once", BenchTable.number(ratio), "<= 5", ratio <= GOAL);
        figures.told("the book read again by a new owner, s", BenchTable.number(load));
        figures.told("heap that the book holds, MB", BenchTable.number(book >> 20));
        figures.told("heap that is left of it after the seal, MB", BenchTable.number(bare >> 20));
        figures.told("most heap in use up to the seal, MB", BenchTable.number(peakOfBook >> 20));
        figures.told(
                "most heap in use from the seal to the settlement, MB",
                BenchTable.number(settling >> 20));
        figures.told("heap at most, MB", BenchTable.number(Runtime.getRuntime().maxMemory() >> 20));
        figures.print();
    }

    private static MemoryPoolMXBean heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .filter(pool -> pool.getName().matches(".*(Old|Tenured).*"))
                .findFirst()
                .orElseThrow();
    }

    /** What is in use after a collection, in bytes. */
    private static long live(MemoryPoolMXBean heap) {
        System.gc();
        return heap.getCollectionUsage().getUsed();
    }

    /** As any reader would: every column of every bet, in order. */
    private static double read(long round, int expected) throws SQLException {
        try (var connection = EngineParts.database().connect();
                var bets =
                        connection.prepareStatement(
                                "select * from bets where game = ? and round = ?"
                                        + " order by sequence")) {
            connection.setAutoCommit(false);
            bets.setFetchSize(FETCH_ROWS);
            bets.setString(1, Play.GAME);
            bets.setLong(2, round);
            long start = System.nanoTime();
            int count = 0;
            long stakes = 0;
            try (var rows = bets.executeQuery()) {
                while (rows.next()) {
                    count++;
                    stakes += rows.getLong("stake");
                }
            }
            assertEquals(expected, count);
            assertEquals(100L * expected, stakes);
            return seconds(start);
        }
    }

    /** The book in memory is the one that the database tells. */
    private void takeover() throws SQLException {
        EngineParts.asSuperuser(
                "update lease set token = token + 1, owner = 'other', address = 'other:1',"
                        + " expires_at = clock_timestamp()");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    try {
                        play.confirm(new java.util.UUID(1, 1).toString());
                    } catch (RuntimeException failure) {
                        return GrpcRefusals.refusal(failure).orElseThrow().code()
                                        == RefusalCode.NOT_FOUND
                                && number("select count(*) from lease where owner='other'") == 0;
                    }
                    return false;
                });
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
