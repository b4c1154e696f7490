package fairdraw.backoffice.approval;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads approvals, newest first. */
@ApplicationScoped
public class ReadApprovals {

    /** Most approvals of one answer. */
    public static final int PAGE_APPROVALS_MAX = 200;

    // The end of what a database can date and an id can be.
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);

    /**
     * A page.
     *
     * @param state only these; empty for all
     * @param after the last approval of the page before; empty for the first page
     */
    @WithSession
    public Uni<List<ApprovalView>> page(String state, String after, int limit) {
        if (after.isEmpty()) {
            return views(state, END, LAST, limit);
        }
        return row(after).chain(row -> views(state, row.requestedAt, row.id, limit));
    }

    private static Uni<List<ApprovalView>> views(String state, Instant at, UUID id, int limit) {
        return ApprovalRow.page(state, at, id, limit)
                .map(rows -> rows.stream().map(row -> ApprovalView.of(row.approval())).toList());
    }

    /** One approval; fails with NOT_FOUND. */
    @WithSession
    public Uni<ApprovalView> byId(String id) {
        return row(id).map(row -> ApprovalView.of(row.approval()));
    }

    private static Uni<ApprovalRow> row(String id) {
        return ApprovalRow.<ApprovalRow>findById(uuid(id))
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.of(RefusalCode.NOT_FOUND).toException());
    }

    /** The id in the text; fails with NOT_FOUND when it is none. */
    public static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw Refusal.of(RefusalCode.NOT_FOUND).toException();
        }
    }
}
