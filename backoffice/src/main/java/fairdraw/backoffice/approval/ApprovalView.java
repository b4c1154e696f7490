package fairdraw.backoffice.approval;

import fairdraw.backoffice.approval.Approval.Approved;
import fairdraw.backoffice.approval.Approval.Done;
import fairdraw.backoffice.approval.Approval.Expired;
import fairdraw.backoffice.approval.Approval.Failed;
import fairdraw.backoffice.approval.Approval.Refused;
import fairdraw.backoffice.approval.Approval.Requested;
import fairdraw.backoffice.approval.Approval.Withdrawn;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An approval for readers: API, pages and the audit log. What a state has not is null.
 *
 * @param state REQUESTED, APPROVED, DONE, FAILED, REFUSED, WITHDRAWN or EXPIRED
 * @param note why it was refused
 * @param result what came of it, or why it failed
 */
public record ApprovalView(
        UUID id,
        String state,
        Order.Kind kind,
        Order order,
        String reason,
        Person requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable Person decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String note,
        @Nullable String result,
        @Nullable Instant endedAt) {

    /** The approval as it stands. */
    public static ApprovalView of(Approval approval) {
        return switch (approval) {
            case Requested it -> view(it.ask(), "REQUESTED", null, null, null, null, null);
            case Approved it -> view(it.ask(), "APPROVED", it.by(), it.at(), null, null, null);
            case Done it ->
                    view(it.ask(), "DONE", it.by(), it.at(), null, it.result(), it.doneAt());
            case Failed it ->
                    view(it.ask(), "FAILED", it.by(), it.at(), null, it.why(), it.failedAt());
            case Refused it ->
                    view(it.ask(), "REFUSED", it.by(), it.at(), it.note(), null, it.at());
            case Withdrawn it -> view(it.ask(), "WITHDRAWN", null, null, null, null, it.at());
            case Expired it -> view(it.ask(), "EXPIRED", null, null, null, null, it.at());
        };
    }

    private static ApprovalView view(
            Ask ask,
            String state,
            @Nullable Person decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String note,
            @Nullable String result,
            @Nullable Instant endedAt) {
        return new ApprovalView(
                ask.id(),
                state,
                ask.order().kind(),
                ask.order(),
                ask.reason(),
                ask.by(),
                ask.requestedAt(),
                ask.expiresAt(),
                decidedBy,
                decidedAt,
                note,
                result,
                endedAt);
    }
}
