package fairdraw.backoffice.audit;

import com.google.protobuf.ByteString;
import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.outbox.OutboxRow;
import fairdraw.events.v1.AuditEvent;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes an entry of the audit log inside the caller's transaction, and tells the topic. */
@ApplicationScoped
public class AppendAudit {

    private static final String TOPIC = "fairdraw.audit.v1";

    private final InstantSource clock;

    AppendAudit(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What is to be remembered; see {@link AuditEntry}. Values are JSON and never hold a secret.
     */
    public record Change(
            Caller actor,
            String action,
            String subject,
            String reason,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * Appends the change. Whoever appends holds the end of the chain until its transaction ends, so
     * take every other lock before.
     */
    public Uni<Void> append(Change change) {
        return AuditHeadRow.<AuditHeadRow>findById(
                        AuditHeadRow.ONLY, LockModeType.PESSIMISTIC_WRITE)
                .chain(head -> append(head, change));
    }

    private Uni<Void> append(AuditHeadRow head, Change change) {
        AuditEntry entry = entry(head, change);
        head.position = entry.position();
        head.hash = HexFormat.of().parseHex(entry.hash());
        return AuditRow.of(entry).persist().chain(_ -> OutboxRow.append(event(entry)));
    }

    private AuditEntry entry(AuditHeadRow head, Change change) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var entry =
                new AuditEntry(
                        head.position + 1,
                        Ids.next(),
                        now,
                        change.actor().subject(),
                        change.actor().name(),
                        String.join(" ", new TreeSet<>(change.actor().roles())),
                        change.action(),
                        change.subject(),
                        change.reason(),
                        change.before(),
                        change.after(),
                        HexFormat.of().formatHex(head.hash),
                        "");
        return entry.withHash(AuditChain.hash(entry));
    }

    private static OutboxEvent event(AuditEntry entry) {
        AuditEvent.Builder event =
                AuditEvent.newBuilder()
                        .setPosition(entry.position())
                        .setId(entry.id().toString())
                        .setAtMs(entry.at().toEpochMilli())
                        .setActor(entry.actor())
                        .setActorName(entry.actorName())
                        .setRoles(entry.roles())
                        .setAction(entry.action())
                        .setSubject(entry.subject())
                        .setReason(entry.reason())
                        .setPreviousHash(bytes(entry.previousHash()))
                        .setHash(bytes(entry.hash()));
        if (entry.before() != null) {
            event.setBefore(entry.before());
        }
        if (entry.after() != null) {
            event.setAfter(entry.after());
        }
        return new OutboxEvent(
                entry.id(),
                TOPIC,
                "backoffice",
                "fairdraw.audit.v1.AuditEvent",
                event.build().toByteArray(),
                entry.at());
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }
}
