package fairdraw.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class MultiplierTest {

    @Property
    void a_payout_is_the_floor_of_the_exact_product_or_overflows_loudly(
            @ForAll @LongRange(min = 0) long stake,
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long tenThousandths) {
        var exact =
                BigInteger.valueOf(stake)
                        .multiply(BigInteger.valueOf(tenThousandths))
                        .divide(BigInteger.valueOf(10_000));
        var multiplier = new Multiplier(tenThousandths);
        if (exact.bitLength() < Long.SIZE) {
            assertEquals(exact.longValueExact(), multiplier.payout(stake));
        } else {
            assertThrows(ArithmeticException.class, () -> multiplier.payout(stake));
        }
    }

    @Property
    void the_largest_stake_fits_and_one_more_does_not(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long limit,
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long tenThousandths) {
        var multiplier = new Multiplier(tenThousandths);
        long stake = multiplier.largestStake(limit);
        assertTrue(multiplier.payout(stake) <= limit);
        assertTrue(multiplier.payout(stake + 1) > limit);
    }

    @Property
    void text_is_read_again(@ForAll @LongRange(min = 1, max = 1_000_000_000) long tenThousandths) {
        var multiplier = new Multiplier(tenThousandths);
        assertEquals(multiplier, Multiplier.of(multiplier.text()));
    }

    @Example
    void nothing_is_paid_on_a_stake_below_nothing() {
        assertThrows(IllegalArgumentException.class, () -> Multiplier.of("8.85").payout(-1));
        assertEquals(0, Multiplier.of("8.85").largestStake(-1));
    }

    @Example
    void fractions_are_exact() {
        assertEquals(Fraction.of(1, 2), Fraction.of(1, 3).plus(Fraction.of(1, 6)));
        assertEquals(Fraction.of(-1, 2), Fraction.of(1, -2));
        assertEquals("33.33", Fraction.of(1, 3).percent(2));
        assertEquals("1.4142", Fraction.of(2, 1).squareRoot(4).toPlainString());
        assertThrows(ArithmeticException.class, () -> Fraction.of(1, 0));
        assertEquals(Volatility.MEDIUM, Volatility.of(Fraction.of(64, 1)));
        assertEquals(Volatility.MEDIUM, Volatility.of(Fraction.of(4, 1)));
        assertEquals(Volatility.LOW, Volatility.of(Fraction.of(399, 100)));
        assertEquals(Volatility.HIGH, Volatility.of(Fraction.of(400, 1)));
    }
}
