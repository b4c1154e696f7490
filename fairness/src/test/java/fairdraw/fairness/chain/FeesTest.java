package fairdraw.fairness.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.fairness.chain.ChainTransaction.Fees;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeesTest {

    private static final BigInteger CAP = BigInteger.valueOf(500_000);

    @Test
    void both_fees_rise_by_at_least_an_eighth_also_when_they_are_tiny() {
        for (long fee : new long[] {1, 7, 8, 1_000, 100_001}) {
            var fees = new Fees(BigInteger.valueOf(fee), BigInteger.valueOf(2 * fee));
            var bumped = fees.bumped(BigInteger.ZERO, CAP).orElseThrow();
            assertTrue(atLeastAnEighthMore(fees.tip(), bumped.tip()), "tip of " + fee);
            assertTrue(atLeastAnEighthMore(fees.max(), bumped.max()), "fee of " + fee);
        }
    }

    @Test
    void a_base_fee_times_fifty_is_followed_up_to_the_cap() {
        var fees = Fees.first(BigInteger.valueOf(1_000), BigInteger.TEN, CAP);
        assertEquals(BigInteger.valueOf(2_010), fees.max());
        var bumped = fees.bumped(BigInteger.valueOf(50_000), CAP).orElseThrow();
        assertEquals(BigInteger.valueOf(100_012), bumped.max());
        assertEquals(CAP, fees.bumped(BigInteger.valueOf(5_000_000), CAP).orElseThrow().max());
    }

    @Test
    void nothing_goes_above_the_cap() {
        var fees = new Fees(BigInteger.ONE, CAP);
        assertEquals(Optional.empty(), fees.bumped(BigInteger.ZERO, CAP));
    }

    private static boolean atLeastAnEighthMore(BigInteger before, BigInteger after) {
        return after.multiply(BigInteger.valueOf(8))
                        .compareTo(before.multiply(BigInteger.valueOf(9)))
                >= 0;
    }
}
