package fairdraw.backoffice.operator;

import java.util.List;

/**
 * An operator as it stands.
 *
 * @param id slug, {@code [a-z0-9-]{1,40}}
 * @param name for people, 1..80 characters
 * @param status whether it takes bets
 * @param walletUrl base address of its wallet
 * @param currencies limits, one entry a currency, in order of the code
 * @param languages BCP 47
 * @param regions ISO 3166-1 or 3166-2
 * @param frameOrigins origins that may embed the game page
 * @param dialect how its wallet differs from the contract
 * @param version grows by one with every change, from 1
 */
public record Operator(
        String id,
        String name,
        OperatorStatus status,
        String walletUrl,
        List<CurrencyLimits> currencies,
        List<String> languages,
        List<String> regions,
        List<String> frameOrigins,
        WalletDialect dialect,
        long version) {

    /** The same settings under another version. */
    Operator withVersion(long newVersion) {
        return new Operator(
                id,
                name,
                status,
                walletUrl,
                currencies,
                languages,
                regions,
                frameOrigins,
                dialect,
                newVersion);
    }
}
