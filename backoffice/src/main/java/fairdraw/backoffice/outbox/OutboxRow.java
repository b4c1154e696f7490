package fairdraw.backoffice.outbox;

import fairdraw.kernel.OutboxEvent;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * A row of the kernel's table {@code outbox}, written through Hibernate so that it shares the
 * transaction of the rows that it tells about.
 */
@Entity
@Table(name = "outbox")
@NullUnmarked
public class OutboxRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long position;

    UUID id;
    String topic;

    @Column(name = "event_key")
    String key;

    String type;
    byte[] payload;
    Instant at;

    /** Adds the event to the transaction of the current session. */
    public static Uni<Void> append(OutboxEvent event) {
        var row = new OutboxRow();
        row.id = event.id();
        row.topic = event.topic();
        row.key = event.key();
        row.type = event.type();
        row.payload = event.payload();
        row.at = event.at();
        return row.persist().replaceWithVoid();
    }
}
