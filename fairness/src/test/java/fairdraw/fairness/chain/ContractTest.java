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
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.web3j.protocol.core.RemoteFunctionCall;

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
        assertEquals("Exists", chain.refusal(STRANGER, chain.register(game, DEPTH, WINDOW_S)));
    }

    @ParameterizedTest
    @CsvSource({
        "committer, 0x0000000000000000000000000000000000000000",
        "originMs, 1700000000001",
        "periodMs, 0",
        "outcomes, 1",
        "outcomes, 100001",
        "beaconPeriodS, 0",
        "revealWindowS, 172799",
        "depth, 17",
        "confirmations, 0",
        "beaconGenesisS, 99999999999",
        "source, ",
        "recordKey, ",
        "receiptKey, "
    })
    void impossible_rules_are_refused_one_by_one(String rule, @Nullable String value) {
        var game = chain.newFixture();
        var rules = ContractChain.rules(game);
        rules.put(
                rule,
                value == null
                        ? new byte[32]
                        : value.startsWith("0x") ? value : new BigInteger(value));
        assertEquals("BadRules", chain.refusal(COMMITTER, chain.register(game, rules)));
        assertEquals(
                "accepted",
                chain.refusal(COMMITTER, chain.register(game, ContractChain.rules(game))));
    }

    @Test
    void a_batch_is_committed_by_the_committer_in_rising_order_before_its_last_opening() {
        var game = chain.fixture();
        assertEquals("NotCommitter", chain.refusal(STRANGER, chain.commit(game, 0)));
        chain.send(COMMITTER, chain.commit(game, 3));
        assertEquals("BadBatch", chain.refusal(COMMITTER, chain.commit(game, 3)));
        assertEquals("BadBatch", chain.refusal(COMMITTER, chain.commit(game, 2)));
        chain.at(game.openS(39) - 1);
        assertEquals("accepted", chain.refusal(COMMITTER, chain.commit(game, 4)));
        chain.at(game.openS(39));
        assertEquals("TooLate", chain.refusal(COMMITTER, chain.commit(game, 4)));
        chain.send(COMMITTER, chain.commit(game, 5));
    }

    @Test
    void a_batch_that_opens_more_than_a_year_ahead_is_refused() {
        var game = chain.fixture();
        long yearS = 366 * ContractChain.DAY_S;
        long last = (chain.now() + yearS - game.originS()) / 10;
        long batch = (last + 1) / 8 - 1;
        assertEquals("accepted", chain.refusal(COMMITTER, chain.commit(game, batch)));
        assertEquals("TooEarly", chain.refusal(COMMITTER, chain.commit(game, batch + 1)));
        assertEquals(
                "TooEarly",
                chain.refusal(COMMITTER, chain.commit(game, (1L << 48) - 2)),
                "nor so far that its deadline would begin again at zero");
        assertEquals("BadBatch", chain.refusal(COMMITTER, chain.commit(game, (1L << 48) - 1)));
    }

    @Test
    void the_chain_shows_whether_a_round_was_playable() {
        var game = chain.fixture();
        chain.send(COMMITTER, chain.commit(game, 0));
        long committed = chain.head();
        chain.mine(ContractChain.CONFIRMATIONS);
        assertFalse(chain.holds(playable(game, 0, 0), committed + 3), "one block too few");
        assertTrue(chain.holds(playable(game, 0, 0), committed + 4));
        chain.next(game.openS(1));
        chain.send(COMMITTER, chain.commit(game, 1));
        long later = chain.head();
        assertFalse(chain.holds(playable(game, 1, 1), later), "a witness at the opening itself");
        assertFalse(chain.holds(playable(game, 1, 0), later), "nor is this block one");
        assertTrue(chain.holds(playable(game, 2, 1), later), "the later commit is the witness");
        chain.at(game.openS(40));
        assertTrue(chain.holds(playable(game, 2, 1), chain.head()), "for ever");
        assertFalse(chain.holds(playable(game, 1, 1), chain.head()));
        assertFalse(chain.holds(playable(game, 2, 7), chain.head()), "no such witness");
        assertFalse(chain.holds(playable(game, 80, 1), chain.head()), "nothing was committed");
    }

    @Test
    void a_commit_without_its_confirmations_before_the_opening_makes_no_round_playable() {
        var game = chain.fixture();
        chain.at(game.openS(5) - 3);
        chain.send(COMMITTER, chain.commit(game, 0));
        chain.mine(3);
        chain.next(game.openS(5) + 1);
        chain.send(COMMITTER, chain.commit(game, 1));
        assertFalse(chain.holds(playable(game, 5, 1), chain.head()), "SKIPPED");
        assertTrue(chain.holds(playable(game, 6, 1), chain.head()));
    }

    private static RemoteFunctionCall<Boolean> playable(
            ContractChain.Fixture game, long round, long witness) {
        return chain.contract().playable(game.id(), valueOf(round), valueOf(witness));
    }

    @Test
    void a_master_is_revealed_once_by_anybody_after_the_last_beacon() {
        var game = chain.fixture();
        var reveal = chain.reveal(game, game.master());
        assertEquals("BadState", chain.refusal(STRANGER, reveal));
        chain.send(COMMITTER, chain.commit(game, 0));
        assertEquals("TooEarly", chain.refusal(STRANGER, reveal));
        chain.at(game.lastBeaconS() - 1);
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
        chain.at(game.originS() + 26);
        assertEquals("accepted", chain.refusal(COMMITTER, seal));
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
        chain.at(chain.now() + ContractChain.DAY_S - 1);
        assertEquals(
                "TooEarly", chain.refusal(STRANGER, chain.contract().acceptCommitter(game.id())));
        chain.send(COMMITTER, chain.contract().rotateCommitter(game.id(), ContractChain.BURN));
        chain.at(chain.now() + ContractChain.DAY_S);
        assertEquals(
                "NotCommitter",
                chain.refusal(STRANGER, chain.contract().acceptCommitter(game.id())),
                "an announcement is taken back by another");
        chain.send(COMMITTER, chain.contract().rotateCommitter(game.id(), STRANGER));
        chain.at(chain.now() + ContractChain.DAY_S);
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
}
