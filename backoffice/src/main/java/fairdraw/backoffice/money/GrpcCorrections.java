package fairdraw.backoffice.money;

import fairdraw.backoffice.approval.Approval.Approved;
import fairdraw.backoffice.approval.Order;
import fairdraw.engine.v1.AdjustBetRequest;
import fairdraw.engine.v1.Approval;
import fairdraw.engine.v1.BookPaymentRequest;
import fairdraw.engine.v1.CorrectionService;
import fairdraw.engine.v1.ListBalancesRequest;
import fairdraw.engine.v1.OperatorBalance;
import fairdraw.engine.v1.PayPromotionRequest;
import fairdraw.engine.v1.VoidRoundRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/** Asks the engine to correct rounds, bets and balances. */
@ApplicationScoped
public class GrpcCorrections {

    private final CorrectionService engine;

    GrpcCorrections(@GrpcClient("engine") CorrectionService engine) {
        this.engine = engine;
    }

    /** What came of it, for people. */
    Uni<String> voidRound(Approved approved, Order.VoidRound order) {
        var request =
                VoidRoundRequest.newBuilder()
                        .setGame(order.game())
                        .setRound(order.round())
                        .setApproval(approval(approved));
        return GrpcCall.bounded(engine.voidRound(request.build()))
                .map(answer -> answer.getTickets() + " tickets are refunded");
    }

    /** What came of it, for people. */
    Uni<String> adjustBet(Approved approved, Order.AdjustBet order) {
        var request =
                AdjustBetRequest.newBuilder()
                        .setOperator(order.operator())
                        .setTicket(order.ticket())
                        .setIndex(order.index())
                        .setAmount(order.amount())
                        .setCurrency(order.currency())
                        .setApproval(approval(approved));
        return GrpcCall.bounded(engine.adjustBet(request.build()))
                .map(answer -> "adjustment " + answer.getTransaction());
    }

    /** What came of it, for people. */
    Uni<String> payPromotion(Approved approved, Order.PayPromotion order) {
        var request =
                PayPromotionRequest.newBuilder()
                        .setOperator(order.operator())
                        .setPlayer(order.player())
                        .setAmount(order.amount())
                        .setCurrency(order.currency())
                        .setApproval(approval(approved));
        return GrpcCall.bounded(engine.payPromotion(request.build()))
                .map(answer -> "promotion " + answer.getTransaction());
    }

    /** What came of it, for people. */
    Uni<String> bookPayment(Approved approved, Order.BookPayment order) {
        var request =
                BookPaymentRequest.newBuilder()
                        .setOperator(order.operator())
                        .setCurrency(order.currency())
                        .setAmount(order.amount())
                        .setApproval(approval(approved));
        return GrpcCall.bounded(engine.bookPayment(request.build()))
                .map(answer -> "payment " + answer.getTransaction());
    }

    /**
     * Balances in order of operator, currency and mode.
     *
     * @param operator empty for all
     */
    public Uni<List<BalanceView>> balances(String operator) {
        var request = ListBalancesRequest.newBuilder().setOperator(operator);
        return GrpcCall.answered(engine.listBalances(request.build()))
                .map(answer ->
                        answer.getBalancesList().stream()
                                .map(GrpcCorrections::view)
                                .sorted(
                                        Comparator.comparing(BalanceView::operator)
                                                .thenComparing(BalanceView::currency)
                                                .thenComparing(BalanceView::mode))
                                .toList());
    }

    private static BalanceView view(OperatorBalance balance) {
        return new BalanceView(
                balance.getOperator(),
                balance.getCurrency(),
                balance.getMode(),
                balance.getOwed(),
                balance.getHeld(),
                balance.hasLeft() ? balance.getLeft() : null);
    }

    /** The approval as engine and gateway take it. */
    static Approval approval(Approved approved) {
        return Approval.newBuilder()
                .setId(approved.ask().id().toString())
                .setRequestedBy(approved.ask().by().subject())
                .setApprovedBy(approved.by().subject())
                .setReason(approved.ask().reason())
                .setApprovedAtMs(approved.at().toEpochMilli())
                .build();
    }
}
