package fairdraw.games;

import java.math.BigDecimal;
import java.util.List;

/**
 * The exact figures of one selection class, per unit staked (spec 3). {@code effectiveRtp} is the
 * worst RTP over every stake that can be placed, after payouts are rounded down.
 */
public record Figures(
        Market market,
        String selectionClass,
        int covers,
        Multiplier maxMultiplier,
        Fraction hitFrequency,
        Fraction rtp,
        Fraction effectiveRtp,
        long worstStake,
        Fraction secondMoment) {

    /** Stakes after which the fractions of 4-place multipliers repeat. */
    static final long STAKES = 10_000;

    private static final int DEVIATION_PLACES = 4;

    static Figures of(Selection.Parsed sample, int outcomes, long minStake) {
        var m = Fraction.of(outcomes, 1);
        var rtp = Fraction.ZERO;
        var second = Fraction.ZERO;
        int covered = 0;
        for (var cover : sample.covers()) {
            var share = Fraction.of(cover.outcomes().size(), 1).dividedBy(m);
            var multiplier = cover.multiplier().fraction();
            rtp = rtp.plus(share.times(multiplier));
            second = second.plus(share.times(multiplier).times(multiplier));
            covered += cover.outcomes().size();
        }
        long worst = worstStake(sample.covers(), minStake);
        return new Figures(
                sample.market(),
                sample.selectionClass(),
                covered,
                sample.multiplier(),
                Fraction.of(covered, outcomes),
                rtp,
                Fraction.of(paid(sample.covers(), worst), 1)
                        .dividedBy(Fraction.of(worst, 1).times(m)),
                worst,
                second);
    }

    /** 1 - RTP. */
    public Fraction houseEdge() {
        return Fraction.ONE.minus(rtp);
    }

    /** Variance of what a unit staked is paid. */
    public Fraction variance() {
        return secondMoment.minus(rtp.times(rtp));
    }

    /** Its square root, rounded to 4 places. */
    public BigDecimal standardDeviation() {
        return variance().squareRoot(DEVIATION_PLACES);
    }

    /** The class of the deviation. */
    public Volatility volatility() {
        return Volatility.of(variance());
    }

    private static long worstStake(List<Selection.Cover> covers, long minStake) {
        long worst = minStake;
        long worstPaid = paid(covers, minStake);
        for (long stake = minStake + 1; stake < minStake + STAKES; stake++) {
            long paid = paid(covers, stake);
            // paid / stake < worstPaid / worst, without division.
            if (Math.multiplyExact(paid, worst) < Math.multiplyExact(worstPaid, stake)) {
                worst = stake;
                worstPaid = paid;
            }
        }
        return worst;
    }

    /** The sum over all outcomes of what a stake is paid. */
    private static long paid(List<Selection.Cover> covers, long stake) {
        long paid = 0;
        for (var cover : covers) {
            long all =
                    Math.multiplyExact(cover.multiplier().payout(stake), cover.outcomes().size());
            paid = Math.addExact(paid, all);
        }
        return paid;
    }
}
