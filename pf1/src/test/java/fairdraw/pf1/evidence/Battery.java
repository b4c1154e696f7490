package fairdraw.pf1.evidence;

import static fairdraw.pf1.evidence.Statistics.chiSquare;
import static fairdraw.pf1.evidence.Statistics.chiSquareOf;
import static fairdraw.pf1.evidence.Statistics.normal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Tests of a sequence of outcomes 0..outcomes-1. Each answers with the probability of a value at
 * most as large as the one that was seen: near 0 and near 1 are both strange.
 */
final class Battery {

    /** Bins of the tests that look at neighbours. */
    private static final int BINS = 10;

    private static final int CUBE = 16;
    private static final int COUPON_BINS = 8;
    private static final int DUPLICATES_BLOCK = 50;

    private final int[] drawn;
    private final int outcomes;
    private final int[] binned;

    Battery(int[] drawn, int outcomes) {
        this.drawn = drawn.clone();
        this.outcomes = outcomes;
        this.binned = Arrays.stream(drawn).map(it -> bin(it, BINS)).toArray();
    }

    /** Every test by its name. */
    SequencedMap<String, Double> run() {
        var results = new LinkedHashMap<String, Double>();
        results.put("chi-square of outcomes", uniform());
        results.put("serial correlation", serialCorrelation());
        results.put("runs above and below the middle", runs());
        results.put("overlapping pairs", overlaps(binned));
        results.put("overlapping pairs of last digits", overlaps(lastDigits()));
        results.put("triples in a cube", triples());
        results.put("coupon collector", coupons());
        results.put("duplicates in blocks", duplicates());
        return results;
    }

    /** How many lie outside the middle 99 %. */
    static long strange(Map<String, Double> results) {
        return results.values().stream().filter(it -> it < 0.005 || it > 0.995).count();
    }

    /** Whether one lies where chance practically never comes. */
    static boolean impossible(Map<String, Double> results) {
        return results.values().stream().anyMatch(it -> it < 1e-6 || it > 1 - 1e-6 || it.isNaN());
    }

    private double uniform() {
        var counts = new long[outcomes];
        for (int outcome : drawn) {
            counts[outcome]++;
        }
        double expected = (double) drawn.length / outcomes;
        return chiSquare(chiSquareOf(counts, expected), outcomes - 1);
    }

    private double serialCorrelation() {
        double mean = Arrays.stream(drawn).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < drawn.length; i++) {
            double here = drawn[i] - mean;
            products += here * (drawn[(i + 1) % drawn.length] - mean);
            squares += here * here;
        }
        return normal(products / squares * Math.sqrt(drawn.length));
    }

    private double runs() {
        double high = 0;
        double runs = 1;
        for (int i = 0; i < drawn.length; i++) {
            high += above(i) ? 1 : 0;
            runs += i > 0 && above(i) != above(i - 1) ? 1 : 0;
        }
        double low = drawn.length - high;
        double mean = 2 * high * low / drawn.length + 1;
        double variance = (mean - 1) * (mean - 2) / (drawn.length - 1);
        return normal((runs - mean) / Math.sqrt(variance));
    }

    private boolean above(int i) {
        return drawn[i] >= outcomes / 2;
    }

    /** Good's serial test: pairs that share a member, less what single numbers explain. */
    private static double overlaps(int[] bins) {
        var singles = new long[BINS];
        var pairs = new long[BINS * BINS];
        for (int i = 0; i < bins.length; i++) {
            singles[bins[i]]++;
            pairs[bins[i] * BINS + bins[(i + 1) % bins.length]]++;
        }
        double n = bins.length;
        double difference = chiSquareOf(pairs, n / (BINS * BINS)) - chiSquareOf(singles, n / BINS);
        return chiSquare(difference, BINS * BINS - BINS);
    }

    private int[] lastDigits() {
        return Arrays.stream(drawn).map(it -> it % BINS).toArray();
    }

    /** Three in a row as a point in a cube: linear congruences fall on few planes. */
    private double triples() {
        var cells = new long[CUBE * CUBE * CUBE];
        int points = 0;
        for (int i = 0; i + 2 < drawn.length; i += 3, points++) {
            int cell = 0;
            for (int j = 0; j < 3; j++) {
                cell = cell * CUBE + bin(drawn[i + j], CUBE);
            }
            cells[cell]++;
        }
        double sum = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            double expected =
                    points
                            * share(cell / (CUBE * CUBE))
                            * share(cell / CUBE % CUBE)
                            * share(cell % CUBE);
            sum += (cells[cell] - expected) * (cells[cell] - expected) / expected;
        }
        return chiSquare(sum, cells.length - 1);
    }

    /** The share of outcomes that fall into a bin of the cube's edge; not all are alike. */
    private double share(int bin) {
        long from = Math.ceilDiv((long) bin * outcomes, CUBE);
        long to = Math.ceilDiv((long) (bin + 1) * outcomes, CUBE);
        return (double) (to - from) / outcomes;
    }

    /** How long it takes until every bin was hit. */
    private double coupons() {
        int[] edges = new int[COUPON_BINS - 1];
        for (int i = 0, length = BINS; i < edges.length; length++) {
            while (i < edges.length && collectedBy(length) >= (i + 1.0) / COUPON_BINS) {
                edges[i++] = length;
            }
        }
        var counts = new long[COUPON_BINS];
        var seen = new BitSet();
        int length = 0;
        int collections = 0;
        for (int bin : binned) {
            seen.set(bin);
            length++;
            if (seen.cardinality() == BINS) {
                int at = 0;
                while (at < edges.length && length > edges[at]) {
                    at++;
                }
                counts[at]++;
                collections++;
                seen.clear();
                length = 0;
            }
        }
        double sum = 0;
        double before = 0;
        for (int i = 0; i < COUPON_BINS; i++) {
            double by = i < edges.length ? collectedBy(edges[i]) : 1;
            double expected = collections * (by - before);
            sum += (counts[i] - expected) * (counts[i] - expected) / expected;
            before = by;
        }
        return collections == 0 ? Double.NaN : chiSquare(sum, COUPON_BINS - 1);
    }

    /** The probability that all bins were hit within that many draws, by inclusion-exclusion. */
    private static double collectedBy(int draws) {
        double probability = 0;
        double choose = 1;
        for (int missed = 0; missed <= BINS; missed++) {
            double sign = missed % 2 == 0 ? 1 : -1;
            probability += sign * choose * Math.pow(1 - (double) missed / BINS, draws);
            choose = choose * (BINS - missed) / (missed + 1);
        }
        return probability;
    }

    /** Equal pairs within blocks of 50 rounds. */
    private double duplicates() {
        long equal = 0;
        long pairs = 0;
        for (int from = 0; from + DUPLICATES_BLOCK <= drawn.length; from += DUPLICATES_BLOCK) {
            int[] block = Arrays.copyOfRange(drawn, from, from + DUPLICATES_BLOCK);
            Arrays.sort(block);
            for (int i = 0, same = 0; i < block.length; i++) {
                same = i > 0 && block[i] == block[i - 1] ? same + 1 : 0;
                equal += same;
            }
            pairs += DUPLICATES_BLOCK * (DUPLICATES_BLOCK - 1) / 2;
        }
        double share = 1.0 / outcomes;
        return normal((equal - pairs * share) / Math.sqrt(pairs * share * (1 - share)));
    }

    private int bin(int outcome, int bins) {
        return (int) ((long) outcome * bins / outcomes);
    }
}
