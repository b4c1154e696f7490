package fairdraw.pf1.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.lab.LabRounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * 200 000 rounds of every shipped game. At 99 % one test in a hundred is strange by chance: of the
 * 24 here two may be, and none may be where chance never comes. The label is fixed; the profile
 * nightly draws a fresh one and prints it.
 */
class RandomnessTest {

    private static final int ROUNDS = 200_000;
    private static final int STRANGE_MAX = 2;
    private static final byte[] LABEL = label();
    private static final LabRounds PLAYED = new LabRounds(LABEL);
    private static final List<byte[]> KEYS = PLAYED.keys(ROUNDS);

    @Test
    void every_shipped_game_passes_the_battery() throws IOException {
        var all = new LinkedHashMap<String, Double>();
        for (var game : LabRounds.SHIPPED.entrySet()) {
            var space = game.getValue();
            new Battery(LabRounds.outcomes(space, KEYS), Math.toIntExact(space.outcomes()))
                    .run()
                    .forEach((test, value) -> all.put(game.getKey() + " " + test, value));
        }
        report(all);
        assertFalse(Battery.impossible(all), all::toString);
        assertTrue(Battery.strange(all) <= STRANGE_MAX, all::toString);
    }

    @Test
    void no_two_rounds_share_a_seed_or_a_key() {
        assertEquals(ROUNDS, distinct(IntStream.range(0, ROUNDS).mapToObj(PLAYED::seed)));
        assertEquals(ROUNDS, distinct(KEYS.stream()));
    }

    @Test
    void a_constant_seed_does_not_pass() {
        byte[] constant = PLAYED.seed(7);
        assertEquals(1, distinct(IntStream.range(0, 100).mapToObj(_ -> constant)));
        int stuck = Derivation.outcome(KEYS.get(7), 1000);
        assertTrue(fails(_ -> stuck));
    }

    @Test
    void a_remainder_of_short_words_does_not_pass() {
        // 2^12 is no multiple of 1000: the first 96 outcomes come a quarter more often.
        assertTrue(
                fails(round -> {
                    byte[] key = KEYS.get(round);
                    return ((key[0] & 0xf) << 8 | key[1] & 0xff) % 1000;
                }));
    }

    @Test
    void randu_does_not_pass() {
        var state = new int[] {1};
        assertTrue(
                fails(_ -> {
                    state[0] = (int) (65_539L * state[0] & 0x7fff_ffffL);
                    return (int) (state[0] * 1000L >>> 31);
                }));
    }

    @Test
    void a_house_that_steers_away_from_the_last_digit_does_not_pass() {
        int[] honest = LabRounds.outcomes(new OutcomeSpace.Digits(3), KEYS);
        var before = new int[] {-1};
        assertTrue(
                fails(round -> {
                    // In one round of eight, of those that would repeat the last digit.
                    boolean steer = honest[round] % 10 == before[0] % 10 && round % 8 == 0;
                    int next = steer ? (honest[round] + 1) % 1000 : honest[round];
                    before[0] = next;
                    return next;
                }));
    }

    private static boolean fails(IntUnaryOperator generator) {
        int[] drawn = IntStream.range(0, ROUNDS).map(generator).toArray();
        var results = new Battery(drawn, 1000).run();
        return Battery.impossible(results) || Battery.strange(results) > STRANGE_MAX;
    }

    private static long distinct(Stream<byte[]> secrets) {
        return secrets.map(Bytes::of).distinct().count();
    }

    private static void report(SequencedMap<String, Double> results) throws IOException {
        var text = new StringBuilder("label " + HexFormat.of().formatHex(LABEL) + "\n");
        results.forEach((test, value) -> text.append("%.6f  %s%n".formatted(value, test)));
        var file = Path.of("target/evidence/randomness.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static byte[] label() {
        if (!Boolean.getBoolean("evidence.fresh")) {
            return "fairdraw evidence 1".getBytes(StandardCharsets.US_ASCII);
        }
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        System.out.println("evidence label " + HexFormat.of().formatHex(fresh));
        return Arrays.copyOf(fresh, fresh.length);
    }
}
