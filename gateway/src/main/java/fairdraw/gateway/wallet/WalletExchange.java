package fairdraw.gateway.wallet;

import java.time.Instant;
import java.util.Optional;

/**
 * One attempt as the delivery log keeps it.
 *
 * @param url where it went, empty when it went nowhere
 * @param at when it was sent
 * @param latencyMs until the answer was read or given up
 * @param status HTTP status, 0 when there was none
 * @param reply what came back, at most 4 000 characters of it
 * @param answer what that means
 * @param before the attempt that this one repeats within one call
 */
public record WalletExchange(
        WalletRequest request,
        String url,
        Instant at,
        int latencyMs,
        int status,
        String reply,
        WalletAnswer answer,
        Optional<WalletExchange> before) {

    /** A first attempt. */
    WalletExchange(
            WalletRequest request,
            String url,
            Instant at,
            int latencyMs,
            int status,
            String reply,
            WalletAnswer answer) {
        this(request, url, at, latencyMs, status, reply, answer, Optional.empty());
    }

    /** The same as the one after another. */
    WalletExchange after(WalletExchange first) {
        return new WalletExchange(
                request, url, at, latencyMs, status, reply, answer, Optional.of(first));
    }
}
