package fairdraw.backoffice.money;

import fairdraw.backoffice.approval.Approval.Approved;
import fairdraw.backoffice.approval.CarryOut;
import fairdraw.backoffice.approval.Order;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Carries out what two persons approved. It may die between the call and its note: the call is then
 * made again, and whoever is called did it once by the approval's id.
 */
@Singleton
class CarryOutJob {

    private static final int BATCH = 20;

    private final CarryOut approved;
    private final GrpcCorrections engine;
    private final GrpcManualQueue gateway;

    CarryOutJob(CarryOut approved, GrpcCorrections engine, GrpcManualQueue gateway) {
        this.approved = approved;
        this.engine = engine;
        this.gateway = gateway;
    }

    /** What failed is tried again when it is due. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return carryOut()
                .onFailure()
                .invoke(failure -> Log.errorf("approved orders wait: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Carries out what is due now. */
    Uni<Void> carryOut() {
        return approved.due(BATCH)
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(this::carryOut)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> carryOut(Approved order) {
        var id = order.ask().id();
        return call(order)
                .onItemOrFailure()
                .transformToUni((result, failure) -> {
                    if (failure == null) {
                        return approved.done(id, result);
                    }
                    var refusal = GrpcRefusals.refusal(failure);
                    if (refusal.isPresent() && !refusal.get().code().retryable()) {
                        return approved.failed(id, sentence(refusal.get()));
                    }
                    Log.warnf("approved order waits id=%s cause=%s", id, failure.toString());
                    return approved.again(id);
                });
    }

    private Uni<String> call(Approved order) {
        return switch (order.ask().order()) {
            case Order.VoidRound it -> engine.voidRound(order, it);
            case Order.AdjustBet it -> engine.adjustBet(order, it);
            case Order.PayPromotion it -> engine.payPromotion(order, it);
            case Order.BookPayment it -> engine.bookPayment(order, it);
            case Order.CloseParked it -> gateway.close(order, it);
        };
    }

    private static String sentence(Refusal refusal) {
        return refusal.code().name() + ": " + refusal.detail();
    }
}
