package fairdraw.backoffice.money;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.audit.AppendAudit;
import fairdraw.backoffice.audit.AppendAudit.Change;
import fairdraw.kernel.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Sends what waits for people once more: the same transaction, so that one person may. The log is
 * written before the gateway is asked and again when it has answered.
 */
@ApplicationScoped
public class RetryParked {

    private final GrpcManualQueue queue;
    private final AppendAudit audit;
    private final Outbox outbox;

    RetryParked(GrpcManualQueue queue, AppendAudit audit, Outbox outbox) {
        this.queue = queue;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Fails with NOT_FOUND or NOT_PARKED. */
    public Uni<Void> retry(Caller caller, String transaction) {
        return queue.call(transaction)
                .chain(_ -> log(caller, transaction, "parked.retry-asked"))
                .chain(() -> queue.retry(transaction, caller.subject()))
                .chain(() -> log(caller, transaction, "parked.retried"));
    }

    private Uni<Void> log(Caller caller, String transaction, String action) {
        var change = new Change(caller, action, "transaction/" + transaction, "", null, null);
        return Panache.withTransaction(() -> audit.append(change)).invoke(outbox::wake);
    }
}
