package fairdraw.engine.ticket;

/**
 * A bet that the payout table takes.
 *
 * @param stake minor units, above 0
 * @param multiplier the highest that it can be paid, decimal text
 * @param potential the most that it can pay, minor units
 */
public record PricedBet(
        String market, String selection, long stake, String multiplier, long potential) {}
