package fairdraw.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.fairness.store.PgLease;
import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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

    @Test
    void a_stuck_transaction_is_sent_again_with_higher_fees_and_the_same_nonce() {
        registered();
        try {
            TestParts.anvil().call("evm_setIntervalMining", 0);
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
            TestParts.anvil().call("evm_setIntervalMining", 1);
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
