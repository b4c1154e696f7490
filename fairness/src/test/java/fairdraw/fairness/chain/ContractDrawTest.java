package fairdraw.fairness.chain;

import static java.math.BigInteger.valueOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.Words;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract draws the same numbers as the published vectors and as Java, byte for byte. */
class ContractDrawTest {

    private static final Path VECTORS = Path.of("../pf1/src/test/resources/pf1-vectors.json");
    private static final int STRESS_DRAW = 9;
    private static final long STRESS_N = (1L << 31) + 1;

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
    void every_published_vector_is_drawn_alike() throws Exception {
        for (var vector : new ObjectMapper().readTree(VECTORS.toFile())) {
            byte[] key =
                    chain.contract()
                            .keyOf(
                                    bytes(vector, "seed"),
                                    bytes(vector, "domain"),
                                    valueOf(vector.get("roundId").asLong()),
                                    bytes(vector, "source"),
                                    valueOf(vector.get("beaconRound").asLong()),
                                    bytes(vector, "entropy"),
                                    bytes(vector, "extra"))
                            .send();
            assertArrayEquals(bytes(vector, "key"), key, vector.get("name").asText());
            assertEquals(
                    List.of(valueOf(vector.at("/lotto5of20/outcome").asLong())),
                    uniforms(key, 0, 15_504, 1));
            var stress = vector.get("draw9_uniform_2147483649");
            for (int i = 0; i < stress.size(); i++) {
                assertEquals(
                        valueOf(stress.get(i).asLong()),
                        uniforms(key, STRESS_DRAW, STRESS_N, stress.size()).get(i));
            }
        }
    }

    @Test
    void random_keys_are_drawn_alike_also_where_words_are_rejected() throws Exception {
        var random = new Random(4);
        for (int i = 0; i < 40; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            long n = i % 4 == 0 ? STRESS_N : 1 + random.nextLong(1L << 32);
            var words = new Words(key, i);
            var expected =
                    List.of(
                            valueOf(words.uniform(n)),
                            valueOf(words.uniform(n)),
                            valueOf(words.uniform(n)));
            assertEquals(expected, uniforms(key, i, n, 3), "n = " + n);
        }
    }

    @Test
    void the_edges_of_uniform_are_those_of_the_specification() throws Exception {
        byte[] key = ContractChain.hash("key");
        assertEquals(List.of(BigInteger.ZERO), uniforms(key, 0, 1, 1));
        var all = new Words(key).uniform(1L << 32);
        assertEquals(List.of(valueOf(all)), uniforms(key, 0, 1L << 32, 1));
        for (long impossible : new long[] {0, (1L << 32) + 1}) {
            assertEquals(
                    "BadRules",
                    chain.refusal(
                            ContractChain.COMMITTER,
                            chain.contract()
                                    .uniforms(key, valueOf(0), valueOf(impossible), valueOf(1))));
        }
    }

    @Test
    void a_registered_game_is_drawn_as_java_draws_it() throws Exception {
        var game = chain.fixture();
        byte[] seed = Derivation.seed(game.master(), game.domain(), 5);
        var signature = Bytes.of(new byte[48]);
        long beaconRound = game.originS() + 57 - 1_700_000_000L + 1;
        assertEquals(
                valueOf(beaconRound), chain.contract().beaconRoundOf(game.id(), valueOf(5)).send());
        byte[] key =
                Derivation.key(
                        seed,
                        game.domain(),
                        5,
                        Bytes.of(ContractChain.hash("source")),
                        beaconRound,
                        Derivation.entropy(signature),
                        Derivation.NO_EXTRA);
        assertEquals(
                valueOf(Derivation.outcome(key, 1_000)),
                chain.contract().outcome(game.id(), valueOf(5), seed, signature.toArray()).send());
        assertEquals(
                game.domain(), new Domain(Bytes.of(chain.contract().domainOf(game.id()).send())));
    }

    private static List<?> uniforms(byte[] key, int draw, long n, int count) throws Exception {
        return chain.contract().uniforms(key, valueOf(draw), valueOf(n), valueOf(count)).send();
    }

    private static byte[] bytes(JsonNode vector, String field) {
        return Bytes.hex(vector.get(field).asText()).toArray();
    }
}
