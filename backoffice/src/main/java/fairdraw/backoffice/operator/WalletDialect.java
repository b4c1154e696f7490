package fairdraw.backoffice.operator;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an operator's wallet differs from the contract.
 *
 * @param zeroCredits losing bets get a credit of 0, for wallets that close a bet by its credit
 * @param certifiedTombstones the wallet tester certified that a rollback leaves a tombstone: an
 *     unknown debit is done at once
 * @param codePointer JSON pointer (RFC 6901) of the code in an error's body; empty for /code
 * @param codes the wallet's own codes to codes of the wallet catalogue
 */
public record WalletDialect(
        boolean zeroCredits,
        boolean certifiedTombstones,
        String codePointer,
        SortedMap<String, String> codes) {

    /** A wallet that keeps the contract as it is. */
    static final WalletDialect NONE = new WalletDialect(false, false, "", new TreeMap<>());
}
