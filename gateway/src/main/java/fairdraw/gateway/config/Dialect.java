package fairdraw.gateway.config;

import java.util.Map;

/**
 * How an operator's wallet differs from the contract.
 *
 * @param certifiedTombstones whether a rollback of an unknown debit is done at once: the wallet
 *     tester certified that the wallet remembers it and refuses the debit that comes later
 * @param codePointer JSON pointer (RFC 6901) of the code in a refusal
 * @param codes the wallet's own codes to those of the catalogue
 */
public record Dialect(boolean certifiedTombstones, String codePointer, Map<String, String> codes) {

    /** The contract itself. */
    public static final Dialect NONE = new Dialect(false, "/code", Map.of());

    /** The code of the catalogue for a code of the wallet; itself where it has no other name. */
    public String code(String theirs) {
        return codes.getOrDefault(theirs, theirs);
    }
}
