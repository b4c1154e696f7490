package fairdraw.gateway.wallet;

import java.util.UUID;

/**
 * One call to make.
 *
 * @param transaction our id, the same at every attempt; the webhook-id
 * @param body the JSON that is signed and sent
 */
public record WalletRequest(WalletCall call, String operator, UUID transaction, String body) {}
