package fairdraw.backoffice.money;

import org.jspecify.annotations.Nullable;

/**
 * Where an operator stands with the house, in minor units of the currency.
 *
 * @param mode REAL or TEST
 * @param owed what the operator owes the house; below 0 when it has paid ahead
 * @param held stakes of rounds that are not settled, which count as owed already
 * @param left what may still be staked; null without a bound
 */
public record BalanceView(
        String operator, String currency, String mode, long owed, long held, @Nullable Long left) {}
