package fairdraw.reporting.feed;

import java.util.Comparator;

/**
 * What the free bets of one round came to for an operator, a currency, a market and a mode; amounts
 * in minor units.
 *
 * @param operator its id, {@value Cell#ALL} for all of them
 * @param market its name, {@value Cell#ALL} for all of them
 * @param stakes nominal
 */
record FreeCell(
        String operator,
        String currency,
        String market,
        String mode,
        long bets,
        long winners,
        long stakes,
        long payouts) {

    /** The order in which rows are written, the same for everybody. */
    static final Comparator<FreeCell> ORDER =
            Comparator.comparing(FreeCell::mode)
                    .thenComparing(FreeCell::currency)
                    .thenComparing(FreeCell::operator)
                    .thenComparing(FreeCell::market);

    /** The same money at another level of detail. */
    FreeCell at(String otherOperator, String otherMarket) {
        return new FreeCell(
                otherOperator, currency, otherMarket, mode, bets, winners, stakes, payouts);
    }

    /** With another cell of the same level. */
    FreeCell plus(FreeCell other) {
        return new FreeCell(
                operator,
                currency,
                market,
                mode,
                Math.addExact(bets, other.bets),
                Math.addExact(winners, other.winners),
                Math.addExact(stakes, other.stakes),
                Math.addExact(payouts, other.payouts));
    }
}
