package fairdraw.fairness;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import fairdraw.fairness.chain.ChainNode;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.seed.Needle;
import fairdraw.fairness.seed.OpenMaster;
import fairdraw.fairness.v1.FairnessService;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Masters of batches that nobody may know yet are searched for in everything that leaves the
 * process or stays in it: logs, answers, metrics, traces, tables, the whole heap (spec 4.7, 4.9).
 */
@QuarkusTest
@QuarkusTestResource(FairnessParts.class)
class CanaryTest {

    private static final String GAME = FairnessParts.GAME;

    @GrpcClient("fairness")
    FairnessService fairness;

    @Inject OpenMaster masters;
    @Inject PgGames games;
    @Inject ChainNode chain;
    @Inject KeptSpans spans;
    @Inject Tracer tracer;

    @TempDir Path folder;

    private final Everything logs = new Everything();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private Rounds rounds;

    @BeforeEach
    void listen() {
        rounds = new Rounds(fairness);
        Logger.getLogger("").addHandler(logs);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").removeHandler(logs);
    }

    /** Every line, also those that no console shows, with causes and stacks. */
    private static final class Everything extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Everything() {
            setLevel(Level.ALL);
            setFormatter(new SimpleFormatter());
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(getFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void no_master_is_found_anywhere_before_its_batch_ends() throws Exception {
        rounds.game(GAME);
        // Drawn and not told yet: its batch stays open, and its master was used.
        long round = rounds.prepared(GAME);
        rounds.seal(GAME, round);
        rounds.draw(GAME, round);
        fail(round);
        var needles = needles(round);

        assertFalse(found(needles, String.join("\n", logs.lines)), "in a log");
        assertFalse(found(needles, String.join("\n", answers)), "in an answer");
        assertFalse(found(needles, given().get("/q/metrics").asString()), "in a metric");
        assertFalse(found(needles, traces()), "in a trace");
        assertFalse(found(needles, tables()), "in a table");
        for (var needle : needles) {
            assertFalse(inHeap(needle), "in the heap");
        }
        rounds.reveal(GAME, round);
    }

    @Test
    void the_search_finds_what_was_planted() throws Exception {
        byte[] planted = new byte[32];
        new SecureRandom().nextBytes(planted);
        var needle = Needle.of(planted);
        var hex = HexFormat.of().formatHex(planted);
        Logger.getLogger("fairdraw.planted").log(Level.WARNING, "x", new Exception("is " + hex));
        assertTrue(needle.in(String.join("\n", logs.lines)));
        assertTrue(needle.in("{\"detail\":\"" + hex.toUpperCase(java.util.Locale.ROOT) + "\"}"));
        assertTrue(needle.in(java.util.Base64.getEncoder().encodeToString(planted)));
        assertTrue(needle.in(java.util.Base64.getUrlEncoder().encodeToString(planted)));
        tracer.spanBuilder("planted").setAttribute("of", hex).startSpan().end();
        Awaitility.await().atMost(Rounds.LONG).until(() -> needle.in(spans.text()));
        assertTrue(inHeap(needle), "held by this test");
        java.lang.ref.Reference.reachabilityFence(planted);
        Rounds.sql(
                "insert into seed_audit (game, batch, purpose, at) values ('planted', 0, '"
                        + hex
                        + "', now())");
        assertTrue(needle.in(tables()));
    }

    @Test
    void a_master_stays_secret_while_a_round_of_its_batch_is_unsealed() {
        var game = rounds.game(GAME);
        long round = rounds.prepared(GAME);
        long batch = rounds.prepare(GAME, round).getBatch();
        // Long past the last beacon of the batch the contract would take the master.
        long after = 2 * (batch + 1) + 2;
        Awaitility.await()
                .atMost(Rounds.LONG)
                .until(() -> Rounds.roundAt(game, System.currentTimeMillis()) > after);
        assertEquals("", reveal(batch));
        assertEquals(
                0, chain.batch(Rounds.pf1(game.getGameId()), batch).orElseThrow().revealedAtS());
        rounds.seal(GAME, round);
        assertEquals("", reveal(batch));
        rounds.draw(GAME, round);
        assertEquals("", reveal(batch));
        rounds.reveal(GAME, round);
        Awaitility.await().atMost(Rounds.LONG).until(() -> !reveal(batch).isEmpty());
    }

    private static String reveal(long batch) {
        String transaction =
                given().get("/v1/games/" + GAME + "/batches/" + batch)
                        .jsonPath()
                        .getString("revealTransaction");
        return transaction == null ? "" : transaction;
    }

    /** Everything that goes wrong around a master, and what it answers. */
    private void fail(long round) {
        for (long other : new long[] {-1, round, round + 1, round + 1_000, Long.MAX_VALUE}) {
            refusal(() -> fairness.draw(Rounds.drawOf(GAME, other)).await().atMost(Rounds.CALL));
            refusal(() -> fairness.reveal(Rounds.voided(GAME, other)).await().atMost(Rounds.CALL));
            refusal(() ->
                    fairness.prepare(rounds.prepareOf(GAME, other, 1).build())
                            .await()
                            .atMost(Rounds.CALL));
            for (String what : List.of("rounds/%d", "rounds/%d/record", "batches/%d")) {
                answers.add(
                        given().get("/v1/games/" + GAME + "/" + what.formatted(other)).asString());
            }
        }
        answers.add(given().get("/v1/games/nothing").asString());
        answers.add(given().body("{").post("/v1/games/" + GAME).asString());
        answers.add(given().get("/q/health").asString());
    }

    private void refusal(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException refused) {
            var text = new StringWriter();
            refused.printStackTrace(new PrintWriter(text));
            answers.add(text.toString());
        }
    }

