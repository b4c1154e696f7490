package fairdraw.backoffice;

import fairdraw.engine.v1.AdjustBetRequest;
import fairdraw.engine.v1.AdjustBetResponse;
import fairdraw.engine.v1.BookPaymentRequest;
import fairdraw.engine.v1.BookPaymentResponse;
import fairdraw.engine.v1.CorrectionService;
import fairdraw.engine.v1.ListBalancesRequest;
import fairdraw.engine.v1.ListBalancesResponse;
import fairdraw.engine.v1.OperatorBalance;
import fairdraw.engine.v1.PayPromotionRequest;
import fairdraw.engine.v1.PayPromotionResponse;
import fairdraw.engine.v1.VoidRoundRequest;
import fairdraw.engine.v1.VoidRoundResponse;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The engine's side of the contract of corrections, kept in memory for tests of this module: a
 * round number says how it answers.
 */
@GrpcService
public class MoneyDesk implements CorrectionService {

    /** The beacon of this round has come. */
    public static final long BEACON_HAS_COME = 13;

    /** This round is voided, and the answer is lost twice. */
    public static final long ANSWER_IS_LOST = 14;

    /** Approvals that asked to void, each as often as it asked. */
    public static final Queue<VoidRoundRequest> VOIDS = new ConcurrentLinkedQueue<>();

    /** Payments booked, by approval. */
    public static final Map<String, BookPaymentRequest> PAYMENTS = new ConcurrentHashMap<>();

    /** Adjustments made, by approval. */
    public static final Map<String, AdjustBetRequest> ADJUSTMENTS = new ConcurrentHashMap<>();

    /** Promotions paid, by approval. */
    public static final Map<String, PayPromotionRequest> PROMOTIONS = new ConcurrentHashMap<>();

    private static final AtomicInteger LOST = new AtomicInteger();

    @Override
    public Uni<VoidRoundResponse> voidRound(VoidRoundRequest request) {
        VOIDS.add(request);
        if (request.getRound() == BEACON_HAS_COME) {
            return Uni.createFrom().failure(GrpcRefusals.status(Refusal.of(RefusalCode.TOO_LATE)));
        }
        if (request.getRound() == ANSWER_IS_LOST && LOST.incrementAndGet() <= 2) {
            return Uni.createFrom().failure(new IllegalStateException("the line is cut"));
        }
        return Uni.createFrom().item(VoidRoundResponse.newBuilder().setTickets(3).build());
    }

    @Override
    public Uni<AdjustBetResponse> adjustBet(AdjustBetRequest request) {
        ADJUSTMENTS.put(request.getApproval().getId(), request);
        return Uni.createFrom()
                .item(AdjustBetResponse.newBuilder().setTransaction("adjusted").build());
    }

    @Override
    public Uni<PayPromotionResponse> payPromotion(PayPromotionRequest request) {
        PROMOTIONS.put(request.getApproval().getId(), request);
        return Uni.createFrom()
                .item(PayPromotionResponse.newBuilder().setTransaction("given").build());
    }

    @Override
    public Uni<BookPaymentResponse> bookPayment(BookPaymentRequest request) {
        PAYMENTS.put(request.getApproval().getId(), request);
        return Uni.createFrom()
                .item(BookPaymentResponse.newBuilder().setTransaction("paid").build());
    }

    @Override
    public Uni<ListBalancesResponse> listBalances(ListBalancesRequest request) {
        var answer = ListBalancesResponse.newBuilder();
        for (String operator : List.of("demo", "rival")) {
            if (request.getOperator().isEmpty() || request.getOperator().equals(operator)) {
                answer.addBalances(
                        OperatorBalance.newBuilder()
                                .setOperator(operator)
                                .setCurrency("EUR")
                                .setMode("REAL")
                                .setOwed(1_234_567)
                                .setHeld(500)
                                .setLeft(98_765_433));
            }
        }
        return Uni.createFrom().item(answer.build());
    }
}
