package fairdraw.kernel;

import java.util.Objects;

/**
 * An amount of money: whole minor units of one currency (spec 5). Every operation overflows loudly.
 *
 * @param minor minor units, any sign, -2^63..2^63-1
 * @param currency ISO 4217 code that {@link Currencies} knows
 */
public record Money(long minor, String currency) {

    /**
     * Checks the currency.
     *
     * @throws IllegalArgumentException when the currency is not in the registry
     */
    public Money {
        Objects.requireNonNull(currency, "currency");
        if (!Currencies.known(currency)) {
            throw new IllegalArgumentException("unknown currency: " + currency);
        }
    }

    /** Nothing, in the given currency. */
    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /**
     * The sum of both.
     *
     * @throws ArithmeticException past 64 bits
     * @throws IllegalArgumentException when the currencies differ
     */
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    /**
     * This less the other.
     *
     * @throws ArithmeticException past 64 bits
     * @throws IllegalArgumentException when the currencies differ
     */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " is not " + other.currency);
        }
        return other;
    }
}
