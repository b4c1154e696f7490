package fairdraw.pf1.lab;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.OutcomeSpace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Rounds drawn exactly as in play, but for where secrets come from: masters, beacon signatures and
 * the rest follow from one label, so that whoever has it repeats them.
 */
public final class LabRounds {

    /** The games that are shipped, by their slugs in order. */
    public static final SortedMap<String, OutcomeSpace> SHIPPED =
            Collections.unmodifiableSortedMap(
                    new TreeMap<>(
                            Map.of(
                                    "digits-3", new OutcomeSpace.Digits(3),
                                    "digits-2", new OutcomeSpace.Digits(2),
                                    "lotto-5-20", new OutcomeSpace.Combination(5, 20))));

    private static final int DEPTH = 10;
    private static final long CHAIN_ID = 31337;

    private final byte[] label;
    private final Domain domain;
    private final Bytes source;

    /** The rounds of a label of any length. */
    public LabRounds(byte[] label) {
        this.label = label.clone();
        this.domain = Domain.of(CHAIN_ID, Bytes.zero(20), Derivation.hash(label));
        this.source = part("source", 0);
    }

    /** The seed of a round from 0. */
    public byte[] seed(long round) {
        return Derivation.seed(part("master", round >> DEPTH).toArray(), domain, round);
    }

    /** The key of a round from 0, from which every game's numbers are drawn. */
    public byte[] key(long round) {
        return Derivation.key(
                seed(round),
                domain,
                round,
                source,
                round + 1,
                Derivation.entropy(part("signature", round)),
                Derivation.NO_EXTRA);
    }

    /** The keys of the first rounds. */
    public List<byte[]> keys(int rounds) {
        return IntStream.range(0, rounds).mapToObj(this::key).toList();
    }

    /** The outcomes of a game by these keys. */
    public static int[] outcomes(OutcomeSpace space, List<byte[]> keys) {
        return keys.stream().mapToInt(key -> Derivation.outcome(key, space.outcomes())).toArray();
    }

    private Bytes part(String name, long number) {
        byte[] tag = name.getBytes(StandardCharsets.US_ASCII);
        return Derivation.hash(
                ByteBuffer.allocate(label.length + tag.length + Long.BYTES)
                        .put(label)
                        .put(tag)
                        .putLong(number)
                        .array());
    }
}
