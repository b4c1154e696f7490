package fairdraw.games;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** An exact rational number in lowest terms. */
public final class Fraction implements Comparable<Fraction> {

    /** 0. */
    public static final Fraction ZERO = of(0, 1);

    /** 1. */
    public static final Fraction ONE = of(1, 1);

    private static final int PERCENT = 100;

    private final BigInteger numerator;
    private final BigInteger denominator;

    private Fraction(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        var divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        this.numerator = numerator.divide(divisor);
        this.denominator = denominator.divide(divisor);
    }

    /** A quotient of whole numbers; the denominator is not 0. */
    public static Fraction of(long numerator, long denominator) {
        return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** A quotient of whole numbers; the denominator is not 0. */
    public static Fraction of(BigInteger numerator, BigInteger denominator) {
        return new Fraction(numerator, denominator);
    }

    /** The upper part in lowest terms; it carries the sign. */
    public BigInteger numerator() {
        return numerator;
    }

    /** The lower part in lowest terms, positive. */
    public BigInteger denominator() {
        return denominator;
    }

    /** Sum. */
    public Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** Difference. */
    public Fraction minus(Fraction other) {
        return plus(new Fraction(other.numerator.negate(), other.denominator));
    }

    /** Product. */
    public Fraction times(Fraction other) {
        return new Fraction(
                numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** Quotient; the other one is not 0. */
    public Fraction dividedBy(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** Rounded half up, for people; figures are compared exactly. */
    public BigDecimal decimal(int places) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), places, RoundingMode.HALF_UP);
    }

    /** In percent, rounded half up: "88.50". */
    public String percent(int places) {
        return times(of(PERCENT, 1)).decimal(places).toPlainString();
    }

    /** The square root, rounded half up; only of a number that is not negative. */
    public BigDecimal squareRoot(int places) {
        var precise = new BigDecimal(numerator).divide(new BigDecimal(denominator), ROOT);
        return precise.sqrt(ROOT).setScale(places, RoundingMode.HALF_UP);
    }

    private static final MathContext ROOT = MathContext.DECIMAL128;

    @Override
    public int compareTo(Fraction other) {
        return numerator
                .multiply(other.denominator)
                .compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fraction that
                && numerator.equals(that.numerator)
                && denominator.equals(that.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    /** "177/200". */
    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
