package fairdraw.backoffice.approval;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.approval.Approval.Approved;
import fairdraw.kernel.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Remembers what became of approved orders. Who carries them out may die after any step and begins
 * again with the same approval: whoever is asked does it once by the approval's id.
 */
@ApplicationScoped
public class CarryOut {

    private static final Duration WAIT_FIRST = Duration.ofSeconds(1);
    private static final int DOUBLINGS_MAX = 6;
    private static final Caller SYSTEM = Caller.system("approvals");

    private final DecideApproval approvals;
    private final Outbox outbox;
    private final InstantSource clock;

    CarryOut(DecideApproval approvals, Outbox outbox, InstantSource clock) {
        this.approvals = approvals;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What is to be carried out now, the longest approved first. */
    @WithSession
    public Uni<List<Approved>> due(int limit) {
        return ApprovalRow.due(clock.instant(), limit)
                .map(rows -> rows.stream().map(row -> (Approved) row.approval()).toList());
    }

    /** It was done, now or at an earlier try. */
    public Uni<Void> done(UUID id, String result) {
        return end(id, "carried-out", approved -> approved.done(result, now()));
    }

    /** Who was asked refused for good. */
    public Uni<Void> failed(UUID id, String why) {
        return end(id, "failed", approved -> approved.failed(why, now()));
    }

    /** Nobody can say whether it was done: the same is asked again, ever more seldom. */
    public Uni<Void> again(UUID id) {
        return Panache.withTransaction(() ->
                ApprovalRow.locked(id)
                        .invoke(row -> row.ifPresent(this::putOff))
                        .replaceWithVoid());
    }

    private void putOff(ApprovalRow row) {
        long waits = 1L << Math.min(row.attempts, DOUBLINGS_MAX);
        row.nextAttemptAt = now().plus(WAIT_FIRST.multipliedBy(waits));
        row.attempts = Math.addExact(row.attempts, 1);
    }

    private Uni<Void> end(UUID id, String step, Function<Approved, Approval> move) {
        return Panache.withTransaction(() ->
                        ApprovalRow.locked(id)
                                .chain(row -> {
                                    // Another replica may have been faster.
                                    if (row.isEmpty()
                                            || !(row.get().approval() instanceof Approved from)) {
                                        return Uni.createFrom().voidItem();
                                    }
                                    Approval to = move.apply(from);
                                    row.get().take(to);
                                    return approvals.tell(SYSTEM, step, "", from, to);
                                }))
                .invoke(outbox::wake);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
