package fairdraw.backoffice;

import fairdraw.events.v1.WalletCallKind;
import fairdraw.gateway.v1.Attempt;
import fairdraw.gateway.v1.CloseParkedRequest;
import fairdraw.gateway.v1.CloseParkedResponse;
import fairdraw.gateway.v1.GetParkedRequest;
import fairdraw.gateway.v1.GetParkedResponse;
import fairdraw.gateway.v1.Liability;
import fairdraw.gateway.v1.ListLiabilitiesRequest;
import fairdraw.gateway.v1.ListLiabilitiesResponse;
import fairdraw.gateway.v1.ListParkedRequest;
import fairdraw.gateway.v1.ListParkedResponse;
import fairdraw.gateway.v1.ManualQueueService;
import fairdraw.gateway.v1.ParkedTransaction;
import fairdraw.gateway.v1.RetryParkedRequest;
import fairdraw.gateway.v1.RetryParkedResponse;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The gateway's side of the contract of the manual queue, kept in memory for tests. */
@GrpcService
public class QueueDesk implements ManualQueueService {

    /** A credit that waits. */
    public static final String CREDIT = "01a00000-0000-8000-8000-0000000000c1";

    /** Requests to close, by transaction. */
    public static final Map<String, CloseParkedRequest> CLOSED = new ConcurrentHashMap<>();

    /** Transactions sent once more. */
    public static final Set<String> RETRIED = ConcurrentHashMap.newKeySet();

    private static final ParkedTransaction PARKED =
            ParkedTransaction.newBuilder()
                    .setTransaction(CREDIT)
                    .setKind(WalletCallKind.WALLET_CALL_KIND_CREDIT)
                    .setOperator("demo")
                    .setPlayer("p-77")
                    .setTicket("01a00000-0000-8000-8000-0000000000f1")
                    .setGame("digits-3")
                    .setRound(42)
                    .setCurrency("EUR")
                    .setMode("REAL")
                    .setAmount(88_500)
                    .setCause("TIMEOUT")
                    .setAttempts(19)
                    .setOrderedAtMs(Instant.parse("2026-03-01T10:00:00Z").toEpochMilli())
                    .setParkedAtMs(Instant.parse("2026-03-04T10:00:00Z").toEpochMilli())
                    .build();

    @Override
    public Uni<ListParkedResponse> listParked(ListParkedRequest request) {
        var answer = ListParkedResponse.newBuilder();
        if (request.getOperator().isEmpty() || request.getOperator().equals("demo")) {
            answer.addTransactions(PARKED);
        }
        return Uni.createFrom().item(answer.build());
    }

    @Override
    public Uni<GetParkedResponse> getParked(GetParkedRequest request) {
        if (!request.getTransaction().equals(CREDIT)) {
            return Uni.createFrom().failure(GrpcRefusals.status(Refusal.of(RefusalCode.NOT_FOUND)));
        }
        return Uni.createFrom()
                .item(
                        GetParkedResponse.newBuilder()
                                .setTransaction(PARKED)
                                .addAttempts(
                                        Attempt.newBuilder()
                                                .setAttempt(19)
                                                .setAtMs(PARKED.getParkedAtMs())
                                                .setLatencyMs(3_000)
                                                .setUrl("https://wallet.example/credit")
                                                .setRequest("{\"amount\":88500}")
                                                .setAnswer("<b>no</b>")
                                                .setStatus(502)
                                                .setOutcome("UNKNOWN"))
                                .build());
    }

    @Override
    public Uni<ListLiabilitiesResponse> listLiabilities(ListLiabilitiesRequest request) {
        return Uni.createFrom()
                .item(
                        ListLiabilitiesResponse.newBuilder()
                                .addLiabilities(
                                        Liability.newBuilder()
                                                .setOperator("demo")
                                                .setCurrency("EUR")
                                                .setMode("REAL")
                                                .setParked(88_500)
                                                .setParkedCount(1)
                                                .setQueued(1_200)
                                                .setQueuedCount(4)
                                                .setOldestAtMs(PARKED.getOrderedAtMs()))
                                .build());
    }

    @Override
    public Uni<RetryParkedResponse> retryParked(RetryParkedRequest request) {
        RETRIED.add(request.getTransaction() + " " + request.getRequestedBy());
        return Uni.createFrom().item(RetryParkedResponse.getDefaultInstance());
    }

    @Override
    public Uni<CloseParkedResponse> closeParked(CloseParkedRequest request) {
        if (!request.getTransaction().equals(CREDIT)) {
            return Uni.createFrom()
                    .failure(GrpcRefusals.status(Refusal.of(RefusalCode.NOT_PARKED)));
        }
        CLOSED.put(request.getTransaction(), request);
        return Uni.createFrom()
                .item(CloseParkedResponse.newBuilder().setTransaction(PARKED).build());
    }
}
