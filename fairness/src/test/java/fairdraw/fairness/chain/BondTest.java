package fairdraw.fairness.chain;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.valueOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.pf1.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S - 30);
        assertEquals("TooEarly", chain.refusal(ContractChain.STRANGER, slash));
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S + 1);
        var before = chain.balance(ContractChain.FUND);
        chain.send(ContractChain.STRANGER, slash);
        assertEquals(ContractChain.ETHER, chain.balance(ContractChain.FUND).subtract(before));
        assertEquals("BadState", chain.refusal(ContractChain.STRANGER, slash));
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
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S + ContractChain.DAY_S - 30);
        assertEquals("BondLocked", chain.refusal(ContractChain.COMMITTER, withdraw));
        assertEquals("NotCommitter", chain.refusal(ContractChain.STRANGER, withdraw));
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S + ContractChain.DAY_S + 1);
        chain.send(ContractChain.COMMITTER, withdraw);
        assertEquals("BondLocked", chain.refusal(ContractChain.COMMITTER, withdraw));
    }
}
