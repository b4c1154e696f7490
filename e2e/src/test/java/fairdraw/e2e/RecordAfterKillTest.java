package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The fairness service is killed at the commit of each step of one round, where a crash is worst:
 * what it wrote is lost after it was signed, or it stays and nobody was answered. There must never
 * be two records of the round (spec 4.9).
 */
class RecordAfterKillTest {

    private static final Duration STEP_MAX = Duration.ofSeconds(150);
    private static final Duration ANCHOR_MAX = Duration.ofSeconds(240);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int DEPTH = 3;
    private static final String GAME = "digits-3";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SEAL = "new.seal || new.signature::text";
    private static final String DRAW =
            "new.outcome || ':' || new.beacon_round || ':' || new.beacon_signature::text";
    // An operator may acknowledge the seal between the two: a record that nobody has seen yet then
    // has one witness more.
    private static final String RECORD =
            "(new.record::jsonb - 'sealAcks' - 'recordHash' - 'signature')::text";
    private static final String CLOSE = "new.records_root::text";

    private final Platform platform = Platform.get();
    private final Player player = new Operator(platform).player("emmy");
    private final HttpClient http = HttpClient.newHttpClient();

    private long killed = -1;

    @Test
    void a_round_whose_service_dies_at_every_commit_has_one_record_and_that_is_anchored()
            throws Exception {
        JsonNode open = roundWithABet();
        long round = open.path("number").asLong();
        String id = open.path("roundId").asText();
        String batch = "new.batch = " + (round >> DEPTH);
        try (var seal = gate("seal", 1, SEAL, round);
                var draw = gate("draw", 2, DRAW, round);
                var record = gate("record", 3, RECORD, round);
                var close =
                        gate("batch", "update", batch + " and old.closed_at is null", 4, CLOSE);
                var seen = new Seen(round)) {
            survives(seal, SEAL, ofRound(round));
            long lostDraw = isLost(draw);
            assertEquals(lostDraw, survives(draw, DRAW, ofRound(round)), "the same numbers");
            long lostRecord = isLost(record);
            assertEquals(lostRecord, survives(record, RECORD, ofRound(round)), "the same record");
            String written = read(record(round));
            published(id);
            long lostRoot = isLost(close);
            assertEquals(
                    lostRoot,
                    survives(close, CLOSE, "new.game = '" + GAME + "' and " + batch),
                    "the same root of records");
            anchored(round >> DEPTH);
            assertEquals(written, read(record(round)), "from the commit on");
            assertEquals(Set.of(written), seen.records(), "whoever asked, whenever");
            told(round, id, JSON.readTree(written));
        }
        Platform.Run verified = platform.dev("verify", id);
        assertEquals(0, verified.exit(), verified::output);
    }

    /** A round that has a bet and still takes more; the first bet of a fresh platform may fail. */
    private JsonNode roundWithABet() {
        return await("a round with a bet")
                .atMost(STEP_MAX)
                .until(
                        player::openRound,
                        open ->
                                player.place(
                                                        open.path("roundId").asText(),
                                                        List.of(bet("ODD_EVEN", "ODD", 500)))
                                                .status()
                                        == 201);
    }

    /** Shows what a crash there would leave: nothing; the service does it again. */
    private long isLost(CommitGate gate) throws SQLException {
        var commit = gate.waiting(STEP_MAX);
        kill();
        gate.lose(commit);
        return commit.fingerprint();
    }

    /** The commit goes through, and nobody hears of it. */
    private long survives(CommitGate gate, String what, String where) throws SQLException {
        var commit = gate.waiting(STEP_MAX);
        kill();
        gate.open();
        long fingerprint =
                await("the commit")
                        .atMost(Duration.ofSeconds(10))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> gate.written(what, where), found -> found.isPresent())
                        .orElseThrow();
        assertEquals(commit.fingerprint(), fingerprint);
        return fingerprint;
    }

    private void kill() {
        await("the fairness service to run")
                .atMost(STEP_MAX)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .until(() -> platform.process("fairness").pid() != killed);
        killed = platform.process("fairness").pid();
        platform.kill("fairness");
    }

    private void published(String id) {
        await("the end of " + id)
                .atMost(STEP_MAX)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .until(
                        () -> player.get("/v1/rounds/" + id).expect(200).path("state").asText(),
                        "PUBLISHED"::equals);
    }

    private void anchored(long batch) {
        await("batch " + batch + " to be revealed and anchored")
                .atMost(ANCHOR_MAX)
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> platform.dev("verify", "batch", GAME + ":" + batch).exit() == 0);
    }

    /** What everybody else was told of the record. */
    private void told(long round, String id, JsonNode record) {
        String hash = record.path("recordHash").asText();
        assertFalse(record.path("flags").toString().contains("LATE_SEAL"), record::toString);
        assertEquals(1, record.path("betCount").asInt(), record::toString);
        JsonNode proof = player.get("/v1/rounds/" + id + "/proof").expect(200);
        assertEquals(record, proof, "the gateway's");
        try (var topics = new Topics(platform)) {
            topics.read();
            assertEquals(Set.of(hash), topics.told().round(round).recordHashes, "the events'");
        }
    }

    private CommitGate gate(String table, int number, String what, long round) throws SQLException {
        return gate(table, "insert", "new.round = " + round, number, what);
    }

    private CommitGate gate(String table, String event, String rows, int number, String what)
            throws SQLException {
        String ours = "new.game = '" + GAME + "' and " + rows;
        return CommitGate.shut(
                platform.database("postgres"), "fairness", table, event, ours, number, what);
    }

    private static String ofRound(long round) {
        return "new.game = '" + GAME + "' and new.round = " + round;
    }

    private String record(long round) {
        return platform.at("/fairness/url") + "/v1/games/" + GAME + "/rounds/" + round + "/record";
    }

    private String read(String url) {
        return await(url)
                .atMost(STEP_MAX)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .until(() -> ask(url), text -> text.contains("\"recordHash\""));
    }

    private String ask(String url) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofSeconds(2))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Asks for the record all the while, and keeps every one that was ever given out. */
    private final class Seen implements AutoCloseable {

        private final Set<String> records = ConcurrentHashMap.newKeySet();
        private final AtomicInteger unanswered = new AtomicInteger();
        private final String url;
        private volatile boolean ended;

        Seen(long round) {
            url = record(round);
            Thread.ofVirtual().start(this::follow);
        }

        Set<String> records() {
            assertTrue(unanswered.get() > 0, "asked while it was down, too");
            return records;
        }

        private void follow() {
            while (!ended) {
                try {
                    String text = ask(url);
                    if (text.contains("\"recordHash\"")) {
                        records.add(text);
                    }
                } catch (IOException down) {
                    unanswered.incrementAndGet();
                } catch (InterruptedException end) {
                    return;
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }

        @Override
        public void close() {
            ended = true;
        }
    }
}
