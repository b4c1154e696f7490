package fairdraw.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExposureTest {

    private static final int OUTCOMES = 1000;
    private static final List<String[]> BETS =
            List.of(
                    new String[] {"STRAIGHT", "472"},
                    new String[] {"FRONT_PAIR", "47"},
                    new String[] {"BACK_PAIR", "72"},
                    new String[] {"DIGIT", "2:7"},
                    new String[] {"ODD_EVEN", "EVEN"},
                    new String[] {"HIGH_LOW", "LOW"});

    record Bet(Selection.Parsed selection, long stake) {}

    @Property(tries = 100)
    void the_array_is_what_each_bet_is_paid_on_each_outcome(@ForAll long seed) {
        var bets = bets(seed);
        var exposure = new Exposure(OUTCOMES);
        for (var bet : bets) {
            var liability = bet.selection.liability(bet.stake);
            long expected = exposure.maxWith(liability);
            exposure.add(liability);
            long worst =
                    bet.selection.covers().stream()
                            .flatMapToInt(cover -> cover.outcomes().stream())
                            .mapToLong(exposure::at)
                            .max()
                            .orElseThrow();
            assertEquals(worst, expected);
        }
        var sum = Fraction.ZERO;
        var squares = Fraction.ZERO;
        for (int outcome = 0; outcome < OUTCOMES; outcome++) {
            long owed = 0;
            for (var bet : bets) {
                owed += bet.selection.payout(bet.stake, outcome);
            }
            assertEquals(owed, exposure.at(outcome));
            sum = sum.plus(Fraction.of(owed, OUTCOMES));
            squares = squares.plus(Fraction.of(owed, 1).times(Fraction.of(owed, OUTCOMES)));
        }
        assertEquals(sum, exposure.expected());
        assertEquals(squares, exposure.expectedSquare());
    }

    @Property(tries = 100)
    void taking_away_what_was_added_leaves_nothing_in_any_order(@ForAll long seed) {
        var exposure = new Exposure(OUTCOMES);
        var bets = bets(seed);
        bets.forEach(bet -> exposure.add(bet.selection.liability(bet.stake)));
        assertEquals(exposure, Exposure.of(exposure.toArray()));
        bets.forEach(bet -> exposure.remove(bet.selection.liability(bet.stake)));
        assertEquals(new Exposure(OUTCOMES), exposure);
    }

    @Property(tries = 100)
    void the_largest_stake_that_fits_the_maximum_win_is_exact(@ForAll long seed) {
        var random = random(seed);
        var exposure = new Exposure(OUTCOMES);
        bets(seed).forEach(bet -> exposure.add(bet.selection.liability(bet.stake)));
        long limit = exposure.max() + random.nextLong(1_000_000);
        for (String[] text : BETS) {
            var selection = ShippedTableTest.parsed(text[0], text[1]);
            long stake = exposure.largestStake(selection, limit);
            assertTrue(exposure.maxWith(selection.liability(stake)) <= limit);
            assertTrue(exposure.maxWith(selection.liability(stake + 1)) > limit);
        }
    }

    @Example
    void splitting_a_bet_does_not_evade_the_maximum_win() {
        var straight = ShippedTableTest.parsed("STRAIGHT", "472");
        var player = new Exposure(OUTCOMES);
        player.add(straight.liability(100));
        assertEquals(88_500, player.max());
        // 100 at 885 is 88 500; of a maximum win of 100 000 there is room for 12 more.
        assertEquals(12, player.largestStake(straight, 100_000));
        assertEquals(0, player.largestStake(straight, 88_500));
        assertEquals(0, player.largestStake(straight, 1));
        // Another number has its own room.
        var other = ShippedTableTest.parsed("STRAIGHT", "473");
        assertEquals(112, player.largestStake(other, 100_000));
    }

    @Example
    void what_cannot_be_is_refused_and_changes_nothing() {
        var exposure = new Exposure(OUTCOMES);
        var bet = ShippedTableTest.parsed("ODD_EVEN", "ODD").liability(100);
        assertThrows(IllegalStateException.class, () -> exposure.remove(bet));
        assertEquals(new Exposure(OUTCOMES), exposure);
        var huge = new long[OUTCOMES];
        huge[1] = Long.MAX_VALUE - 1;
        var full = Exposure.of(huge);
        assertEquals(Long.MAX_VALUE, full.maxWith(bet));
        assertThrows(ArithmeticException.class, () -> full.add(bet));
        assertEquals(Exposure.of(huge), full);
        assertThrows(IllegalArgumentException.class, () -> Exposure.of(new long[] {-1}));
        assertEquals(200, sum(bet, bet).at(1) - 156);
    }

    private static Exposure sum(Liability one, Liability other) {
        var left = new Exposure(OUTCOMES);
        left.add(one);
        var right = new Exposure(OUTCOMES);
        right.add(other);
        return left.plus(right);
    }

    private static List<Bet> bets(long seed) {
        var random = random(seed);
        var bets = new ArrayList<Bet>();
        for (int i = 0; i < 20; i++) {
            var text = BETS.get(random.nextInt(BETS.size()));
            bets.add(new Bet(ShippedTableTest.parsed(text[0], text[1]), random.nextLong(100_000)));
        }
        return bets;
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("SplittableRandom").create(seed);
    }
}
