package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
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
import java.util.concurrent.atomic.AtomicLong;
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

    /** Trouble comes about once in so many rounds. */
    private static final int CALM_ROUNDS = 12;

    private static final int REORG_DEPTH_MAX = 3;
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
        Player player = new Operator(platform).player("ada");
        AtomicLong bets = new AtomicLong();
        long first = awaitAfter(player, -1);
        long trouble = first + CALM_ROUNDS;
        long now = first;
        while (now < first + ROUNDS) {
            now = awaitAfter(player, now);
            place(player, bets);
            if (now >= trouble) {
                make(platform, Trouble.values()[random.nextInt(Trouble.values().length)], random);
                trouble = now + CALM_ROUNDS / 2 + random.nextInt(CALM_ROUNDS);
            }
        }
        long last = now - 1;
        awaitAllFinal(platform, last);
        System.out.printf(
                "rounds %d..%d: %d published, %d skipped, %d sealed late, %d tickets%n",
                first,
                last,
                count(platform, "state = 'PUBLISHED'", last),
                count(platform, "state = 'SKIPPED'", last),
                count(platform, "sealed_late", last),
                bets.get());
        assertEquals(0, count(platform, "state = 'VOIDED'", last), "void rounds");
        assertTrue(bets.get() > 0, "nobody could bet");
        Platform.Run verified = platform.dev("verify", "range", first + ".." + last);
        assertEquals(0, verified.exit(), verified::output);
        Books.assertBalanced(platform);
        platform.dev("down");
    }

    private static long awaitAfter(Player player, long seen) {
        return await("a round after " + seen)
                .atMost(ROUND_MAX)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(
                        () ->
                                player.get("/v1/games/digits-3/rounds/current")
                                        .expect(200)
                                        .at("/round/number")
                                        .asLong(-1),
                        number -> number > seen);
    }

    private static void place(Player player, AtomicLong bets) {
        try {
            JsonNode round = player.get("/v1/games/digits-3/rounds/current").body().path("round");
            var answer =
                    player.place(
                            round.path("roundId").asText(), List.of(bet("ODD_EVEN", "ODD", 50)));
            if (answer.status() == 201) {
                bets.incrementAndGet();
            }
        } catch (UncheckedIOException down) {
            System.out.println("no answer to a bet: " + down.getMessage());
        }
    }

    private static void make(Platform platform, Trouble trouble, Random random) {
        System.out.println(trouble);
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
        String open = "state not in ('PUBLISHED', 'SKIPPED', 'VOIDED')";
        await("every round to be final")
                .atMost(END_MAX)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> count(platform, open, last) == 0);
    }

    private static long count(Platform platform, String condition, long last) throws SQLException {
        String sql = "select count(*) from rounds where number <= " + last + " and " + condition;
        try (Connection engine = platform.database("engine");
                Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
