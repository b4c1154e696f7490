package fairdraw.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A day of rounds in minutes, while processes die, the chain reorganises and relays fall silent:
 * afterwards every round verifies from public data alone, and none was void. {@code -De2e.day=8640}
 * asks for a whole day, {@code -De2e.factor=20} for its speed, {@code -De2e.seed=N} replays one.
 */
@EnabledIfSystemProperty(named = "e2e.day", matches = "[1-9][0-9]*")
class SimulatedDayTest {

    private static final int ROUNDS = Integer.getInteger("e2e.day", 8_640);
    private static final int FACTOR = Integer.getInteger("e2e.factor", 20);
    private static final long SEED = Long.getLong("e2e.seed", 20_261_125L);

    private static final String OF_GAME = " and game = 'digits-3'";

    /**
     * Trouble comes about once in so many rounds. A process needs the machine's seconds to come
     * back, which are many rounds here.
     */
    private static final int CALM_ROUNDS = 40;

    private static final int CHECKPOINT_ROUNDS = 240;
    private static final int REORG_DEPTH_MAX = 3;

    /** Of the rounds that were played, as many percent took a bet at least. */
    private static final int BET_ROUNDS_MIN_PERCENT = 50;

    private static final Duration ROUND_MAX = Duration.ofMinutes(3);
    private static final Duration END_MAX = Duration.ofMinutes(10);
    private static final Duration OUTAGE = Duration.ofSeconds(40);

    private enum Trouble {
        KILL_ENGINE,
        KILL_FAIRNESS,
        KILL_CHAIN,
        KILL_BEACON,
        REORG,
        RPC_OUTAGE,
        BEACON_OUTAGE
    }

    @Test
    void every_round_of_a_day_of_trouble_verifies_and_none_is_void() throws Exception {
        Platform platform = Platform.simulated(new SimulatedTime(Instant.now(), FACTOR));
        System.out.printf("seed %d, %d rounds, %d times as fast%n", SEED, ROUNDS, FACTOR);
        Random random = new Random(SEED);
        long first = awaitAfter(platform, -1);
        try (var bettors = new FastBettors(new Operator(platform), SEED)) {
            long trouble = first + CALM_ROUNDS;
            long checkpoint = first;
            long now = first;
            while (now < first + ROUNDS) {
                now = awaitAfter(platform, now);
                bettors.bet(now);
                if (now >= trouble) {
                    var kind = Trouble.values()[random.nextInt(Trouble.values().length)];
                    System.out.println("round " + now + ": " + kind);
                    make(platform, kind, random);
                    trouble = now + CALM_ROUNDS / 2 + random.nextInt(CALM_ROUNDS);
                }
                if (now >= checkpoint + 2 * CHECKPOINT_ROUNDS) {
                    verify(platform, checkpoint, checkpoint + CHECKPOINT_ROUNDS - 1);
                    checkpoint += CHECKPOINT_ROUNDS;
                }
            }
            long last = now - 1;
            awaitAllFinal(platform, last);
            tell(platform, first, last, bettors);
            verify(platform, first, last);
        }
        Books.assertBalanced(platform);
        platform.dev("down");
    }

    private static void tell(Platform platform, long first, long last, FastBettors bettors)
            throws SQLException {
        String range = " and number between " + first + " and " + last;
        long played = count(platform, "state = 'PUBLISHED'" + range);
        long withBets = count(platform, "state = 'PUBLISHED' and bet_count > 0" + range);
        System.out.printf(
                "rounds %d..%d: %d published, %d of them with bets, %d skipped, %d sealed late%n",
                first,
                last,
                played,
                withBets,
                count(platform, "state = 'SKIPPED'" + range),
                count(platform, "sealed_late" + range));
        System.out.println("answers to tickets: " + bettors.answers());
        assertEquals(0, count(platform, "state = 'VOIDED'" + range), "void rounds");
        assertTrue(
                100 * withBets >= BET_ROUNDS_MIN_PERCENT * played,
                () -> "bets in " + withBets + " of " + played + " rounds");
    }

    /** Verifies as anybody could, from public data alone. */
    private static void verify(Platform platform, long first, long last) {
        long start = System.nanoTime();
        Platform.Run verified = platform.dev("verify", "range", first + ".." + last);
        assertEquals(0, verified.exit(), verified::output);
        System.out.printf(
                "rounds %d..%d: %d verified, %d without a record, in %d ms%n",
                first,
                last,
                verified.output().lines().filter(line -> line.contains("  ok ")).count(),
                verified.output().lines().filter(line -> line.contains("  not yet ")).count(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    /**
     * A later round that takes bets; read from the books, for the house limits how often we ask.
     */
    private static long awaitAfter(Platform platform, long seen) {
        return await("a round after " + seen)
                .atMost(ROUND_MAX)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(() -> newestOpen(platform), number -> number > seen);
    }

    private static void make(Platform platform, Trouble trouble, Random random) {
        switch (trouble) {
            case KILL_ENGINE -> platform.kill("game-engine");
            case KILL_FAIRNESS -> platform.kill("fairness");
            case KILL_CHAIN -> platform.kill("chain");
            case KILL_BEACON -> platform.kill("beacon");
            case REORG -> reorg(platform, 1 + random.nextInt(REORG_DEPTH_MAX));
            case RPC_OUTAGE -> outage(platform, "chain");
            case BEACON_OUTAGE -> outage(platform, "beacon");
        }
    }

    private static void outage(Platform platform, String label) {
        try (var _ = platform.cut(label)) {
            long end = System.nanoTime() + OUTAGE.dividedBy(FACTOR).toNanos();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }
    }

    private static void reorg(Platform platform, int depth) {
        String body =
                Operator.json(
                        Map.of(
                                "jsonrpc",
                                "2.0",
                                "id",
                                1,
                                "method",
                                "anvil_reorg",
                                "params",
                                List.of(depth, List.of())));
        var request = HttpRequest.newBuilder(URI.create(platform.at("/chain/rpc")));
        System.out.println(Operator.send("POST", body, request).body());
    }

    private static void awaitAllFinal(Platform platform, long last) {
        String open = "state not in ('PUBLISHED', 'SKIPPED', 'VOIDED') and number <= " + last;
        await("every round to be final")
                .atMost(END_MAX)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> count(platform, open) == 0);
    }

    private static long count(Platform platform, String condition) throws SQLException {
        return number(platform, "select count(*) from rounds where " + condition + OF_GAME);
    }

    private static long newestOpen(Platform platform) throws SQLException {
        return number(
                platform,
                "select coalesce(max(number), -1) from rounds where state = 'OPEN'" + OF_GAME);
    }

    private static long number(Platform platform, String sql) throws SQLException {
        try (Connection engine = platform.database("engine");
                Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
