package fairdraw.backoffice.audit;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** One line of the table {@code audit}; written once. */
@Entity
@Table(name = "audit")
@NullUnmarked
class AuditRow extends PanacheEntityBase {

    @Id long position;

    UUID id;
    Instant at;
    String actor;

    @Column(name = "actor_name")
    String actorName;

    String roles;
    String action;
    String subject;
    String reason;

    @Column(name = "before_value")
    String before;

    @Column(name = "after_value")
    String after;

    @Column(name = "previous_hash")
    byte[] previousHash;

    byte[] hash;

    static AuditRow of(AuditEntry entry) {
        var row = new AuditRow();
        row.position = entry.position();
        row.id = entry.id();
        row.at = entry.at();
        row.actor = entry.actor();
        row.actorName = entry.actorName();
        row.roles = entry.roles();
        row.action = entry.action();
        row.subject = entry.subject();
        row.reason = entry.reason();
        row.before = entry.before();
        row.after = entry.after();
        row.previousHash = HexFormat.of().parseHex(entry.previousHash());
        row.hash = HexFormat.of().parseHex(entry.hash());
        return row;
    }

    AuditEntry entry() {
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
                HexFormat.of().formatHex(previousHash),
                HexFormat.of().formatHex(hash));
    }
}
