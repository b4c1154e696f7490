package fairdraw.backoffice.approval;

import fairdraw.backoffice.access.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Ends requests that nobody decided in time. */
@Singleton
class ExpireApprovalsJob {

    private static final int BATCH = 50;
    private static final Caller SYSTEM = Caller.system("approvals");

    private final DecideApproval approvals;
    private final InstantSource clock;

    ExpireApprovalsJob(DecideApproval approvals, InstantSource clock) {
        this.approvals = approvals;
        this.clock = clock;
    }

    /** What failed is tried again at the next tick. */
    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return expire().onFailure()
                .invoke(failure -> Log.errorf("requests could not expire: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Ends what is overdue now. */
    Uni<Void> expire() {
        return Panache.withSession(() -> ApprovalRow.overdue(clock.instant(), BATCH))
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(id -> approvals.expire(SYSTEM, id))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
