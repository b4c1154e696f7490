package fairdraw.engine.approval;

import java.util.UUID;

/**
 * The decision of two different persons.
 *
 * @param id what follows from it has ids derived from this one
 * @param reason published
 * @param approvedAtMs ms since the epoch
 */
public record Approval(
        UUID id, String requestedBy, String approvedBy, String reason, long approvedAtMs) {

    /** Refuses a decision of one person. */
    public Approval {
        if (requestedBy.equals(approvedBy)) {
            throw new IllegalArgumentException("one person stands behind " + id);
        }
    }
}
