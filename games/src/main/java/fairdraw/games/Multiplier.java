package fairdraw.games;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a unit staked pays, the stake included: an exact decimal with at most 4 places, kept in
 * ten-thousandths. 8.85 is 88 500.
 */
public record Multiplier(long tenThousandths) {

    static final int PLACES = 4;
    static final long ONE = 10_000;
    private static final long TEN_THOUSANDTHS_MAX = 100_000 * ONE;

    public Multiplier {
        if (tenThousandths <= 0 || tenThousandths > TEN_THOUSANDTHS_MAX) {
            throw new IllegalArgumentException("not in 0.0001..100000: " + tenThousandths);
        }
    }

    /**
     * Reads a decimal in its shortest form, as {@link #text} writes it.
     *
     * @throws IllegalArgumentException if it is not one, has more than 4 places or is out of range
     */
    public static Multiplier of(String text) {
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,4})?")) {
            throw new IllegalArgumentException("not a multiplier: " + text);
        }
        var multiplier =
                new Multiplier(new BigDecimal(text).movePointRight(PLACES).longValueExact());
        if (!multiplier.text().equals(text)) {
            throw new IllegalArgumentException("write " + multiplier.text() + ", not " + text);
        }
        return multiplier;
    }

    /**
     * floor(stake * multiplier) in minor units; the stake is not negative.
     *
     * @throws ArithmeticException if it does not fit 64 bits
     */
    public long payout(long stakeMinor) {
        if (stakeMinor < 0) {
            throw new IllegalArgumentException("negative stake: " + stakeMinor);
        }
        if (Math.multiplyHigh(stakeMinor, tenThousandths) == 0
                && stakeMinor * tenThousandths >= 0) {
            return stakeMinor * tenThousandths / ONE;
        }
        return BigInteger.valueOf(stakeMinor)
                .multiply(BigInteger.valueOf(tenThousandths))
                .divide(BigInteger.valueOf(ONE))
                .longValueExact();
    }

    /** The largest stake whose payout is not above this; 0 if none is. */
    public long largestStake(long payoutMinor) {
        if (payoutMinor < 0) {
            return 0;
        }
        return BigInteger.valueOf(payoutMinor)
                .add(BigInteger.ONE)
                .multiply(BigInteger.valueOf(ONE))
                .subtract(BigInteger.ONE)
                .divide(BigInteger.valueOf(tenThousandths))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    /** The exact value. */
    public Fraction fraction() {
        return Fraction.of(tenThousandths, ONE);
    }

    /** The shortest decimal: 885, 8.85. */
    public String text() {
        return BigDecimal.valueOf(tenThousandths, PLACES).stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return text();
    }
}
