package fairdraw.fairness.chain;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.valueOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.pf1.Bytes;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the house loses its bond, and when it gets it back. */
class BondTest {

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
    void silence_costs_the_bond_once_after_the_deadline_and_not_before() {
        var game = chain.fixture();
        chain.send(ContractChain.COMMITTER, chain.commit(game, 0));
        chain.send(
                ContractChain.STRANGER,
                chain.contract().topUpBond(game.id(), ContractChain.ETHER),
                ContractChain.ETHER);
        var slash = chain.contract().slashUnrevealed(game.id(), valueOf(0));
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S);
        assertEquals("TooEarly", chain.refusal(ContractChain.STRANGER, slash));
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S + 1);
        var before = chain.balance(ContractChain.FUND);
        chain.send(ContractChain.STRANGER, slash);
        assertEquals(ContractChain.ETHER, chain.balance(ContractChain.FUND).subtract(before));
        assertEquals("BadState", chain.refusal(ContractChain.STRANGER, slash));
        chain.send(ContractChain.STRANGER, chain.reveal(game, game.master()));
    }

    /** Code that takes the money and answers with 16 MB, and code that burns all gas it gets. */
    @ParameterizedTest
    @ValueSource(strings = {"0x63010000005ff3", "0x5b5f56", "0xfe"})
    void no_beneficiary_saves_the_bond_by_what_its_code_does(String code) {
        var game = chain.newFixture();
        var beneficiary = "0x00000000000000000000000000000000000000e1";
        chain.code(beneficiary, code);
        chain.send(
                ContractChain.COMMITTER,
                chain.register(game, 3, ContractChain.WINDOW_S, beneficiary));
        chain.send(ContractChain.COMMITTER, chain.commit(game, 0));
        chain.send(
                ContractChain.STRANGER,
                chain.contract().topUpBond(game.id(), ContractChain.ETHER),
                ContractChain.ETHER);
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S + 1);
        long gas =
                chain.send(
                        ContractChain.STRANGER,
                        chain.contract().slashUnrevealed(game.id(), valueOf(0)));
        assertTrue(gas < 200_000, "slashing costs " + gas);
        chain.send(
                ContractChain.COMMITTER,
                chain.contract().requestBondWithdrawal(game.id(), BigInteger.ZERO));
        assertEquals(
                "BondLocked",
                chain.refusal(
                        ContractChain.COMMITTER,
                        chain.contract().requestBondWithdrawal(game.id(), ONE)),
                "it is gone for the house");
    }

    @Test
    void a_game_that_nobody_registered_takes_no_bond_and_no_batch() {
        var game = chain.newFixture();
        assertEquals(
                "BadState",
                chain.refusal(
                        ContractChain.STRANGER,
                        chain.contract().topUpBond(game.id(), BigInteger.ZERO)));
        assertEquals("NotCommitter", chain.refusal(ContractChain.COMMITTER, chain.commit(game, 0)));
        assertEquals(
                "BadState",
                chain.refusal(
                        ContractChain.STRANGER,
                        chain.contract().slashUnrevealed(game.id(), valueOf(0))));
        assertEquals(
                "BadState",
                chain.refusal(
                        ContractChain.STRANGER,
                        chain.proveBadLeaf(game, 0, game.leaves().getFirst())));
    }

    @Test
    void a_revealed_batch_cannot_be_slashed() {
        var game = chain.fixture();
        chain.send(ContractChain.COMMITTER, chain.commit(game, 0));
        chain.at(game.lastBeaconS());
        chain.send(ContractChain.COMMITTER, chain.reveal(game, game.master()));
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S + 1);
        assertEquals(
                "BadState",
                chain.refusal(
                        ContractChain.STRANGER,
                        chain.contract().slashUnrevealed(game.id(), valueOf(0))));
    }

    @Test
    void one_bad_leaf_costs_the_bond_and_a_good_one_does_not() {
        var game = chain.fixture();
        var leaves = new ArrayList<>(game.leaves());
        leaves.set(5, Bytes.of(ContractChain.hash("bad")));
        var bad = new ContractChain.Fixture(game.id(), game.originS(), game.master(), leaves);
        chain.send(ContractChain.COMMITTER, chain.commit(bad, 0));
        chain.send(
                ContractChain.COMMITTER,
                chain.contract().topUpBond(game.id(), ContractChain.ETHER),
                ContractChain.ETHER);
        assertEquals(
                "BadProof",
                chain.refusal(ContractChain.STRANGER, chain.proveBadLeaf(bad, 4, leaves.get(4))));
        assertEquals(
                "BadProof",
                chain.refusal(ContractChain.STRANGER, chain.proveBadLeaf(bad, 4, leaves.get(5))));
        var another =
                new ContractChain.Fixture(bad.id(), bad.originS(), ContractChain.hash("x"), leaves);
        assertEquals(
                "BadMaster",
                chain.refusal(
                        ContractChain.STRANGER, chain.proveBadLeaf(another, 5, leaves.get(5))));
        var before = chain.balance(ContractChain.FUND);
        chain.send(ContractChain.STRANGER, chain.proveBadLeaf(bad, 5, leaves.get(5)));
        assertEquals(ContractChain.ETHER, chain.balance(ContractChain.FUND).subtract(before));
        assertEquals(
                "BadState",
                chain.refusal(ContractChain.STRANGER, chain.proveBadLeaf(bad, 5, leaves.get(5))));
    }

    @Test
    void a_bond_leaves_only_when_it_answers_for_no_batch_any_more() {
        var game = chain.fixture();
        chain.send(
                ContractChain.COMMITTER,
                chain.contract().topUpBond(game.id(), ContractChain.ETHER),
                ContractChain.ETHER);
        chain.send(ContractChain.COMMITTER, chain.commit(game, 0));
        var withdraw = chain.contract().withdrawBond(game.id());
        assertEquals("BondLocked", chain.refusal(ContractChain.COMMITTER, withdraw));
        assertEquals(
                "BondLocked",
                chain.refusal(
                        ContractChain.COMMITTER,
                        chain.contract()
                                .requestBondWithdrawal(game.id(), ContractChain.ETHER.add(ONE))));
        chain.send(
                ContractChain.COMMITTER,
                chain.contract().requestBondWithdrawal(game.id(), ContractChain.ETHER));
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S + ContractChain.DAY_S);
        assertEquals("BondLocked", chain.refusal(ContractChain.COMMITTER, withdraw));
        assertEquals("NotCommitter", chain.refusal(ContractChain.STRANGER, withdraw));
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S + ContractChain.DAY_S + 1);
        chain.send(ContractChain.COMMITTER, withdraw);
        assertEquals("BondLocked", chain.refusal(ContractChain.COMMITTER, withdraw));
    }
}
