package fairdraw.fairness;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.fairness.store.PgLease;
import fairdraw.fairness.v1.FairnessService;
import fairdraw.kernel.RefusalCode;
import fairdraw.stack.TestParts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The outbox of the chain on a chain that stands still, forgets and reorganises. */
@QuarkusTest
@QuarkusTestResource(FairnessParts.class)
class ChainTroubleTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @Inject PgDatabase database;
    @Inject PgLease lease;
    @Inject PgGames games;
    @Inject MeterRegistry meters;

    @GrpcClient("fairness")
    FairnessService fairness;

    @Test
    void a_stuck_transaction_is_sent_again_with_higher_fees_and_the_same_nonce() {
        registered();
        try {
            TestParts.anvil().hold(true);
            Awaitility.await()
                    .atMost(LONG)
                    .until(() ->
                            count(
                                            """
                                            select count(*) from (
                                                select position from chain_attempt
                                                 group by position having count(*) > 1) t\
                                            """)
                                    > 0);
        } finally {
            TestParts.anvil().hold(false);
        }
        var position =
                database.row(
                                """
                                select position from chain_attempt
                                 group by position having count(*) > 1 order by position limit 1\
                                """)
                        .orElseThrow()
                        .getLong("position");
        becomes("FINAL", position);
        assertEquals(
                0,
                count(
                        """
                        select count(*) from (
                            select tip, lag(tip) over w as tip_before, max_fee,
                                   lag(max_fee) over w as fee_before
                              from chain_attempt
                            window w as (partition by position order by max_fee)) t
                         where tip * 8 < tip_before * 9 or max_fee * 8 < fee_before * 9\
                        """),
                "each raise is at least 12.5 %");
    }

    @Test
    void a_transaction_that_a_reorganisation_drops_is_sent_again() {
        registered();
        var mined =
                Awaitility.await()
                        .atMost(LONG)
                        .until(
                                () ->
                                        database.row(
                                                """
                                                select position, block_number
                                                  from chain_transaction
                                                 where state = 'MINED' order by position desc
                                                 limit 1\
                                                """),
                                row -> row.isPresent())
                        .orElseThrow();
        TestParts.anvil().call("anvil_reorg", 3, List.of());
        becomes("FINAL", mined.getLong("position"));
        assertEquals(
                0,
                count(
                        "select count(*) from game where halted_reason is not null"
                                + " and game = 'digits-3'"));
    }

    @Test
    void after_an_outage_longer_than_the_lead_rounds_open_again() {
        var rounds = new Rounds(fairness);
        rounds.skipped(FairnessParts.GAME);
        var game = rounds.game(FairnessParts.GAME);
        try {
            TestParts.anvil().hold(true);
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> {
                        long next = Rounds.roundAt(game, System.currentTimeMillis()) + 1;
                        var refused =
                                Rounds.code(
                                        fairness.prepare(
                                                rounds.prepareOf(FairnessParts.GAME, next)));
                        if (refused.isEmpty()) {
                            rounds.skip(FairnessParts.GAME, next);
                        }
                        return refused.equals(Optional.of(RefusalCode.BATCH_NOT_FINAL));
                    });
            Awaitility.await().atMost(LONG).until(() -> alert().equals("PAGE"));
            assertEquals(
                    0.0,
                    meters.get("fairdraw.batches.lead")
                            .tags("game", FairnessParts.GAME)
                            .gauge()
                            .value());
        } finally {
            TestParts.anvil().hold(false);
        }
        rounds.skipped(FairnessParts.GAME);
        Awaitility.await().atMost(LONG).until(() -> alert().equals("OK"));
    }

    @Test
    void a_leader_that_is_stopped_inside_a_transaction_keeps_the_lease_from_nobody() {
        registered();
        long token = lease.token().orElseThrow();
        var stopped = new CountDownLatch(1);
        var ended = new CompletableFuture<Throwable>();
        var holding = Thread.ofVirtual().start(() -> hold(token, stopped, ended));
        try {
            stopped.await();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(12))
                    .ignoreExceptions()
                    .until(() -> database.change("update lease set token = token") == 1);
            LockSupport.unpark(holding);
            assertTrue(ended.get(12, TimeUnit.SECONDS) instanceof RuntimeException, "it is over");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void hold(long token, CountDownLatch stopped, CompletableFuture<Throwable> ended) {
        try {
            long held =
                    database.transaction(transaction -> {
                        lease.fence(transaction, token);
                        stopped.countDown();
                        LockSupport.parkNanos(LONG.toNanos());
                        return token;
                    });
            ended.completeExceptionally(new AssertionError("committed by " + held));
        } catch (RuntimeException cutOff) {
            ended.complete(cutOff);
        }
    }

    private static String alert() {
        return given().get("/q/health/ready")
                .path("checks.find{it.name=='fairness'}.data.'alert.digits-3'");
    }

    @Test
    void a_leader_that_slept_writes_nothing() {
        registered();
        long token = lease.token().orElseThrow();
        assertThrows(
                IllegalStateException.class,
                () ->
                        database.transaction(transaction -> {
                            lease.fence(transaction, token - 1);
                            return transaction.change("update game set game_id = game_id");
                        }));
    }

    @Test
    void a_lease_that_is_held_is_not_given_to_another() {
        registered();
        assertTrue(lease.token().isPresent());
        assertEquals(
                0,
                database.change(
                        "update lease set holder = $1 where expires_at < now()",
                        UUID.randomUUID()));
    }

    private void registered() {
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        games.find(FairnessParts.GAME)
                                .flatMap(game -> game.registeredAt())
                                .isPresent());
    }

    private void becomes(String state, long position) {
        Awaitility.await()
                .atMost(LONG)
                .until(
                        () ->
                                database.row(
                                                """
                                                select state from chain_transaction
                                                 where position = $1\
                                                """,
                                                position)
                                        .orElseThrow()
                                        .getString("state"),
                        state::equals);
    }

    private long count(String sql) {
        return database.row(sql).orElseThrow().getLong(0);
    }
}