    /** The masters of the round's own batch and of the newest one, which was never used. */
    private List<Needle> needles(long round) throws SQLException {
        var game = games.registered(GAME);
        long own = game.registration().identity().batchOf(round);
        var needles = new ArrayList<Needle>();
        for (long batch : new long[] {own, newest()}) {
            needles.add(masters.with(game, batch, OptionalLong.empty(), "canary", Needle::of));
        }
        return needles;
    }

    private static long newest() throws SQLException {
        try (var connection = FairnessParts.database("fairness").connect();
                var row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select max(batch) from seed where game = '"
                                                + GAME
                                                + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean found(List<Needle> needles, String text) {
        assertFalse(text.isEmpty(), "nothing to search");
        return needles.stream().anyMatch(needle -> needle.in(text));
    }

    /** All that was told, when the calls of this test are among it. */
    private String traces() {
        Awaitility.await()
                .atMost(Rounds.LONG)
                .until(() ->
                        spans.text().contains("FairnessService/Draw")
                                && spans.text().contains("/v1/games"));
        return spans.text();
    }

    /** Every row of every table of this service. */
    private static String tables() throws SQLException {
        var all = new StringBuilder();
        try (var connection = FairnessParts.database("fairness").connect();
                var statement = connection.createStatement()) {
            var names = new ArrayList<String>();
            try (var tables =
                    statement.executeQuery(
                            "select tablename from pg_tables where schemaname = current_schema()")) {
                while (tables.next()) {
                    names.add(tables.getString(1));
                }
            }
            for (String name : names) {
                try (var rows = statement.executeQuery("select t::text from " + name + " t")) {
                    while (rows.next()) {
                        all.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    /** In every object, those too that nothing refers to any more. */
    private boolean inHeap(Needle needle) throws IOException {
        Path dump = folder.resolve(System.nanoTime() + ".hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpHeap(dump.toString(), false);
        try (var heap = Files.newInputStream(dump)) {
            return needle.in(heap);
        } finally {
            Files.delete(dump);
        }
    }
}
