package fairdraw.engine.config;

import java.util.Optional;

/**
 * What an operator's players may bet in one currency, in minor units.
 *
 * @param minStake smallest stake of a bet, 1 or more
 * @param maxStake largest stake of a bet
 * @param maxWin the most that a player may win on one round
 * @param roundLiability the most that the operator's players together may win on one round
 * @param credit how much the operator may owe; empty without a bound
 */
public record Limits(
        long minStake, long maxStake, long maxWin, long roundLiability, Optional<Credit> credit) {

    /** Refuses limits that could never take a bet or that have no bound. */
    public Limits {
        if (minStake < 1 || maxStake < minStake || maxWin < 1 || roundLiability < 1) {
            throw new IllegalArgumentException(
                    "limits: " + minStake + " " + maxStake + " " + maxWin + " " + roundLiability);
        }
    }
}
