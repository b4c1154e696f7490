package fairdraw.gateway.parked;

import java.time.Instant;
import java.util.UUID;

/**
 * Two persons' word that a transaction was settled outside.
 *
 * @param approval its id
 * @param approvedBy somebody other than who asked
 * @param operatorTransaction the operator's own transaction that settled it
 */
record Closing(
        UUID transaction,
        UUID approval,
        String requestedBy,
        String approvedBy,
        String reason,
        String operatorTransaction,
        Instant approvedAt) {

    Closing {
        assert !requestedBy.equals(approvedBy) : requestedBy;
    }
}
