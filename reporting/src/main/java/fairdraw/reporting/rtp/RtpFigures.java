package fairdraw.reporting.rtp;

import fairdraw.games.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Measured against theoretical RTP (spec 3). Decimals are text without exponent; what cannot be
 * said, such as an RTP of no stakes, is empty.
 *
 * @param actual payouts / stakes, 6 decimals
 * @param theoretical expected payouts / stakes, 6 decimals
 * @param low lower end of where the actual RTP lies in 95 of 100 cases
 * @param high upper end of it
 * @param exact whether the variance is that of these very bets; otherwise it is an upper bound, so
 *     that the interval is at most this wide and z at least this far from 0
 * @param z standardized deviation of the payouts, 2 decimals
 * @param signal what to make of it
 * @param missingRounds how many more rounds of the kind it takes to say something; 0 when enough
 */
public record RtpFigures(
        String actual,
        String theoretical,
        String low,
        String high,
        boolean exact,
        String z,
        Signal signal,
        long missingRounds) {

    private static final int RTP_PLACES = 6;
    private static final int Z_PLACES = 2;
    private static final MathContext ROOT = new MathContext(34);
    private static final BigDecimal TWO_SIDED_95 = new BigDecimal("1.959964");
    // No round may hold more than a hundredth of the variance, or the sum is not near normal.
    private static final BigDecimal ROUNDS_SHARE = BigDecimal.valueOf(100);

    /** The ladder; only the cell of a whole game may stop a game. */
    public enum Signal {
        /** Too thin for any statement. */
        NOT_ENOUGH_VOLUME,
        /** |z| <= 2. */
        AS_EXPECTED,
        /** |z| <= 2 under the upper bound of the variance; the exact one might say more. */
        NO_SIGN,
        /** |z| > 2: happens in 1 of 22 cells by chance. */
        NOTE,
        /** |z| > 3. */
        ALERT,
        /** |z| > 4. */
        STOP
    }

    /**
     * The figures of some rounds.
     *
     * @param rounds how many
     * @param expected expected payouts
     * @param variance sum of the variance of each round
     * @param exact whether the variance is exact
     * @param deviationMax largest squared deviation of one round
     */
    public static RtpFigures of(
            long rounds,
            BigInteger stakes,
            BigInteger payouts,
            Fraction expected,
            BigDecimal variance,
            boolean exact,
            BigDecimal deviationMax) {
        if (stakes.signum() == 0) {
            return new RtpFigures("", "", "", "", exact, "", Signal.NOT_ENOUGH_VOLUME, 0);
        }
        BigDecimal staked = new BigDecimal(stakes);
        BigDecimal theory = ratio(expected, stakes);
        BigDecimal deviation = variance.max(BigDecimal.ZERO).sqrt(ROOT);
        BigDecimal half =
                TWO_SIDED_95.multiply(deviation).divide(staked, RTP_PLACES, RoundingMode.UP);
        String z = z(payouts, expected, deviation);
        long missing = missing(rounds, variance, deviationMax);
        return new RtpFigures(
                ratio(Fraction.of(payouts, BigInteger.ONE), stakes).toPlainString(),
                theory.toPlainString(),
                theory.subtract(half).max(BigDecimal.ZERO.setScale(RTP_PLACES)).toPlainString(),
                theory.add(half).toPlainString(),
                exact,
                z,
                missing > 0 || z.isEmpty()
                        ? Signal.NOT_ENOUGH_VOLUME
                        : signal(new BigDecimal(z), exact),
                missing);
    }

    /** The same for a cell that is not the whole game: it alerts and never stops. */
    public RtpFigures withoutStop() {
        return signal == Signal.STOP
                ? new RtpFigures(
                        actual, theoretical, low, high, exact, z, Signal.ALERT, missingRounds)
                : this;
    }

    private static BigDecimal ratio(Fraction part, BigInteger whole) {
        return new BigDecimal(part.numerator())
                .divide(
                        new BigDecimal(part.denominator().multiply(whole)),
                        RTP_PLACES,
                        RoundingMode.HALF_EVEN);
    }

    private static String z(BigInteger payouts, Fraction expected, BigDecimal deviation) {
        if (deviation.signum() == 0) {
            return "";
        }
        Fraction off = Fraction.of(payouts, BigInteger.ONE).minus(expected);
        return new BigDecimal(off.numerator())
                .divide(
                        new BigDecimal(off.denominator()).multiply(deviation),
                        Z_PLACES,
                        RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static long missing(long rounds, BigDecimal variance, BigDecimal deviationMax) {
        BigDecimal needed = deviationMax.multiply(ROUNDS_SHARE);
        if (variance.signum() == 0 || variance.compareTo(needed) >= 0) {
            return 0;
        }
        return needed.subtract(variance)
                .multiply(BigDecimal.valueOf(rounds))
                .divide(variance, 0, RoundingMode.CEILING)
                .max(BigDecimal.ONE)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    static Signal signal(BigDecimal z, boolean exact) {
        BigDecimal distance = z.abs();
        if (distance.compareTo(BigDecimal.valueOf(4)) > 0) {
            return Signal.STOP;
        }
        if (distance.compareTo(BigDecimal.valueOf(3)) > 0) {
            return Signal.ALERT;
        }
        if (distance.compareTo(BigDecimal.TWO) > 0) {
            return Signal.NOTE;
        }
        return exact ? Signal.AS_EXPECTED : Signal.NO_SIGN;
    }
}
