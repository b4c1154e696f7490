package fairdraw.fairness.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.fairness.chain.ChainDisagreement;
import fairdraw.fairness.chain.ChainNode;
import fairdraw.fairness.chain.ContractChain;
import fairdraw.fairness.chain.FaultyRpc;
import fairdraw.fairness.chain.FaultyRpc.Fault;
import fairdraw.fairness.chain.OutboxReplica;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.game.TestGames;
import fairdraw.fairness.record.RecordSigner;
import fairdraw.fairness.record.TestSigner;
import fairdraw.fairness.store.TestDatabase;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameIdentity;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Schedule;
import fairdraw.stack.ChainPart;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be the same on the chain and here before a round may open (spec 4.6). */
class ConfirmBatchesTest {

    @TempDir static Path folder;
    @TempDir static Path elsewhere;
    private static ContractChain chain;
    private static ContractChain other;

    private final InstantSource clock = InstantSource.system();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private static int defined;
    private TestDatabase database;
    private FaultyRpc rpc;
    private RecordSigner signer;
    private PgGames games;
    private PgBatches batches;
    private Game game;
    private ContractChain.Fixture promised;

    @BeforeAll
    static void start() {
        chain = new ContractChain(folder);
        other = new ContractChain(elsewhere);
    }

    @AfterAll
    static void stop() {
        chain.close();
        other.close();
    }

    @BeforeEach
    void define() {
        database = TestDatabase.fresh();
        rpc = new FaultyRpc(chain.rpc());
        signer = TestSigner.fresh(folder);
        games = TestGames.of(database.database(), clock);
        batches = new PgBatches(database.database(), clock);
        long originS = chain.now() + 100 + ++defined;
        var identity =
                new GameIdentity(
                        new OutcomeSpace.Digits(3),
                        new Schedule(originS * 1000, 10_000, 6_000, 1_000),
                        ContractChain.DEPTH,
                        BeaconChain.QUICKNET.source());
        var registration =
                new GameRegistration(
                        "digits-3",
                        identity,
                        BeaconChain.QUICKNET,
                        ChainPart.CHAIN_ID,
                        Bytes.hex(ChainPart.CONTRACT),
                        ContractChain.CONFIRMATIONS,
                        Bytes.hex(ContractChain.COMMITTER),
                        signer.publicKey(),
                        Bytes.of(ContractChain.hash("receipts")));
        game = TestGames.registered(games, database.database(), registration);
        promised = chain.fixtureOf(identity.gameId().toArray(), originS);
        store(promised);
        commit(chain, promised);
    }

    @AfterEach
    void close() {
        rpc.close();
        database.close();
    }

    @Test
    void a_batch_is_final_with_its_confirmations_and_not_before() {
        var confirm = replica();
        confirm.step(game);
        assertFalse(holds(confirm), "one block");
        chain.mine(3);
        confirm.step(game);
        assertFalse(holds(confirm), "neither finalized nor confirmed");
        chain.mine(3);
        confirm.step(game);
        assertTrue(holds(confirm));
        assertEquals(Optional.empty(), halted());
    }

    @Test
    void while_the_chain_is_away_a_final_batch_is_played_also_after_a_restart() {
        becomesFinal();
        for (var fault : new Fault[] {Fault.SILENT, Fault.GARBAGE}) {
            rpc.set(fault, "");
            assertTrue(holds(replica()));
        }
    }

    @Test
    void a_master_swapped_while_the_chain_is_away_halts_the_game() {
        becomesFinal();
        rpc.set(Fault.SILENT, "");
        change("update batch set master_hash = sha256('another')");
        assertFalse(holds(replica()));
        assertTrue(halted().orElseThrow().contains("compared with the chain"));
    }

