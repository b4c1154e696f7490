package fairdraw.fairness.chain;

import static java.math.BigInteger.valueOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.Json;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Words;
import fairdraw.stack.ChainPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PF1 is read four times: in Java, which draws; in JavaScript, which the verifier page runs; in
 * Solidity; and in the Python reference. On random inputs all say the same, byte for byte, also
 * where half of the words are rejected. {@code -Dreadings.cases=100000 -Dreadings.seed=...} makes
 * it long, as the profile {@code nightly} does.
 */
class FourReadingsTest {

    private static final int CASES = Integer.getInteger("readings.cases", 240);
    private static final long SEED = Long.getLong("readings.seed", 4);
    private static final long HALF_REJECTED = (1L << 31) + 1;
    private static final long DEADLINE_S = 3_000;
    private static final int CALLS_AT_ONCE = 400;
    private static final Path REFERENCE = Path.of("../pf1/reference");
    private static final HexFormat HEX = HexFormat.of();

    @TempDir static Path folder;
    private static final List<Case> CASES_DRAWN = new ArrayList<>();
    private static final List<String> JAVA = new ArrayList<>();

    /** One random input; the odd ones are those of the test's own chain and contract. */
    private record Case(
            long chainId,
            String contract,
            byte[] gameId,
            long round,
            long batch,
            byte[] master,
            byte[] source,
            long beaconRound,
            byte[] signature,
            int t,
            long n,
            long sequence,
            byte[] salt,
            String betRecord,
            int leaves) {

        static Case of(Random random, int i) {
            boolean here = i % 2 == 1;
            return new Case(
                    here ? ChainPart.CHAIN_ID : random.nextLong(1L << 53),
                    here ? ChainPart.CONTRACT : "0x" + HEX.formatHex(bytes(random, 20)),
                    bytes(random, 32),
                    random.nextLong(1L << (1 + i % 53)),
                    random.nextLong(1L << 40),
                    bytes(random, 32),
                    bytes(random, 32),
                    random.nextLong(1L << (1 + i % 40)),
                    bytes(random, 48),
                    random.nextInt(1 << 16),
                    switch (i % 4) {
                        case 0 -> HALF_REJECTED;
                        case 1 -> 1 + random.nextLong(100_000);
                        case 2 -> 1 + random.nextLong(1L << 32);
                        default -> 1L << (i % 33);
                    },
                    random.nextLong(1L << 40),
                    bytes(random, 16),
                    "{\"selection\":\"" + text(random) + "\"}",
                    random.nextInt(20));
        }

        private static String text(Random random) {
            return random.ints(random.nextInt(12), 0x20, 0x2fff)
                    .filter(it -> it != '"' && it != '\\')
                    .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                    .toString();
        }

        Domain domain() {
            return Domain.of(chainId, Bytes.hex(contract), Bytes.of(gameId));
        }

        byte[] seed() {
            return Derivation.seed(master, domain(), round);
        }

        byte[] key() {
            return Derivation.key(
                    seed(),
                    domain(),
                    round,
                    Bytes.of(source),
                    beaconRound,
                    Derivation.entropy(Bytes.of(signature)),
                    Derivation.NO_EXTRA);
        }

        String json() {
            return Json.canonicalText(
                    Map.ofEntries(
                            Map.entry("chainId", chainId),
                            Map.entry("contract", contract),
                            Map.entry("gameId", HEX.formatHex(gameId)),
                            Map.entry("round", round),
                            Map.entry("batch", batch),
                            Map.entry("master", HEX.formatHex(master)),
                            Map.entry("source", HEX.formatHex(source)),
                            Map.entry("beaconRound", beaconRound),
                            Map.entry("signature", HEX.formatHex(signature)),
                            Map.entry("t", t),
                            Map.entry("n", n),
                            Map.entry("sequence", sequence),
                            Map.entry("salt", HEX.formatHex(salt)),
                            Map.entry("betRecord", betRecord),
                            Map.entry("leaves", leaves)));
        }

        /** What Java makes of it, in the order in which the other readings say it. */
        String java() {
            var all = new ArrayList<Object>();
            byte[] key = key();
            var words = new Words(key, t);
            all.add(domain().hash());
            all.add(Derivation.masterHash(master, domain(), batch));
            all.add(Bytes.of(seed()));
            all.add(Derivation.seedLeaf(domain(), round, seed()));
            all.add(Bytes.of(key));
            IntStream.range(0, 3).forEach(_ -> all.add(words.uniform(n)));
            all.add(words.read());
            var digits = new OutcomeSpace.Digits(3);
            all.addAll(digits.numbers(Derivation.outcome(key, digits.outcomes())));
            var lotto = new OutcomeSpace.Combination(5, 20);
            all.addAll(lotto.numbers(Derivation.outcome(key, lotto.outcomes())));
            var bet = Derivation.hash(betRecord.getBytes(StandardCharsets.UTF_8));
            all.add(Derivation.betLeaf(domain(), round, sequence, Bytes.of(salt), bet));
            all.add(Derivation.recordLeaf(domain(), round, Bytes.of(gameId)));
            all.add(
                    MerkleTree.root(
                            IntStream.range(0, leaves)
                                    .mapToObj(it ->
                                            Derivation.hash(
                                                    ByteBuffer.allocate(36)
                                                            .putInt(it)
                                                            .put(master)
                                                            .array()))
                                    .toList()));
            return String.join(" ", all.stream().map(String::valueOf).toList());
        }
    }

