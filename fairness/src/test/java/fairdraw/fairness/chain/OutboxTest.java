package fairdraw.fairness.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.fairness.chain.FaultyRpc.Fault;
import fairdraw.fairness.store.TestDatabase;
import fairdraw.pf1.Bytes;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trouble of spec 4.6, fault by fault, on a real chain and a real database. */
class OutboxTest {

    private static final String COMMIT = "commit:test:0";
    private static final BigInteger EIGHT = BigInteger.valueOf(8);
    private static final BigInteger NINE = BigInteger.valueOf(9);

    @TempDir static Path folder;
    private static ContractChain chain;

    private TestDatabase database;
    private FaultyRpc rpc;
    private OutboxReplica outbox;
    private ContractChain.Fixture game;

    @BeforeAll
    static void start() {
        chain = new ContractChain(folder);
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @BeforeEach
    void fresh() {
        database = TestDatabase.fresh();
        rpc = new FaultyRpc(chain.rpc());
        outbox = new OutboxReplica(database, rpc.url());
        game = chain.fixture();
        chain.mine(5);
    }

    @AfterEach
    void close() {
        rpc.close();
        database.close();
        chain.call("anvil_dropAllTransactions");
    }

    @Test
    void a_transaction_is_stored_before_it_is_sent_and_becomes_final() {
        outbox.append(COMMIT, chain.commit(game, 0));
        rpc.set(Fault.SILENT, "eth_sendRawTransaction");
        assertThrows(ChainException.class, outbox::step);
        assertEquals("SIGNED", outbox.state(COMMIT));
        assertEquals(1, outbox.attempts().size(), "it is in the database, though nobody got it");
        rpc.set(Fault.NONE, "");
        outbox.step();
        assertEquals("SENT", outbox.state(COMMIT));
        chain.mine(1);
        outbox.step();
        assertEquals("MINED", outbox.state(COMMIT));
        becomesFinal(COMMIT);
    }

    @Test
    void a_stuck_transaction_keeps_its_nonce_and_raises_both_fees_by_an_eighth_each_time() {
        outbox.append(COMMIT, chain.commit(game, 0));
        outbox.step();
        for (int raise = 1; raise <= 5; raise++) {
            outbox.later(OutboxReplica.BUMP_AFTER.plusSeconds(1));
            outbox.step();
            outbox.step();
            assertEquals("SENT", outbox.state(COMMIT));
            var attempts = outbox.attempts();
            assertEquals(raise + 1, attempts.size());
            var before = attempts.get(raise - 1).fees();
            var after = attempts.get(raise).fees();
            assertTrue(eighthMore(before.tip(), after.tip()), "tip " + before + " " + after);
            assertTrue(eighthMore(before.max(), after.max()), "max " + before + " " + after);
        }
        assertEquals(1, outbox.count("select count(distinct nonce) from chain_transaction"));
        becomesFinal(COMMIT);
    }

    @Test
    void a_base_fee_times_fifty_is_followed() {
        chain.call("anvil_setNextBlockBaseFeePerGas", "0x" + Long.toHexString(4_000_000_000L));
        chain.mine(1);
        outbox.append(COMMIT, chain.commit(game, 0));
        outbox.step();
        var base = outbox.node().baseFee().multiply(BigInteger.valueOf(50));
        chain.call("anvil_setNextBlockBaseFeePerGas", "0x" + base.toString(16));
        chain.mine(1);
        outbox.step();
        assertEquals("SENT", outbox.state(COMMIT), "too cheap for that block");
        outbox.later(OutboxReplica.BUMP_AFTER.plusSeconds(1));
        outbox.step();
        outbox.step();
        assertTrue(outbox.attempts().getLast().fees().max().compareTo(base) >= 0);
        becomesFinal(COMMIT);
    }

    @Test
    void the_older_form_that_mines_after_it_was_replaced_is_found() {
        outbox.append(COMMIT, chain.commit(game, 0));
        outbox.step();
        outbox.later(OutboxReplica.BUMP_AFTER.plusSeconds(1));
        outbox.step();
        outbox.step();
        var attempts = outbox.attempts();
        chain.call("anvil_dropTransaction", attempts.getLast().hash().hex0x());
        chain.call("eth_sendRawTransaction", attempts.getFirst().raw().hex0x());
        becomesFinal(COMMIT);
        assertTrue(outbox.node().receipt(attempts.getFirst().hash()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_answer_that_is_lost_after_the_node_accepted_doubles_nothing(boolean minedMeanwhile) {
        outbox.append(COMMIT, chain.commit(game, 0));
        long nonce = outbox.node().nonce();
        rpc.set(Fault.ANSWER_LOST, "eth_sendRawTransaction");
        assertThrows(ChainException.class, outbox::step);
        assertEquals("SIGNED", outbox.state(COMMIT));
        if (minedMeanwhile) {
            chain.mine(1);
        }
        rpc.set(Fault.NONE, "");
        outbox.step();
        assertEquals("SENT", outbox.state(COMMIT));
        becomesFinal(COMMIT);
        assertEquals(nonce + 1, outbox.node().nonce());
        assertEquals(1, outbox.count("select count(*) from chain_attempt"));
    }

    @Test
    void a_mempool_that_is_lost_is_filled_again() {
        outbox.append(COMMIT, chain.commit(game, 0));
        outbox.append("commit:test:1", chain.commit(game, 1));
        outbox.step();
        chain.call("anvil_dropAllTransactions");
        outbox.later(Duration.ofSeconds(6));
        outbox.step();
        becomesFinal(COMMIT);
        assertEquals("FINAL", outbox.state("commit:test:1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void a_commit_that_a_reorganisation_drops_is_mined_again(int depth) {
        outbox.append(COMMIT, chain.commit(game, 0));
        outbox.append("commit:test:1", chain.commit(game, 1));
        outbox.step();
        dropped(COMMIT, depth);
        assertEquals("FINAL", outbox.state("commit:test:1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void a_reveal_that_a_reorganisation_drops_is_mined_again(int depth) {
        chain.send(ContractChain.COMMITTER, chain.commit(game, 0));
        chain.at(game.lastBeaconS());
        chain.mine(10);
        outbox.append("reveal:test:0", chain.reveal(game, game.master()));
        outbox.step();
        dropped("reveal:test:0", depth);
        var batch = outbox.node().finalBatch(Bytes.of(game.id()), 0).orElseThrow();
        assertTrue(batch.revealedAtS() > 0);
    }

    private void dropped(String purpose, int depth) {
        chain.mine(1);
        outbox.step();
        assertEquals("MINED", outbox.state(purpose));
        chain.mine(depth - 1);
        long nonce = outbox.node().nonce();
        chain.call("anvil_reorg", depth, List.of());
        assertTrue(outbox.node().nonce() < nonce, "the reorganisation took it out");
        becomesFinal(purpose);
        assertEquals(nonce, outbox.node().nonce());
    }

    @Test
    void a_nonce_that_somebody_else_used_is_replaced_by_a_new_one() {
        outbox.append(COMMIT, chain.commit(game, 0));
        outbox.step();
        chain.call("anvil_dropAllTransactions");
        chain.send(ContractChain.COMMITTER, chain.contract().topUpBond(game.id(), BigInteger.ZERO));
        outbox.later(OutboxReplica.BUMP_AFTER.plusSeconds(1));
        outbox.step();
        assertEquals("SENT", outbox.state(COMMIT), "a reorganisation may still undo that");
        chain.mine(5);
        outbox.step();
        assertEquals("NEW", outbox.state(COMMIT));
        becomesFinal(COMMIT);
    }

    @Test
    void what_is_reverted_in_its_block_is_begun_again_and_ends_with_the_contracts_reason() {
        outbox.append(COMMIT, chain.commit(game, 0));
        outbox.step();
        chain.at(game.openS(7));
        chain.mine(5);
        outbox.step();
        outbox.step();
        assertEquals("NEW", outbox.state(COMMIT));
        outbox.step();
        assertEquals("REVERTED", outbox.state(COMMIT));
        assertEquals("TooLate", outbox.failure(COMMIT));
    }

    @Test
    void of_two_houses_with_one_key_and_one_batch_the_contract_takes_the_first_only() {
        try (var otherDatabase = TestDatabase.fresh()) {
            var other = new OutboxReplica(otherDatabase, chain.rpc());
            outbox.append(COMMIT, chain.commit(game, 0));
            var forged =
                    new ContractChain.Fixture(
                            game.id(),
                            game.originS(),
                            ContractChain.hash("other master"),
                            game.leaves());
            other.append(COMMIT, chain.commit(forged, 0));
            other.step();
            becomesFinal(COMMIT, other);
            outbox.step();
            assertEquals("REVERTED", outbox.state(COMMIT));
            assertEquals("BadBatch", outbox.failure(COMMIT));
        }
    }

    @Test
    void a_leader_that_slept_for_a_minute_writes_nothing_and_takes_no_nonce() {
        long slept = outbox.lead();
        outbox.append(COMMIT, chain.commit(game, 0));
        database.expireLease();
        var successor = new OutboxReplica(database, chain.rpc());
        assertEquals(slept + 1, successor.lead());
        assertThrows(IllegalStateException.class, () -> outbox.step(slept));
        assertEquals("NEW", outbox.state(COMMIT));
        assertEquals(0, outbox.count("select count(*) from chain_attempt"));
        assertEquals(0, outbox.count("select count(*) from chain_signer"));
        assertTrue(database.lease().token().isEmpty(), "nor does a third one lead");
        successor.step();
        assertEquals("SENT", successor.state(COMMIT));
        outbox.later(OutboxReplica.BUMP_AFTER.plusSeconds(1));
        assertThrows(IllegalStateException.class, () -> outbox.step(slept), "nor raises a fee");
        assertEquals(1, outbox.count("select count(*) from chain_attempt"));
        becomesFinal(COMMIT, successor);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SILENT", "GARBAGE", "ANSWER_LOST"})
    void no_call_waits_longer_than_its_deadline(Fault fault) {
        outbox.append(COMMIT, chain.commit(game, 0));
        rpc.set(fault, "");
        assertTimeout(
                OutboxReplica.RPC_DEADLINE.multipliedBy(4),
                () -> assertThrows(ChainException.class, outbox::step));
        assertEquals("NEW", outbox.state(COMMIT));
    }

    @Test
    void two_nodes_that_show_different_commits_are_found_out(@TempDir Path elsewhere) {
        try (var other = new ContractChain(elsewhere)) {
            var witnessed = new OutboxReplica(database, chain.rpc(), chain.rpc(), other.rpc());
            var gameId = Bytes.of(game.id());
            other.mine(5);
            chain.send(ContractChain.COMMITTER, chain.commit(game, 0));
            chain.mine(5);
            assertTrue(outbox.node().finalBatch(gameId, 0).isPresent());
            assertFalse(witnessed.node().finalBatch(gameId, 0).isPresent(), "one has not got it");
            var forged =
                    new ContractChain.Fixture(
                            game.id(), game.originS(), ContractChain.hash("x"), game.leaves());
            other.send(
                    ContractChain.COMMITTER,
                    other.register(forged, ContractChain.DEPTH, ContractChain.WINDOW_S));
            other.send(ContractChain.COMMITTER, other.commit(forged, 0));
            other.mine(5);
            assertThrows(ChainDisagreement.class, () -> witnessed.node().finalBatch(gameId, 0));
        }
    }

    private void becomesFinal(String purpose) {
        becomesFinal(purpose, outbox);
    }

    /** As the world goes on: a block, a step, some seconds. */
    private static void becomesFinal(String purpose, OutboxReplica replica) {
        for (int i = 0; i < 20 && !replica.state(purpose).equals("FINAL"); i++) {
            chain.mine(1);
            replica.later(Duration.ofSeconds(2));
            replica.step();
        }
        assertEquals("FINAL", replica.state(purpose));
    }

    private static boolean eighthMore(BigInteger before, BigInteger after) {
        return after.multiply(EIGHT).compareTo(before.multiply(NINE)) >= 0;
    }
}
