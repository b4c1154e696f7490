package fairdraw.backoffice.money;

import fairdraw.backoffice.approval.Approval.Approved;
import fairdraw.backoffice.approval.Order;
import fairdraw.gateway.v1.Attempt;
import fairdraw.gateway.v1.CloseParkedRequest;
import fairdraw.gateway.v1.GetParkedRequest;
import fairdraw.gateway.v1.Liability;
import fairdraw.gateway.v1.ListLiabilitiesRequest;
import fairdraw.gateway.v1.ListParkedRequest;
import fairdraw.gateway.v1.ManualQueueService;
import fairdraw.gateway.v1.ParkedTransaction;
import fairdraw.gateway.v1.RetryParkedRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Asks the gateway about what waits for people. */
@ApplicationScoped
public class GrpcManualQueue {

    private final ManualQueueService gateway;

    GrpcManualQueue(@GrpcClient("gateway") ManualQueueService gateway) {
        this.gateway = gateway;
    }

    /**
     * What waits, the oldest first.
     *
     * @param operator empty for all
     * @param after the next of the page before; empty for the first
     */
    public Uni<ParkedPage> parked(String operator, String after, int limit) {
        var request =
                ListParkedRequest.newBuilder()
                        .setOperator(operator)
                        .setAfter(after)
                        .setLimit(limit);
        return GrpcCall.answered(gateway.listParked(request.build()))
                .map(answer ->
                        new ParkedPage(
                                answer.getTransactionsList().stream()
                                        .map(GrpcManualQueue::view)
                                        .toList(),
                                answer.getNext().isEmpty() ? null : answer.getNext()));
    }

    /** One of them with its tries; fails with NOT_FOUND. */
    public Uni<ParkedCall> call(String transaction) {
        var request = GetParkedRequest.newBuilder().setTransaction(transaction);
        return GrpcCall.answered(gateway.getParked(request.build()))
                .map(answer ->
                        new ParkedCall(
                                view(answer.getTransaction()),
                                answer.getAttemptsList().stream()
                                        .map(GrpcManualQueue::view)
                                        .toList()));
    }

    /**
     * What players are owed, in order of operator, currency and mode.
     *
     * @param operator empty for all
     */
    public Uni<List<LiabilityView>> liabilities(String operator) {
        var request = ListLiabilitiesRequest.newBuilder().setOperator(operator);
        return GrpcCall.answered(gateway.listLiabilities(request.build()))
                .map(answer ->
                        answer.getLiabilitiesList().stream()
                                .map(GrpcManualQueue::view)
                                .sorted(
                                        Comparator.comparing(LiabilityView::operator)
                                                .thenComparing(LiabilityView::currency)
                                                .thenComparing(LiabilityView::mode))
                                .toList());
    }

    /** Sends it once more. */
    Uni<Void> retry(String transaction, String requestedBy) {
        var request =
                RetryParkedRequest.newBuilder()
                        .setTransaction(transaction)
                        .setRequestedBy(requestedBy);
        return GrpcCall.answered(gateway.retryParked(request.build())).replaceWithVoid();
    }

    /** What came of it, for people. */
    Uni<String> close(Approved approved, Order.CloseParked order) {
        var request =
                CloseParkedRequest.newBuilder()
                        .setTransaction(order.transaction())
                        .setOperatorTransaction(order.operatorTransaction())
                        .setApproval(GrpcCorrections.approval(approved));
        return GrpcCall.bounded(gateway.closeParked(request.build()))
                .map(answer -> "closed: " + kind(answer.getTransaction()) + " is retired");
    }

    private static ParkedView view(ParkedTransaction it) {
        return new ParkedView(
                it.getTransaction(),
                kind(it),
                it.getOperator(),
                it.getPlayer(),
                it.getTicket(),
                it.getGame(),
                it.getRound(),
                it.getCurrency(),
                it.getMode(),
                it.getAmount(),
                it.getCause(),
                it.getAttempts(),
                Instant.ofEpochMilli(it.getOrderedAtMs()),
                Instant.ofEpochMilli(it.getParkedAtMs()));
    }

    private static String kind(ParkedTransaction it) {
        return it.getKind().name().replace("WALLET_CALL_KIND_", "");
    }

    private static AttemptView view(Attempt it) {
        return new AttemptView(
                it.getAttempt(),
                Instant.ofEpochMilli(it.getAtMs()),
                it.getLatencyMs(),
                it.getUrl(),
                it.getRequest(),
                it.getStatus(),
                it.getAnswer(),
                it.getOutcome(),
                it.getCode());
    }

    private static LiabilityView view(Liability it) {
        return new LiabilityView(
                it.getOperator(),
                it.getCurrency(),
                it.getMode(),
                it.getParked(),
                it.getParkedCount(),
                it.getQueued(),
                it.getQueuedCount(),
                Instant.ofEpochMilli(it.getOldestAtMs()));
    }
}
