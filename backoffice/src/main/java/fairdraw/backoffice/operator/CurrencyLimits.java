package fairdraw.backoffice.operator;

import org.jspecify.annotations.Nullable;

/**
 * What may be staked and won in one currency; all amounts in its minor units, 1..10^15, and {@code
 * minStake <= maxStake <= maxWin <= roundLiability}.
 *
 * @param currency ISO 4217
 * @param minStake least stake of a bet
 * @param maxStake largest stake of a bet
 * @param maxWin most that a player may win on one round
 * @param roundLiability most that all players of the operator may win on one round
 * @param credit how much the operator may owe; null without a bound
 */
public record CurrencyLimits(
        String currency,
        long minStake,
        long maxStake,
        long maxWin,
        long roundLiability,
        @Nullable CreditTerms credit) {}
