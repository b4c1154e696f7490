package fairdraw.operatorkit.wallet;

/**
 * What a player has.
 *
 * @param balance minor units; below 0 only after a correction took back what was spent
 * @param blocked the player may not bet; what is owed is still paid
 */
public record Account(String player, String currency, long balance, boolean blocked) {}
