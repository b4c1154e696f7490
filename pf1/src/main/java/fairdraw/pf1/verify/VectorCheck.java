package fairdraw.pf1.verify;

import fairdraw.pf1.Beacon;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.JsonObject;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Recomputes one published vector, field by field, from what it starts from. */
final class VectorCheck {

    private static final int HASH = 32;
    private static final int CONTRACT = 20;
    private static final int DEPTH_MAX = 16;
    private static final int STRESS_DRAW = 9;
    private static final long STRESS_N = (1L << 31) + 1;
    private static final int STRESS_COUNT = 4;

    private final JsonObject vector;
    private final List<String> differing = new ArrayList<>();

    VectorCheck(JsonObject vector) {
        this.vector = vector;
    }

    /** Whether the vector is met, and by which fields it is not. */
    static Finding finding(JsonObject vector) {
        try {
            var differing = new VectorCheck(vector).run();
            return Finding.when(
                    differing.isEmpty(),
                    "every field recomputed",
                    "differs in " + String.join(", ", differing));
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            return Finding.failed("malformed: " + malformed.getMessage());
        }
    }

    /** The fields that differ; none if the vector is met. */
    List<String> run() {
        var rules = vector.text("rules").getBytes(StandardCharsets.UTF_8);
        same("gameId", Derivation.hash(rules));
        var domain =
                Domain.of(
                        vector.number("chainId"),
                        vector.bytes("contract", CONTRACT),
                        vector.bytes("gameId", HASH));
        same("domain", domain.hash());
        byte[] master = vector.bytes("master", HASH).toArray();
        same("masterHash", Derivation.masterHash(master, domain, vector.number("batch")));
        batch(domain, master);
        draw(domain);
        if (vector.has("bet")) {
            bet(domain, vector.object("bet"));
        }
        if (vector.has("record")) {
            record(domain, vector.object("record"));
        }
        return List.copyOf(differing);
    }

    private void batch(Domain domain, byte[] master) {
        int depth = vector.integer("depth");
        if (depth > DEPTH_MAX) {
            throw new MalformedException("depth", "above " + DEPTH_MAX);
        }
        long first = vector.number("batch") << depth;
        var leaves =
                LongStream.range(first, first + (1L << depth))
                        .mapToObj(r ->
                                Derivation.seedLeaf(domain, r, Derivation.seed(master, domain, r)))
                        .toList();
        long round = vector.number("roundId");
        if (round < first || round - first >= leaves.size()) {
            throw new MalformedException("roundId", "not in the batch");
        }
        int index = Math.toIntExact(round - first);
        same("index", index, vector.integer("index"));
        same("seed", Bytes.of(Derivation.seed(master, domain, round)));
        same("seedHash", leaves.get(index));
        same("proof", MerkleTree.path(leaves, index), vector.bytesList("proof", HASH));
        same("root", MerkleTree.root(leaves));
    }

    private void draw(Domain domain) {
        long round = vector.number("roundId");
        long beaconRound = vector.number("beaconRound");
        var source = vector.bytes("source", HASH);
        vector.optionalBytes("beaconSignature", Beacon.SIGNATURE_BYTES)
                .ifPresent(signature -> beacon(source, beaconRound, signature));
        byte[] key =
                Derivation.key(
                        vector.bytes("seed", HASH).toArray(),
                        domain,
                        round,
                        source,
                        beaconRound,
                        vector.bytes("entropy", HASH),
                        vector.bytes("extra", HASH));
        same("key", Bytes.of(key));
        for (int digits = 2; digits <= 4; digits++) {
            var space = new OutcomeSpace.Digits(digits);
            String name = "digits" + digits;
            same(name, numbers(space, key), vector.integers(name));
        }
        var lotto = new OutcomeSpace.Combination(5, 20);
        var expected = vector.object("lotto5of20");
        same("lotto5of20", numbers(lotto, key), expected.integers("numbers"));
        same("lotto5of20", Derivation.outcome(key, lotto.outcomes()), expected.integer("outcome"));
        stress(key);
    }

    private void beacon(Bytes source, long round, Bytes signature) {
        same("entropy", Derivation.entropy(signature));
        if (source.equals(BeaconChain.QUICKNET.source())
                && !new Beacon(BeaconChain.QUICKNET.publicKey()).verify(round, signature)) {
            differing.add("beaconSignature");
        }
    }

    /** A draw that throws away about half of its words. */
    private void stress(byte[] key) {
        var words = new Words(key, STRESS_DRAW);
        var drawn =
                LongStream.range(0, STRESS_COUNT)
                        .mapToObj(_ -> (int) words.uniform(STRESS_N))
                        .toList();
        String name = "draw9_uniform_2147483649";
        same(name, drawn, vector.integers(name));
        same("draw9_words", words.read(), vector.number("draw9_words"));
    }

    private void bet(Domain domain, JsonObject bet) {
        long sequence = bet.number("sequence");
        var text = bet.text("betRecord").getBytes(StandardCharsets.UTF_8);
        var leaf =
                Derivation.betLeaf(
                        domain,
                        vector.number("roundId"),
                        sequence,
                        bet.bytes("salt", Derivation.SALT_BYTES),
                        Derivation.hash(text));
        same("bet.leaf", leaf, bet.bytes("leaf", HASH));
        var head = Derivation.head(bet.bytes("previousHead", HASH), leaf);
        same("bet.head", head, bet.bytes("head", HASH));
        boolean included =
                MerkleTree.included(
                        bet.bytes("betRoot", HASH),
                        bet.number("betCount"),
                        leaf,
                        sequence,
                        bet.bytesList("proof", HASH));
        same("bet.betRoot", included, true);
    }

    private void record(Domain domain, JsonObject record) {
        var hash = record.bytes("recordHash", HASH);
        same(
                "record.leaf",
                Derivation.recordLeaf(domain, vector.number("roundId"), hash),
                record.bytes("leaf", HASH));
    }

    private static List<Integer> numbers(OutcomeSpace space, byte[] key) {
        return space.numbers(Derivation.outcome(key, space.outcomes()));
    }

    private void same(String field, Bytes computed) {
        same(field, computed, vector.bytes(field, HASH));
    }

    private void same(String field, Object computed, Object published) {
        if (!computed.equals(published)) {
            differing.add(field);
        }
    }
}
