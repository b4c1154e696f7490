package fairdraw.operatorkit.wallet;

/**
 * A bet that the operator gave to a player.
 *
 * @param stake nominal, minor units
 * @param played whether a ticket was taken with it that was not given back
 */
public record FreeBet(
        String id, String player, String currency, String game, long stake, boolean played) {}
