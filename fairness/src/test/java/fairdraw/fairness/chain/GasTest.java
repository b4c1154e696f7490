package fairdraw.fairness.chain;

import static java.math.BigInteger.valueOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the contract costs, against the checked-in snapshot {@code contract/gas.json} and the budget
 * of spec 4.2. A change of the contract changes the snapshot, and a reviewer sees by how much.
 */
class GasTest {

    private static final Path SNAPSHOT = Path.of("contract/gas.json");
    private static final Path MEASURED = Path.of("target/gas.json");
    private static final long NOON_S = 2_000_000_000;

    /** One commit and one reveal transaction per round, as cheap as a contract can have them. */
    private static final long PER_ROUND_BASELINE = 72_381;

    private static final long BATCH_ROUNDS = 1024;
    private static final long LEAST_RATIO = 350;
    private static final long BATCH_BUDGET = 101_507 + 36_722 + 49_082;
    private static final Map<String, Long> BUDGET =
            Map.of(
                    "register", 142_904L,
                    "commit", 101_507L,
                    "reveal", 36_722L,
                    "anchor", 49_082L,
                    "seal", 29_299L,
                    "proveBadLeaf", 101_359L,
                    "slash", 46_459L);

    @TempDir static Path folder;

    @Test
    void gas_is_that_of_the_snapshot_and_within_the_budget() throws Exception {
        var gas = new TreeMap<String, Long>();
        try (var chain = new ContractChain(folder)) {
            chain.at(NOON_S);
            life(chain, gas);
            punish(chain, gas);
        }
        var json = new ObjectMapper();
        json.writerWithDefaultPrettyPrinter().writeValue(MEASURED.toFile(), gas);
        long batch = gas.get("commit") + gas.get("reveal") + gas.get("anchor");
        System.out.printf(
                "gas %s; a round of a batch of %d: %.1f, 1/%.0f of %d%n",
                gas,
                BATCH_ROUNDS,
                (double) batch / BATCH_ROUNDS,
                (double) PER_ROUND_BASELINE * BATCH_ROUNDS / batch,
                PER_ROUND_BASELINE);
        assertTrue(batch <= BATCH_BUDGET, "batch " + batch);
        assertTrue(batch * LEAST_RATIO <= PER_ROUND_BASELINE * BATCH_ROUNDS, "batch " + batch);
        BUDGET.forEach((name, most) ->
                assertTrue(gas.get(name) <= most, name + " " + gas.get(name) + " > " + most));
        assertEquals(
                json.readValue(
                        Files.readString(SNAPSHOT), new TypeReference<TreeMap<String, Long>>() {}),
                gas,
                "copy target/gas.json to contract/gas.json when the change is wanted");
    }

    private static void life(ContractChain chain, Map<String, Long> gas) {
        var game = chain.newFixture();
        gas.put(
                "register",
                chain.send(
                        ContractChain.COMMITTER,
                        chain.register(
                                game,
                                ContractChain.DEPTH,
                                ContractChain.WINDOW_S,
                                ContractChain.BURN)));
        gas.put("commit", chain.send(ContractChain.COMMITTER, chain.commit(game, 0)));
        gas.put(
                "seal",
                chain.send(
                        ContractChain.COMMITTER,
                        chain.contract()
                                .sealRound(
                                        game.id(),
                                        valueOf(2),
                                        ContractChain.hash("bets"),
                                        valueOf(9))));
        chain.at(game.lastBeaconS());
        gas.put("reveal", chain.send(ContractChain.COMMITTER, chain.reveal(game, game.master())));
        gas.put(
                "anchor",
                chain.send(
                        ContractChain.COMMITTER,
                        chain.contract()
                                .anchorRecords(
                                        game.id(), valueOf(0), ContractChain.hash("records"))));
    }

    private static void punish(ContractChain chain, Map<String, Long> gas) {
        var game = chain.fixture();
        var leaves = new ArrayList<>(game.leaves());
        leaves.set(5, Derivation.hash(new byte[] {5}));
        var bad = new ContractChain.Fixture(game.id(), game.originS(), game.master(), leaves);
        chain.send(ContractChain.COMMITTER, chain.commit(bad, 0));
        var leaf = Bytes.of(leaves.get(5).toArray());
        gas.put(
                "proveBadLeaf",
                chain.send(ContractChain.STRANGER, chain.proveBadLeaf(bad, 5, leaf)));
        chain.at(game.lastBeaconS() + ContractChain.WINDOW_S + 1);
        gas.put(
                "slash",
                chain.send(
                        ContractChain.STRANGER,
                        chain.contract().slashUnrevealed(game.id(), valueOf(0))));
    }
}
