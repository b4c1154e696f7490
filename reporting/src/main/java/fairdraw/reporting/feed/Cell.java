package fairdraw.reporting.feed;

import fairdraw.games.Fraction;
import java.util.Comparator;

/**
 * What one round brought for an operator, a currency, a market and a mode; amounts in minor units.
 *
 * @param operator its id, {@value #ALL} for all of them
 * @param market its name, {@value #ALL} for all of them
 * @param mode REAL or TEST
 * @param expected mean of the payout over the outcomes of the game
 * @param meanSquare mean of the squared payout
 */
record Cell(
        String operator,
        String currency,
        String market,
        String mode,
        long bets,
        long winners,
        long stakes,
        long payouts,
        Fraction expected,
        Fraction meanSquare) {

    /** Stands for every operator or every market. */
    static final String ALL = "*";

    /** The order in which rows are written, the same for everybody. */
    static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::mode)
                    .thenComparing(Cell::currency)
                    .thenComparing(Cell::operator)
                    .thenComparing(Cell::market);

    /** Variance of the payout: exact. */
    Fraction variance() {
        return meanSquare.minus(expected.times(expected));
    }

    /** Square of what was paid less what was expected: exact. */
    Fraction squaredDeviation() {
        Fraction deviation = Fraction.of(payouts, 1).minus(expected);
        return deviation.times(deviation);
    }
}
