package fairdraw.reporting.feed;

import fairdraw.games.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * What one round adds to the sums of an hour, for one level of detail.
 *
 * @param operator its id, or {@link Cell#ALL}
 * @param market its name, or {@link Cell#ALL}
 * @param expected mean of the payout: exact
 * @param variance of the payout, {@value #PLACES} decimals; an upper bound when not exact
 * @param exact whether the variance is that of the level itself
 * @param squaredDeviation of the payout of this round
 */
record Sum(
        String operator,
        String currency,
        String market,
        String mode,
        BigInteger bets,
        BigInteger winners,
        BigInteger stakes,
        BigInteger payouts,
        Fraction expected,
        BigDecimal variance,
        boolean exact,
        BigDecimal squaredDeviation) {

    private static final int PLACES = 8;
    private static final MathContext ROOT = new MathContext(50, RoundingMode.CEILING);

    /** The level of a cell that says its own variance. */
    static Sum of(Cell cell) {
        return new Sum(
                cell.operator(),
                cell.currency(),
                cell.market(),
                cell.mode(),
                BigInteger.valueOf(cell.bets()),
                BigInteger.valueOf(cell.winners()),
                BigInteger.valueOf(cell.stakes()),
                BigInteger.valueOf(cell.payouts()),
                cell.expected(),
                decimal(cell.variance(), RoundingMode.HALF_EVEN),
                true,
                decimal(cell.squaredDeviation(), RoundingMode.HALF_EVEN));
    }

    /**
     * The level of several cells of one currency and mode. Bets on one draw are correlated, so that
     * the deviation of the sum is only known to be at most the sum of the deviations.
     */
    static Sum of(String operator, String market, List<Cell> cells) {
        var first = cells.getFirst();
        BigInteger bets = BigInteger.ZERO;
        BigInteger winners = BigInteger.ZERO;
        BigInteger stakes = BigInteger.ZERO;
        BigInteger payouts = BigInteger.ZERO;
        Fraction expected = Fraction.ZERO;
        BigDecimal deviation = BigDecimal.ZERO;
        for (Cell cell : cells) {
            bets = bets.add(BigInteger.valueOf(cell.bets()));
            winners = winners.add(BigInteger.valueOf(cell.winners()));
            stakes = stakes.add(BigInteger.valueOf(cell.stakes()));
            payouts = payouts.add(BigInteger.valueOf(cell.payouts()));
            expected = expected.plus(cell.expected());
            deviation = deviation.add(decimal(cell.variance(), RoundingMode.CEILING).sqrt(ROOT));
        }
        boolean exact = cells.size() == 1;
        Fraction off = Fraction.of(payouts, BigInteger.ONE).minus(expected);
        return new Sum(
                operator,
                first.currency(),
                market,
                first.mode(),
                bets,
                winners,
                stakes,
                payouts,
                expected,
                exact
                        ? decimal(first.variance(), RoundingMode.HALF_EVEN)
                        : deviation.multiply(deviation).setScale(PLACES, RoundingMode.CEILING),
                exact,
                decimal(off.times(off), RoundingMode.HALF_EVEN));
    }

    private static BigDecimal decimal(Fraction fraction, RoundingMode rounding) {
        return new BigDecimal(fraction.numerator())
                .divide(new BigDecimal(fraction.denominator()), PLACES, rounding);
    }
}
