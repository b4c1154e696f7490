package fairdraw.gateway.wallet;

import java.util.UUID;

/**
 * One call to make.
 *
 * @param transaction our id, the same at every attempt; the webhook-id
 * @param body the JSON that is signed and sent
 * @param freeBet of the debit of a free bet, whose id a yes must echo: a wallet that passes over
 *     what it does not know would take a bet for nothing; empty for every other call
 */
public record WalletRequest(
        WalletCall call, String operator, UUID transaction, String body, String freeBet) {

    /** A call that is about no free bet. */
    public WalletRequest(WalletCall call, String operator, UUID transaction, String body) {
        this(call, operator, transaction, body, "");
    }
}
