package fairdraw.operatorkit.wallet;

/**
 * What a player has.
 *
 * @param balance minor units, never negative
 * @param blocked the player may not bet; what is owed is still paid
 */
public record Account(String player, String currency, long balance, boolean blocked) {}