    @Test
    void a_whole_batch_swapped_while_the_chain_is_away_halts_the_game() {
        becomesFinal();
        rpc.set(Fault.SILENT, "");
        var another = chain.fixtureOf(ContractChain.hash("another game"), promised.originS());
        change(
                "update batch set root = '\\x%s', master_hash = '\\x%s', leaves = '\\x%s'"
                        .formatted(
                                Bytes.of(another.root()).hex(),
                                Bytes.of(another.masterHash(0)).hex(),
                                Bytes.of(joined(another)).hex()));
        assertFalse(holds(replica()));
        assertTrue(halted().isPresent());
    }

    @Test
    void a_batch_that_says_it_is_final_without_the_record_keys_word_waits_for_the_chain() {
        chain.mine(6);
        rpc.set(Fault.SILENT, "");
        change("update batch set final_at = now(), committed_block = 1");
        assertFalse(holds(replica()));
        assertEquals(Optional.empty(), halted());
    }

    @Test
    void another_root_on_the_chain_halts_the_game() {
        becomesFinal();
        change("update batch set master_hash = sha256('another')");
        assertFalse(holds(replica()));
        assertTrue(halted().orElseThrow().contains("another root or master hash"));
    }

    @Test
    void while_two_nodes_disagree_no_round_opens_and_the_game_is_not_halted() {
        becomesFinal();
        var forged =
                new ContractChain.Fixture(
                        promised.id(),
                        promised.originS(),
                        ContractChain.hash("forged"),
                        promised.leaves());
        commit(other, forged);
        other.mine(6);
        var confirm = replica(OutboxReplica.node(rpc.url(), other.rpc()));
        assertFalse(holds(confirm));
        assertThrows(ChainDisagreement.class, () -> confirm.step(game), "the leader tells it");
        assertEquals(1, meters.counter("fairdraw.chain.disagreements", "game", "digits-3").count());
        assertEquals(Optional.empty(), halted());
    }

    @Test
    void a_witness_that_agrees_lets_rounds_open_and_a_silent_one_lets_the_lead_be_played() {
        becomesFinal();
        try (var witness = new FaultyRpc(chain.rpc())) {
            assertTrue(holds(replica(OutboxReplica.node(rpc.url(), witness.url()))));
            witness.set(Fault.SILENT, "");
            assertTrue(holds(replica(OutboxReplica.node(rpc.url(), witness.url()))));
        }
    }

    private void becomesFinal() {
        chain.mine(6);
        replica().step(game);
        assertTrue(holds(replica()));
    }

    private ConfirmBatches replica() {
        return replica(OutboxReplica.node(rpc.url()));
    }

    /** A process that has read nothing yet. */
    private ConfirmBatches replica(ChainNode node) {
        return new ConfirmBatches(batches, games, node, signer, meters, clock);
    }

    private boolean holds(ConfirmBatches confirm) {
        return confirm.holds(game, batches.find(game.slug(), 0).orElseThrow());
    }

    private Optional<String> halted() {
        return games.find(game.slug()).orElseThrow().halted();
    }

    private void change(String sql) {
        assertEquals(1, database.byOwner(sql));
    }

    private void store(ContractChain.Fixture fixture) {
        var batch =
                new Batch(
                        0,
                        Bytes.of(fixture.root()),
                        Bytes.of(fixture.masterHash(0)),
                        fixture.leaves(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        long stored =
                database.database()
                        .transaction(transaction -> {
                            batches.insert(transaction, game.slug(), batch);
                            return batch.number();
                        });
        assertEquals(0, stored);
    }

    private static byte[] joined(ContractChain.Fixture fixture) {
        var all = ByteBuffer.allocate(32 * fixture.leaves().size());
        fixture.leaves().forEach(leaf -> all.put(leaf.toArray()));
        return all.array();
    }

    private static void commit(ContractChain on, ContractChain.Fixture fixture) {
        long gas =
                on.send(
                                ContractChain.COMMITTER,
                                on.register(fixture, ContractChain.DEPTH, ContractChain.WINDOW_S))
                        + on.send(ContractChain.COMMITTER, on.commit(fixture, 0));
        assertTrue(gas > 0);
    }
}
