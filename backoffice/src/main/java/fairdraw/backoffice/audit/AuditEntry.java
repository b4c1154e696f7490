package fairdraw.backoffice.audit;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log.
 *
 * @param position 1, 2, 3 ... without a gap
 * @param id UUIDv7
 * @param at millisecond precision
 * @param actor stable id of who did it
 * @param actorName for people
 * @param roles of the actor, sorted, joined by a space
 * @param action such as {@code operator.edited}
 * @param subject what it was done to, such as {@code operator/demo}
 * @param reason why, as the actor said; may be empty
 * @param before JSON of what was, null when there was nothing
 * @param after JSON of what is, null when there is nothing
 * @param previousHash hex of the hash of the entry before; zeros at position 1
 * @param hash hex of {@link AuditChain#hash}
 */
public record AuditEntry(
        long position,
        UUID id,
        Instant at,
        String actor,
        String actorName,
        String roles,
        String action,
        String subject,
        String reason,
        @Nullable String before,
        @Nullable String after,
        String previousHash,
        String hash) {

    /** Hex of the hash before the first entry. */
    static final String NO_HASH = HexFormat.of().formatHex(new byte[32]);

    AuditEntry withHash(String newHash) {
        return new AuditEntry(
                position,
                id,
                at,
                actor,
                actorName,
                roles,
                action,
                subject,
                reason,
                before,
                after,
                previousHash,
                newHash);
    }
}
