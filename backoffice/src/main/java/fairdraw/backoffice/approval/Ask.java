package fairdraw.backoffice.approval;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody asked for.
 *
 * @param id named by who asks, so that asking twice is asking once
 * @param reason why; published with what follows from it
 * @param expiresAt from then on nobody may approve it
 */
public record Ask(
        UUID id, Order order, Person by, String reason, Instant requestedAt, Instant expiresAt) {

    /** Whether the other one asks for the same; when does not matter. */
    boolean isAlso(Ask other) {
        return id.equals(other.id)
                && order.equals(other.order)
                && by.is(other.by)
                && reason.equals(other.reason);
    }
}
