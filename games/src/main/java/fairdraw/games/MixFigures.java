package fairdraw.games;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The figures of a unit staked on a bet that is taken from the reference mix, by its weights, each
 * "MARKET/class" to a whole number.
 */
public record MixFigures(Fraction rtp, Fraction hitFrequency, Fraction variance) {

    private static final int DEVIATION_PLACES = 4;

    static String key(Figures figures) {
        return figures.market() + "/" + figures.selectionClass();
    }

    static MixFigures of(List<Figures> figures, Map<String, Long> mix) {
        long weights = mix.values().stream().mapToLong(Long::longValue).sum();
        if (weights == 0) {
            throw new IllegalArgumentException("a mix needs a weight");
        }
        var rtp = Fraction.ZERO;
        var hits = Fraction.ZERO;
        var second = Fraction.ZERO;
        for (var figure : figures) {
            var share = Fraction.of(mix.getOrDefault(key(figure), 0L), weights);
            rtp = rtp.plus(share.times(figure.rtp()));
            hits = hits.plus(share.times(figure.hitFrequency()));
            second = second.plus(share.times(figure.secondMoment()));
        }
        return new MixFigures(rtp, hits, second.minus(rtp.times(rtp)));
    }

    /** Standard deviation per unit staked, rounded to 4 places. */
    public BigDecimal standardDeviation() {
        return variance.squareRoot(DEVIATION_PLACES);
    }

    /** The table's class. */
    public Volatility volatility() {
        return Volatility.of(variance);
    }
}
