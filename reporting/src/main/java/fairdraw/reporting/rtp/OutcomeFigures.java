package fairdraw.reporting.rtp;

import fairdraw.reporting.rtp.RtpFigures.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;

/**
 * Whether outcomes come equally often: a chi-square test, which needs no stakes and finds a broken
 * draw first. Neighbouring outcomes are pooled into bins with an expected count of at least 5.
 *
 * @param rounds how many were drawn
 * @param bins how many bins were compared; 0 when too few rounds were drawn
 * @param chiSquare sum over bins of (seen - expected)^2 / expected, 3 decimals; empty without bins
 * @param z the same as a standardized deviation (Wilson and Hilferty), 2 decimals; above 0 is less
 *     even than chance, below 0 more even; empty without bins
 * @param signal what to make of it; an outcome that the game does not have stops at once
 * @param missingRounds how many more rounds it takes to say something; 0 when enough
 */
public record OutcomeFigures(
        long rounds, int bins, String chiSquare, String z, Signal signal, long missingRounds) {

    /** Least expected count of a bin. */
    static final int EXPECTED_LEAST = 5;

    /** With fewer bins the test sees nothing. */
    static final int BINS_LEAST = 10;

    private static final int CHI_PLACES = 3;
    private static final int Z_PLACES = 2;

    /**
     * The figures of a game.
     *
     * @param outcomes M, the number of outcomes
     * @param counts how often each outcome was drawn
     */
    public static OutcomeFigures of(int outcomes, Map<Integer, Long> counts) {
        long rounds = counts.values().stream().mapToLong(Long::longValue).sum();
        if (counts.keySet().stream().anyMatch(outcome -> outcome < 0 || outcome >= outcomes)) {
            return new OutcomeFigures(rounds, 0, "", "", Signal.STOP, 0);
        }
        int bins = bins(outcomes, rounds);
        int least = Math.min(BINS_LEAST, outcomes);
        if (bins < least) {
            long needed = (long) EXPECTED_LEAST * (long) least;
            return new OutcomeFigures(
                    rounds, 0, "", "", Signal.NOT_ENOUGH_VOLUME, Math.max(1, needed - rounds));
        }
        BigDecimal chi = chiSquare(outcomes, counts, rounds, bins);
        BigDecimal z = deviation(chi, bins - 1);
        return new OutcomeFigures(
                rounds,
                bins,
                chi.setScale(CHI_PLACES, RoundingMode.HALF_EVEN).toPlainString(),
                z.toPlainString(),
                RtpFigures.signal(z, true),
                0);
    }

    private static int bins(int outcomes, long rounds) {
        int bins = (int) Math.min(outcomes, rounds / EXPECTED_LEAST);
        // The smallest bin holds outcomes / bins of them, rounded down.
        while (bins > 0
                && Math.multiplyExact(rounds, (long) (outcomes / bins))
                        < Math.multiplyExact((long) EXPECTED_LEAST, (long) outcomes)) {
            bins--;
        }
        return bins;
    }

    private static BigDecimal chiSquare(
            int outcomes, Map<Integer, Long> counts, long rounds, int bins) {
        var seen = new long[bins];
        counts.forEach((outcome, count) -> seen[bin(outcome, outcomes, bins)] += count);
        var size = new long[bins];
        for (int outcome = 0; outcome < outcomes; outcome++) {
            size[bin(outcome, outcomes, bins)]++;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int bin = 0; bin < bins; bin++) {
            // seen^2 / expected, where expected = rounds * size / outcomes.
            sum =
                    sum.add(
                            BigDecimal.valueOf(seen[bin])
                                    .pow(2)
                                    .multiply(BigDecimal.valueOf(outcomes))
                                    .divide(
                                            BigDecimal.valueOf(rounds)
                                                    .multiply(BigDecimal.valueOf(size[bin])),
                                            MathContext.DECIMAL128));
        }
        return sum.subtract(BigDecimal.valueOf(rounds));
    }

    private static int bin(int outcome, int outcomes, int bins) {
        return (int) ((long) outcome * (long) bins / (long) outcomes);
    }

    /** A root of a statistic, not an amount: binary floating point is exact enough for 2 places. */
    private static BigDecimal deviation(BigDecimal chi, int degrees) {
        double spread = 2.0 / (9.0 * degrees);
        double z = (Math.cbrt(chi.doubleValue() / degrees) - (1.0 - spread)) / Math.sqrt(spread);
        return BigDecimal.valueOf(z).setScale(Z_PLACES, RoundingMode.HALF_EVEN);
    }
}
