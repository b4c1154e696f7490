package fairdraw.backoffice.money;

import java.time.Instant;

/**
 * One try of a call to a wallet.
 *
 * @param status of HTTP; 0 when there was none
 * @param outcome APPLIED, NOT_APPLIED or UNKNOWN
 * @param code of the wallet catalogue; empty when there was none
 */
public record AttemptView(
        int attempt,
        Instant at,
        int latencyMs,
        String url,
        String request,
        int status,
        String answer,
        String outcome,
        String code) {}
