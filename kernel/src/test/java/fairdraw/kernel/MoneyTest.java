package fairdraw.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void adding_and_taking_away_give_the_same_again() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            Money a = new Money(random.nextLong(-1L << 62, 1L << 62), "EUR");
            Money b = new Money(random.nextLong(-1L << 62, 1L << 62), "EUR");
            assertEquals(a, a.plus(b).minus(b));
            assertEquals(a.plus(b), b.plus(a));
            assertEquals(a, a.plus(Money.zero("EUR")));
        }
    }

    @Test
    void overflow_is_loud() {
        Money most = new Money(Long.MAX_VALUE, "EUR");
        Money least = new Money(Long.MIN_VALUE, "EUR");
        Money one = new Money(1, "EUR");
        assertThrows(ArithmeticException.class, () -> most.plus(one));
        assertThrows(ArithmeticException.class, () -> least.minus(one));
    }

    @Test
    void currencies_do_not_mix() {
        Money euro = new Money(1, "EUR");
        Money yen = new Money(1, "JPY");
        assertThrows(IllegalArgumentException.class, () -> euro.plus(yen));
        assertThrows(IllegalArgumentException.class, () -> euro.minus(yen));
    }

    @Test
    void only_known_currencies_exist() {
        for (String code : new String[] {"", "eur", "EURO", "XAU", "ZZZ"}) {
            assertThrows(IllegalArgumentException.class, () -> new Money(1, code), code);
        }
        assertEquals(2, Currencies.exponents().get("EUR"));
        assertEquals(0, Currencies.exponents().get("JPY"));
        assertEquals(3, Currencies.exponents().get("KWD"));
        assertTrue(Currencies.exponents().values().stream().allMatch(n -> n >= 0 && n <= 4));
    }
}
