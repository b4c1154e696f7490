package fairdraw.fairness.chain;

import static fairdraw.fairness.chain.ContractChain.COMMITTER;
import static fairdraw.fairness.chain.ContractChain.DEPTH;
import static fairdraw.fairness.chain.ContractChain.STRANGER;
import static fairdraw.fairness.chain.ContractChain.WINDOW_S;
import static fairdraw.fairness.chain.ContractChain.hash;
import static java.math.BigInteger.valueOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.pf1.Derivation;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract takes from the house, and what it refuses. */
class ContractTest {

    @TempDir static Path folder;
    private static ContractChain chain;

    @BeforeAll
    static void start() {
        chain = new ContractChain(folder);
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    void a_game_is_registered_once_and_only_with_possible_rules() {
        var game = chain.fixture();
        assertEquals("Exists", chain.refusal(COMMITTER, chain.register(game, DEPTH, WINDOW_S)));
        var other =
                new ContractChain.Fixture(
                        hash("other"), game.originS(), game.master(), game.leaves());
        assertEquals("BadRules", chain.refusal(COMMITTER, chain.register(other, 17, WINDOW_S)));
        assertEquals(
                "BadRules", chain.refusal(COMMITTER, chain.register(other, DEPTH, WINDOW_S - 1)));
    }

    @Test
    void a_batch_is_committed_by_the_committer_in_rising_order_before_its_last_opening() {
        var game = chain.fixture();
        assertEquals("NotCommitter", chain.refusal(STRANGER, chain.commit(game, 0)));
        chain.send(COMMITTER, chain.commit(game, 3));
        assertEquals("BadBatch", chain.refusal(COMMITTER, chain.commit(game, 3)));
        assertEquals("BadBatch", chain.refusal(COMMITTER, chain.commit(game, 2)));
        chain.at(game.originS() + 4 * 80 + 70);
        assertEquals("TooLate", chain.refusal(COMMITTER, chain.commit(game, 4)));
        chain.send(COMMITTER, chain.commit(game, 5));
    }

    @Test
    void a_batch_is_committed_until_just_before_its_last_opening() {
        var game = chain.fixture();
        chain.at(game.originS() + 50);
        chain.send(COMMITTER, chain.commit(game, 0));
    }

    @Test
    void a_master_is_revealed_once_by_anybody_after_the_last_beacon() {
        var game = chain.fixture();
        var reveal = chain.reveal(game, game.master());
        assertEquals("BadState", chain.refusal(STRANGER, reveal));
        chain.send(COMMITTER, chain.commit(game, 0));
        assertEquals("TooEarly", chain.refusal(STRANGER, reveal));
        chain.at(game.lastBeaconS() - 30);
        assertEquals("TooEarly", chain.refusal(COMMITTER, reveal));
        chain.at(game.lastBeaconS());
        assertEquals("BadMaster", chain.refusal(COMMITTER, chain.reveal(game, hash("another"))));
        chain.send(STRANGER, reveal);
        assertEquals("BadState", chain.refusal(STRANGER, reveal));
    }

    @Test
    void records_are_anchored_once_by_the_committer() {
        var game = chain.fixture();
        var anchor = chain.contract().anchorRecords(game.id(), valueOf(0), hash("records"));
        assertEquals("BadState", chain.refusal(COMMITTER, anchor));
        chain.send(COMMITTER, chain.commit(game, 0));
        assertEquals("NotCommitter", chain.refusal(STRANGER, anchor));
        assertEquals(
                "BadState",
                chain.refusal(
                        COMMITTER,
                        chain.contract().anchorRecords(game.id(), valueOf(0), new byte[32])));
        chain.send(COMMITTER, anchor);
        assertEquals("BadState", chain.refusal(COMMITTER, anchor));
    }

    @Test
    void a_round_is_sealed_only_before_its_beacon() {
        var game = chain.fixture();
        var seal = chain.contract().sealRound(game.id(), valueOf(2), hash("bets"), valueOf(9));
        assertEquals("NotCommitter", chain.refusal(STRANGER, seal));
        long gas = chain.send(COMMITTER, seal);
        assertTrue(gas <= 30_100, "seal " + gas);
        chain.at(game.originS() + 27);
        assertEquals("TooLate", chain.refusal(COMMITTER, seal));
    }

    @Test
    void a_new_committer_takes_over_after_a_day() {
        var game = chain.fixture();
        assertEquals(
                "NotCommitter",
                chain.refusal(STRANGER, chain.contract().rotateCommitter(game.id(), STRANGER)));
        chain.send(COMMITTER, chain.contract().rotateCommitter(game.id(), STRANGER));
        assertEquals(
                "TooEarly", chain.refusal(STRANGER, chain.contract().acceptCommitter(game.id())));
        chain.at(chain.now() + ContractChain.DAY_S + 1);
        chain.send(STRANGER, chain.contract().acceptCommitter(game.id()));
        assertEquals("NotCommitter", chain.refusal(COMMITTER, chain.commit(game, 50_000)));
        chain.send(STRANGER, chain.commit(game, 50_000));
    }

    @Test
    void a_seed_is_verified_only_at_its_place() throws Exception {
        var game = chain.fixture();
        chain.send(COMMITTER, chain.commit(game, 0));
        byte[] seed = Derivation.seed(game.master(), game.domain(), 5);
        var proof = ContractChain.proof(game, 5);
        assertTrue(chain.verify(game, 5, seed, proof));
        assertFalse(chain.verify(game, 4, seed, proof));
        assertFalse(
                chain.verify(game, 13, seed, proof), "a round of a batch that is not committed");
        assertFalse(chain.verify(game, 5, hash("seed"), proof));
        assertFalse(chain.verify(game, 5, seed, proof.subList(0, 2)), "too short");
        var longer = new ArrayList<>(proof);
        longer.add(hash("more"));
        assertFalse(chain.verify(game, 5, seed, longer), "too long");
    }

    @Test
    void gas_stays_within_the_budget() {
        var game = chain.newFixture();
        long register =
                chain.send(COMMITTER, chain.register(game, DEPTH, WINDOW_S, ContractChain.BURN));
        long commit = chain.send(COMMITTER, chain.commit(game, 0));
        chain.at(game.lastBeaconS());
        long reveal = chain.send(COMMITTER, chain.reveal(game, game.master()));
        long anchor =
                chain.send(
                        COMMITTER,
                        chain.contract().anchorRecords(game.id(), valueOf(0), hash("records")));
        System.out.printf(
                "gas: register %d commit %d reveal %d anchor %d%n",
                register, commit, reveal, anchor);
        assertTrue(register <= 142_904, "register " + register);
        assertTrue(commit <= 101_507, "commit " + commit);
        assertTrue(reveal <= 36_722, "reveal " + reveal);
        assertTrue(anchor <= 49_300, "anchor " + anchor);
    }
}