    @BeforeAll
    static void draw() {
        var random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            var drawn = Case.of(random, i);
            CASES_DRAWN.add(drawn);
            JAVA.add(drawn.java());
        }
    }

    @Test
    void javascript_says_the_same() throws Exception {
        agrees("node", "agree.mjs");
    }

    @Test
    void python_says_the_same() throws Exception {
        agrees("python3", "agree.py");
    }

    @Test
    void solidity_says_the_same() throws Exception {
        try (var chain = new ContractChain(folder)) {
            var calls = new ArrayList<String>();
            var expected = new ArrayList<String>();
            for (var it : CASES_DRAWN) {
                calls.add(
                        chain.contract()
                                .keyOf(
                                        it.seed(),
                                        it.domain().hash().toArray(),
                                        valueOf(it.round()),
                                        it.source(),
                                        valueOf(it.beaconRound()),
                                        Derivation.entropy(Bytes.of(it.signature())).toArray(),
                                        new byte[32])
                                .encodeFunctionCall());
                expected.add("0x" + HEX.formatHex(it.key()));
                calls.add(
                        chain.contract()
                                .uniforms(it.key(), valueOf(it.t()), valueOf(it.n()), valueOf(3))
                                .encodeFunctionCall());
                expected.add(threeNumbers(it));
                if (it.chainId() == ChainPart.CHAIN_ID) {
                    calls.add(chain.contract().domainOf(it.gameId()).encodeFunctionCall());
                    expected.add(it.domain().hash().hex0x());
                }
            }
            for (int from = 0; from < calls.size(); from += CALLS_AT_ONCE) {
                int to = Math.min(calls.size(), from + CALLS_AT_ONCE);
                assertEquals(expected.subList(from, to), chain.callAll(calls.subList(from, to)));
            }
        }
    }

    /** The ABI's form of an array of three numbers. */
    private static String threeNumbers(Case it) {
        var words = new Words(it.key(), it.t());
        return "0x"
                + String.format("%064x%064x", 32, 3)
                + String.format(
                        "%064x%064x%064x",
                        words.uniform(it.n()), words.uniform(it.n()), words.uniform(it.n()));
    }

    private static void agrees(String program, String script) throws Exception {
        assumeTrue(present(program), () -> "NOT CHECKED: " + program + " is absent");
        var input = folder.resolve(script + ".in");
        var output = folder.resolve(script + ".out");
        Files.write(input, CASES_DRAWN.stream().map(Case::json).toList());
        var process =
                new ProcessBuilder(program, REFERENCE.resolve(script).toString())
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertTrue(process.waitFor(DEADLINE_S, TimeUnit.SECONDS), "too slow");
        assertEquals(0, process.exitValue());
        var said = Files.readAllLines(output);
        assertEquals(JAVA.size(), said.size());
        for (int i = 0; i < said.size(); i++) {
            assertEquals(JAVA.get(i), said.get(i), CASES_DRAWN.get(i).json());
        }
    }

    private static boolean present(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
