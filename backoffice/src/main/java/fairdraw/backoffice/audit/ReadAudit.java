package fairdraw.backoffice.audit;

import fairdraw.backoffice.audit.AuditChain.Walk;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.List;

/** Reads the audit log, newest first, and checks its chain. */
@ApplicationScoped
public class ReadAudit {

    /** Most entries of one answer. */
    public static final int PAGE_ENTRIES_MAX = 200;

    private static final int WALK_ENTRIES = 500;

    /**
     * Entries before the position, newest first.
     *
     * @param before a position; {@link Long#MAX_VALUE} starts at the newest
     * @param subject only what was done to this; empty for everything
     * @param limit 1..{@value #PAGE_ENTRIES_MAX}
     */
    @WithSession
    public Uni<List<AuditEntry>> page(long before, String subject, int limit) {
        return AuditRow.<AuditRow>find(
                        "from AuditRow a where a.position < ?1 and (?2 = '' or a.subject = ?2)"
                                + " order by a.position desc",
                        before,
                        subject)
                .range(0, limit - 1)
                .list()
                .map(rows -> rows.stream().map(AuditRow::entry).toList());
    }

    /** Walks over the whole chain and compares its end with the remembered one. */
    @WithSession
    public Uni<AuditVerdict> verify() {
        // The end first: what is appended while we walk lies behind it.
        return AuditHeadRow.<AuditHeadRow>findById(AuditHeadRow.ONLY)
                .chain(head ->
                        walk(AuditChain.START, 0, head.position).map(walk -> verdict(walk, head)));
    }

    private static Uni<Walk> walk(Walk walk, long after, long end) {
        if (after >= end || walk instanceof Walk.Broken) {
            return Uni.createFrom().item(walk);
        }
        long to = Math.min(after + WALK_ENTRIES, end);
        return AuditRow.<AuditRow>find(
                        "from AuditRow a where a.position > ?1 and a.position <= ?2"
                                + " order by a.position",
                        after,
                        to)
                .list()
                .map(rows -> rows.stream().map(AuditRow::entry).toList())
                .chain(entries -> walk(AuditChain.walk(walk, entries), to, end));
    }

    private static AuditVerdict verdict(Walk walk, AuditHeadRow head) {
        String end = HexFormat.of().formatHex(head.hash);
        return switch (walk) {
            case Walk.Broken broken ->
                    new AuditVerdict(false, head.position, end, broken.position(), broken.why());
            case Walk.Sound sound when sound.position() != head.position ->
                    new AuditVerdict(
                            false, head.position, end, sound.position() + 1, "entries are missing");
            case Walk.Sound sound when !sound.hash().equals(end) ->
                    new AuditVerdict(
                            false, head.position, end, head.position, "its content was changed");
            case Walk.Sound sound -> new AuditVerdict(true, sound.position(), end, 0, "");
        };
    }
}
