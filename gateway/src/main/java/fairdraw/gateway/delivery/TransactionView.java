package fairdraw.gateway.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement that we asked a wallet for, as its operator sees it.
 *
 * @param kind DEBIT, CREDIT, ROLLBACK, ADJUSTMENT, PROMOTION, ROUND_SEALED or ROUND_CLOSE
 * @param roundId absent of a promotion, which belongs to no round
 * @param state QUEUED, APPLIED, NOT_APPLIED, UNKNOWN, PARKED or CLOSED_BY_HAND
 * @param amount minor units; below 0 for an adjustment that takes money back
 * @param nextAttemptAt while it is queued
 * @param cause why it is parked, not applied or unknown; NOT_LOGGED when we lost our own line of it
 * @param log every attempt; in the answer for one transaction only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TransactionView(
        UUID transactionId,
        String kind,
        String state,
        @Nullable String player,
        @Nullable String ticketId,
        @Nullable String roundId,
        @Nullable String currency,
        long amount,
        String mode,
        int attempts,
        Instant orderedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt,
        @Nullable String operatorTransactionId,
        @Nullable String cause,
        @Nullable List<AttemptView> log) {

    /**
     * One attempt.
     *
     * @param status HTTP status, 0 when there was none
     * @param outcome APPLIED, NOT_APPLIED or UNKNOWN
     */
    record AttemptView(
            int attempt,
            Instant at,
            int latencyMs,
            String url,
            String request,
            int status,
            String answer,
            String outcome,
            String code) {}

    /** A page, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TransactionPage(List<TransactionView> items, @Nullable String next) {}
}
