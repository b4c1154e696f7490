package fairdraw.backoffice.audit;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** The end of the chain: the only row of the table {@code audit_head}. */
@Entity
@Table(name = "audit_head")
@NullUnmarked
class AuditHeadRow extends PanacheEntityBase {

    static final int ONLY = 1;

    @Id int id;

    long position;
    byte[] hash;
}
