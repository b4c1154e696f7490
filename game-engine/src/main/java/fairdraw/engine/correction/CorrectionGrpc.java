package fairdraw.engine.correction;

import static fairdraw.kernel.RefusalCode.INVALID_FIELD;

import fairdraw.engine.approval.Approval;
import fairdraw.engine.approval.Correction;
import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.engine.round.OwnGames;
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
import fairdraw.kernel.Currencies;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** The door for what two persons decided; checks once more that they are two. */
@GrpcService
class CorrectionGrpc implements CorrectionService {

    private static final int TEXT_CHARS_MAX = 128;
    private static final int REASON_CHARS_MAX = 500;

    private final OwnGames games;
    private final AdjustBet adjust;
    private final BookPromotion promotions;
    private final BookPayment payments;
    private final ListBalances balances;

    CorrectionGrpc(
            OwnGames games,
            AdjustBet adjust,
            BookPromotion promotions,
            BookPayment payments,
            ListBalances balances) {
        this.games = games;
        this.adjust = adjust;
        this.promotions = promotions;
        this.payments = payments;
        this.balances = balances;
    }

    @Override
    public Uni<VoidRoundResponse> voidRound(VoidRoundRequest request) {
        var order =
                new Correction.VoidRound(
                        approval(request.getApproval()),
                        required("game", request.getGame(), TEXT_CHARS_MAX),
                        request.getRound());
        return games.annul(order)
                .map(tickets -> VoidRoundResponse.newBuilder().setTickets(tickets).build());
    }

    @Override
    public Uni<AdjustBetResponse> adjustBet(AdjustBetRequest request) {
        var asked =
                new AdjustBet.Asked(
                        approval(request.getApproval()),
                        required("operator", request.getOperator(), TEXT_CHARS_MAX),
                        uuid("ticket", request.getTicket()),
                        request.getIndex(),
                        amount(request.getAmount()),
                        request.getCurrency());
        return adjust.adjust(asked)
                .map(id -> AdjustBetResponse.newBuilder().setTransaction(id.toString()).build());
    }

    @Override
    public Uni<PayPromotionResponse> payPromotion(PayPromotionRequest request) {
        var party = party(request.getOperator(), request.getCurrency());
        if (request.getAmount() <= 0) {
            throw Refusal.of(INVALID_FIELD, "amount", "above 0").toException();
        }
        var promotion =
                new Correction.Promotion(
                        approval(request.getApproval()),
                        party,
                        required("player", request.getPlayer(), TEXT_CHARS_MAX),
                        request.getAmount());
        return known(party)
                .chain(() -> promotions.book(promotion))
                .map(_ ->
                        PayPromotionResponse.newBuilder()
                                .setTransaction(promotion.transaction().toString())
                                .build());
    }

    @Override
    public Uni<BookPaymentResponse> bookPayment(BookPaymentRequest request) {
        var party = party(request.getOperator(), request.getCurrency());
        var payment =
                new Correction.Payment(
                        approval(request.getApproval()), party, amount(request.getAmount()));
        return known(party)
                .chain(() -> payments.book(payment))
                .chain(() -> balances.list(party.operator()))
                .map(list -> {
                    var answer =
                            BookPaymentResponse.newBuilder()
                                    .setTransaction(payment.transaction().toString());
                    list.stream()
                            .filter(balance -> balance.account().party().equals(party))
                            .findFirst()
                            .ifPresent(balance -> answer.setBalance(message(balance)));
                    return answer.build();
                });
    }

    @Override
    public Uni<ListBalancesResponse> listBalances(ListBalancesRequest request) {
        return balances.list(request.getOperator())
                .map(list -> {
                    var answer = ListBalancesResponse.newBuilder();
                    list.forEach(balance -> answer.addBalances(message(balance)));
                    return answer.build();
                });
    }

    private static Party party(String operator, String currency) {
        var known = required("operator", operator, TEXT_CHARS_MAX);
        if (!Currencies.known(currency)) {
            throw Refusal.of(INVALID_FIELD, "currency", "not a currency").toException();
        }
        return new Party(known, currency, Mode.REAL);
    }

    /** Money of an operator or currency that nobody knows would never be found again. */
    private Uni<Void> known(Party party) {
        return balances.list(party.operator())
                .map(list -> {
                    if (list.isEmpty()) {
                        throw Refusal.of(RefusalCode.NOT_FOUND, "operator", "unknown operator")
                                .toException();
                    }
                    if (list.stream().noneMatch(it -> it.account().party().equals(party))) {
                        throw Refusal.of(
                                        RefusalCode.CURRENCY_NOT_ALLOWED,
                                        "currency",
                                        RefusalCode.CURRENCY_NOT_ALLOWED.sentence())
                                .toException();
                    }
                    return null;
                });
    }

    private static OperatorBalance message(ListBalances.Balance balance) {
        var account = balance.account();
        var message =
                OperatorBalance.newBuilder()
                        .setOperator(account.party().operator())
                        .setCurrency(account.party().currency())
                        .setMode(account.party().mode().name())
                        .setOwed(account.owed())
                        .setHeld(account.held());
        balance.left().ifPresent(message::setLeft);
        return message.build();
    }

    private static Approval approval(fairdraw.engine.v1.Approval asked) {
        var requestedBy = required("approval.requestedBy", asked.getRequestedBy(), TEXT_CHARS_MAX);
        var approvedBy = required("approval.approvedBy", asked.getApprovedBy(), TEXT_CHARS_MAX);
        // Whatever the caller checked: a name in other letters is the same person.
        if (requestedBy.strip().equalsIgnoreCase(approvedBy.strip())) {
            throw Refusal.of(
                            RefusalCode.SECOND_PERSON_REQUIRED,
                            "approval.approvedBy",
                            RefusalCode.SECOND_PERSON_REQUIRED.sentence())
                    .toException();
        }
        return new Approval(
                uuid("approval.id", asked.getId()),
                requestedBy,
                approvedBy,
                required("approval.reason", asked.getReason(), REASON_CHARS_MAX),
                asked.getApprovedAtMs());
    }

    private static long amount(long amount) {
        if (amount == 0 || amount == Long.MIN_VALUE) {
            throw Refusal.of(INVALID_FIELD, "amount", "never 0").toException();
        }
        return amount;
    }

    private static UUID uuid(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException wrong) {
            throw Refusal.of(INVALID_FIELD, field, "not a UUID").toException();
        }
    }

    private static String required(String field, String text, int charsMax) {
        if (text.isBlank() || text.length() > charsMax || text.indexOf('\0') >= 0) {
            throw Refusal.of(INVALID_FIELD, field, "missing, too long or not a text").toException();
        }
        return text;
    }
}
