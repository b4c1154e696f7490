package fairdraw.gateway.config;

import java.util.List;
import java.util.Set;

/**
 * What an operator may do, as the backoffice last said.
 *
 * @param id slug {@code [a-z0-9-]{1,40}}
 * @param version grows with every change
 * @param status whether it may bet
 * @param walletUrl base address of its wallet, without a slash at the end; empty when unset
 * @param currencies ISO 4217 codes that it may play in
 * @param frameOrigins origins that may embed the game page
 * @param dialect how its wallet differs from the contract
 */
public record Operator(
        String id,
        long version,
        Status status,
        String walletUrl,
        Set<String> currencies,
        List<String> frameOrigins,
        Dialect dialect) {

    /** Whether an operator may bet; what is owed to it is paid in every status. */
    public enum Status {
        ACTIVE,
        SUSPENDED,
        CLOSED
    }

    /** Whether new sessions and bets are taken. */
    public boolean active() {
        return status == Status.ACTIVE;
    }
}
