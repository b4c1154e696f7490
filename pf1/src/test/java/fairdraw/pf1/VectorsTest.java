package fairdraw.pf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {

    static Stream<JsonObject> vectors() throws IOException {
        try (var file = VectorsTest.class.getResourceAsStream("/pf1-vectors.json")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Json.parseList(text).stream();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void the_published_vectors_are_met_byte_for_byte(JsonObject vector) {
        var gameId = Derivation.hash(vector.text("rules").getBytes(StandardCharsets.UTF_8));
        assertEquals(vector.bytes("gameId", 32), gameId);
        var domain = Domain.of(vector.number("chainId"), vector.bytes("contract", 20), gameId);
        assertEquals(vector.bytes("domain", 32), domain.hash());
        byte[] master = vector.bytes("master", 32).toArray();
        assertEquals(
                vector.bytes("masterHash", 32),
                Derivation.masterHash(master, domain, vector.number("batch")));
        tree_is_met(vector, domain, master);
        numbers_are_met(vector, domain, Derivation.seed(master, domain, vector.number("roundId")));
    }

    private static void tree_is_met(JsonObject vector, Domain domain, byte[] master) {
        int depth = vector.integer("depth");
        long first = vector.number("batch") << depth;
        var leaves = new ArrayList<Bytes>();
        for (long round = first; round < first + (1L << depth); round++) {
            leaves.add(Derivation.seedLeaf(domain, round, Derivation.seed(master, domain, round)));
        }
        int index = vector.integer("index");
        List<Bytes> proof = vector.bytesList("proof", 32);
        Bytes root = vector.bytes("root", 32);
        assertEquals(vector.bytes("seedHash", 32), leaves.get(index));
        assertEquals(root, MerkleTree.root(leaves));
        assertEquals(proof, MerkleTree.path(leaves, index));
        assertTrue(MerkleTree.included(root, leaves.size(), leaves.get(index), index, proof));
        assertFalse(
                MerkleTree.included(root, leaves.size(), leaves.get(index), index ^ 1, proof)
                        && depth > 0);
    }

    private static void numbers_are_met(JsonObject vector, Domain domain, byte[] seed) {
        assertEquals(vector.bytes("seed", 32), Bytes.of(seed));
        Bytes entropy = vector.bytes("entropy", 32);
        vector.optionalBytes("beaconSignature", 48)
                .ifPresent(signature -> assertEquals(entropy, Derivation.entropy(signature)));
        byte[] key =
                Derivation.key(
                        seed,
                        domain,
                        vector.number("roundId"),
                        vector.bytes("source", 32),
                        vector.number("beaconRound"),
                        entropy,
                        vector.bytes("extra", 32));
        assertEquals(vector.bytes("key", 32), Bytes.of(key));
        for (int digits = 2; digits <= 4; digits++) {
            var space = new OutcomeSpace.Digits(digits);
            assertEquals(
                    vector.integers("digits" + digits),
                    space.numbers(Derivation.outcome(key, space.outcomes())));
        }
        var lotto = new OutcomeSpace.Combination(5, 20);
        int outcome = Derivation.outcome(key, lotto.outcomes());
        assertEquals(vector.object("lotto5of20").integer("outcome"), outcome);
        assertEquals(vector.object("lotto5of20").integers("numbers"), lotto.numbers(outcome));
        var stress = new Words(key, 9);
        var drawn = Stream.generate(() -> (int) stress.uniform((1L << 31) + 1)).limit(4).toList();
        assertEquals(vector.integers("draw9_uniform_2147483649"), drawn);
        assertEquals(vector.number("draw9_words"), stress.read());
    }
}
