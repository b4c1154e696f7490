package fairdraw.engine.correction;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.now;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.AdjustBetRequest;
import fairdraw.engine.v1.Approval;
import fairdraw.engine.v1.BookPaymentRequest;
import fairdraw.engine.v1.CorrectionService;
import fairdraw.engine.v1.ListBalancesRequest;
import fairdraw.engine.v1.OperatorBalance;
import fairdraw.engine.v1.PayPromotionRequest;
import fairdraw.engine.v1.RoundState;
import fairdraw.engine.v1.TicketState;
import fairdraw.engine.v1.VoidRoundRequest;
import fairdraw.events.v1.Applied;
import fairdraw.events.v1.ClosedByHand;
import fairdraw.events.v1.CreditMode;
import fairdraw.events.v1.CreditTerms;
import fairdraw.events.v1.CurrencyLimits;
import fairdraw.events.v1.OperatorStatus;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Ids;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class CorrectionTest {

    private static final String OP = "op-corr";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject Play play;

    @GrpcService FairnessDouble fairness;

    @GrpcClient("corrections")
    CorrectionService corrections;

    @BeforeEach
    void operator_may_bet() {
        play.terms(OP, 10_000, 50_000_000, 500_000_000);
    }

    @AfterEach
    void nothing_is_withheld() {
        fairness.reset();
    }

    @Test
    void an_open_round_is_voided_and_every_ticket_is_given_back() throws Exception {
        long round = play.openRound();
        var accepted = play.accepted(request(OP, "ann", round, bet("DIGIT", "1:1", 300)));
        var reserved = play.reserved(request(OP, "bob", round, bet("DIGIT", "1:1", 200)));
        var declined = play.reserved(request(OP, "cy", round, bet("DIGIT", "1:1", 100)));
        play.decline(declined.getId());
        long owed = owed(OP);
        var order = voidOrder(round);
        assertEquals(2, now(corrections.voidRound(order)).getTickets());

        assertEquals(RoundState.ROUND_STATE_VOIDED, play.round(round).getState());
        assertEquals("wrong table", play.round(round).getReason());
        assertEquals(TicketState.TICKET_STATE_REFUNDED, play.ticket(accepted.getId()).getState());
        assertEquals("VOID", play.ticket(accepted.getId()).getReason());
        assertEquals(TicketState.TICKET_STATE_EXPIRED, play.ticket(reserved.getId()).getState());
        assertEquals(TicketState.TICKET_STATE_DECLINED, play.ticket(declined.getId()).getState());
        assertRolledBack(accepted.getId(), 300);
        assertRolledBack(reserved.getId(), 200);
        // Its stakes never settle, the players' money is given back, once.
        assertEquals(owed, owed(OP));
        assertEquals(2, now(corrections.voidRound(order)).getTickets());
        assertEquals(
                1,
                number(
                        "select count(*) from outbox where type = 'fairdraw.bet.refunded'"
                                + " and position > (select max(position) from outbox where type ="
                                + " 'fairdraw.round.opened')"));
        assertEquals(
                1,
                number(
                        "select count(*) from ledger where id = ?",
                        Ids.derived("rollback", accepted.getId())));
        assertEquals(
                1,
                number(
                        "select count(*) from outbox where type = 'fairdraw.round.voided'"
                                + " and position > (select max(position) from outbox where type ="
                                + " 'fairdraw.round.opened')"));
        await().atMost(PATIENCE).until(() -> fairness.voided().contains(round));
        // Nobody bets on it any more, and the next one opens by the clock.
        var late = request(OP, "dan", round, bet("DIGIT", "1:1", 100));
        assertEquals("ROUND_NOT_OPEN", play.reserve(late).getRefused().getCode());
        assertEquals(TicketState.TICKET_STATE_REFUNDED, play.confirm(accepted.getId()).getState());
        play.finish(play.openRound());
    }

    @Test
    void a_round_is_voided_while_it_is_closed_or_sealed_and_waits_for_its_beacon() {
        long closed = play.openRound();
        var first = play.accepted(request(OP, "ann", closed, bet("DIGIT", "1:1", 300)));
        play.at(closed, 6_000);
        play.awaitState(closed, RoundState.ROUND_STATE_CLOSED);
        assertEquals(1, now(corrections.voidRound(voidOrder(closed))).getTickets());
        assertRolledBack(first.getId(), 300);

        long sealed = play.openRound();
        var second = play.accepted(request(OP, "ann", sealed, bet("DIGIT", "1:1", 400)));
        play.at(sealed, 6_400);
        play.awaitState(sealed, RoundState.ROUND_STATE_SEALED);
        assertEquals(1, now(corrections.voidRound(voidOrder(sealed))).getTickets());
        assertEquals(RoundState.ROUND_STATE_VOIDED, play.round(sealed).getState());
        assertRolledBack(second.getId(), 400);
        await().atMost(PATIENCE).until(() -> fairness.voided().contains(sealed));
        play.finish(play.openRound());
    }

    @Test
    void from_its_beacon_on_no_round_is_voided_whatever_its_state() {
        fairness.beaconsWithheld.set(true);
        long round = play.openRound();
        var ticket = play.accepted(request(OP, "ann", round, bet("DIGIT", "1:1", 300)));
        play.at(round, 6_400);
        play.awaitState(round, RoundState.ROUND_STATE_SEALED);
        play.at(round, FairnessDouble.beaconAtMs(round) - FairnessDouble.SCHEDULE.openAtMs(round));
        assertEquals(
                RefusalCode.TOO_LATE, refusal(() -> now(corrections.voidRound(voidOrder(round)))));
        fairness.beaconsWithheld.set(false);
        play.finish(round);
        assertEquals(
                RefusalCode.TOO_LATE, refusal(() -> now(corrections.voidRound(voidOrder(round)))));
        assertEquals(TicketState.TICKET_STATE_SETTLED, play.ticket(ticket.getId()).getState());
        var unknown = voidOrder(round).toBuilder().setRound(9_999_999).build();
        assertEquals(RefusalCode.ROUND_UNKNOWN, refusal(() -> now(corrections.voidRound(unknown))));
    }

    @Test
    void two_different_persons_have_to_stand_behind_everything() {
        long round = play.openRound();
        for (var approver : List.of("ann@house", "ANN@house ", " ann@house")) {
            var one = approval().toBuilder().setApprovedBy(approver).build();
            assertEquals(
                    RefusalCode.SECOND_PERSON_REQUIRED,
                    refusal(() ->
                            now(
                                    corrections.voidRound(
                                            voidOrder(round).toBuilder()
                                                    .setApproval(one)
                                                    .build()))));
        }
        var nobody = approval().toBuilder().clearApprovedBy().build();
        assertEquals(
                RefusalCode.INVALID_FIELD,
                refusal(() -> now(corrections.bookPayment(payment(500, nobody)))));
        var silent = approval().toBuilder().clearReason().build();
        assertEquals(
                RefusalCode.INVALID_FIELD,
                refusal(() -> now(corrections.bookPayment(payment(500, silent)))));
        play.finish(round);
    }

    @Test
    void an_adjustment_is_a_transaction_of_its_own_and_never_takes_back_more_than_was_paid()
            throws Exception {
        long round = play.openRound();
        String hit = "%03d".formatted(FairnessDouble.outcome(round));
        var ticket =
                play.accepted(
                        request(
                                OP,
                                "ann",
                                round,
                                bet("STRAIGHT", hit, 100),
                                bet("DIGIT", "1:1", 50)));
        var early = adjust(ticket.getId(), 0, -1);
        assertEquals(RefusalCode.TOO_EARLY, refusal(() -> now(corrections.adjustBet(early))));
        play.finish(round);
        long paid = play.ticket(ticket.getId()).getBets(0).getPayout();
        long owed = owed(OP);

        var tooMuch = adjust(ticket.getId(), 0, -paid - 1);
        assertEquals(RefusalCode.INVALID_FIELD, refusal(() -> now(corrections.adjustBet(tooMuch))));
        var back = adjust(ticket.getId(), 0, -paid);
        var transaction = now(corrections.adjustBet(back)).getTransaction();
        assertEquals(transaction, now(corrections.adjustBet(back)).getTransaction());
        assertEquals(owed + paid, owed(OP));
        var again = adjust(ticket.getId(), 0, -1);
        assertEquals(RefusalCode.INVALID_FIELD, refusal(() -> now(corrections.adjustBet(again))));
        now(corrections.adjustBet(adjust(ticket.getId(), 0, 70)));
        now(corrections.adjustBet(adjust(ticket.getId(), 0, -70)));

        var other = back.toBuilder().setAmount(-paid + 1).build();
        assertEquals(
                RefusalCode.IDEMPOTENCY_MISMATCH, refusal(() -> now(corrections.adjustBet(other))));
        var dollars = adjust(ticket.getId(), 0, 5).toBuilder().setCurrency("USD").build();
        assertEquals(
                RefusalCode.CURRENCY_MISMATCH, refusal(() -> now(corrections.adjustBet(dollars))));
        var foreign = adjust(ticket.getId(), 0, 5).toBuilder().setOperator("op-x").build();
        assertEquals(RefusalCode.NOT_FOUND, refusal(() -> now(corrections.adjustBet(foreign))));
        var third = adjust(ticket.getId(), 2, 5);
        assertEquals(RefusalCode.NOT_FOUND, refusal(() -> now(corrections.adjustBet(third))));

        var seen = play.ticket(ticket.getId());
        assertEquals(paid, seen.getBets(0).getPayout());
        assertEquals(
                List.of(-paid, 70L, -70L),
                seen.getAdjustmentsList().stream().map(it -> it.getAmount()).toList());
        assertEquals(transaction, seen.getAdjustments(0).getTransaction());
        assertEquals("wrong table", seen.getAdjustments(0).getReason());
        var command = command("fairdraw.wallet.adjustment", transaction);
        assertEquals(-paid, command.getAdjustment().getAmount());
        assertEquals(ticket.getBets(0).getId(), command.getAdjustment().getBet());
        // The wallet took it back.
        result(transaction, WalletCallKind.WALLET_CALL_KIND_ADJUSTMENT, true);
        await().atMost(PATIENCE).until(() -> account("adjustments_delivered") == paid);
    }

    @Test
    void a_promotion_is_paid_once_at_the_houses_cost_and_belongs_to_no_bet() throws Exception {
        play.terms("op-promo", 10_000, 50_000_000, 500_000_000);
        var order = promotion("op-promo", 2_500);
        var transaction = now(corrections.payPromotion(order)).getTransaction();
        assertEquals(transaction, now(corrections.payPromotion(order)).getTransaction());
        assertEquals(-2_500, owed("op-promo"));
        assertEquals(2_500, account("op-promo", "promotions"));
        assertEquals(-2_500, account("op-promo", "promotions_due"));
        assertEquals(0, account("op-promo", "house_result"));
        var command = command("fairdraw.wallet.promotion", transaction);
        assertEquals("ann", command.getPlayer());
        assertEquals(2_500, command.getPromotion().getAmount());
        assertEquals("wrong table", command.getPromotion().getReason());
        assertEquals("", command.getTicket() + command.getGame());
        result(transaction, WalletCallKind.WALLET_CALL_KIND_PROMOTION, true);
        await().atMost(PATIENCE).until(() -> account("op-promo", "promotions_delivered") == -2_500);

        var other = order.toBuilder().setAmount(2_501).build();
        assertEquals(
                RefusalCode.IDEMPOTENCY_MISMATCH,
                refusal(() -> now(corrections.payPromotion(other))));
        var stolen = order.toBuilder().setPlayer("eve").build();
        assertEquals(
                RefusalCode.IDEMPOTENCY_MISMATCH,
                refusal(() -> now(corrections.payPromotion(stolen))));
        for (long amount : List.of(0L, -1L, Long.MIN_VALUE)) {
            var wrong = promotion("op-promo", amount);
            assertEquals(
                    RefusalCode.INVALID_FIELD, refusal(() -> now(corrections.payPromotion(wrong))));
        }
        var nobody = promotion("op-promo", 5).toBuilder().clearPlayer().build();
        assertEquals(
                RefusalCode.INVALID_FIELD, refusal(() -> now(corrections.payPromotion(nobody))));
        var stranger = promotion("nobody", 5);
        assertEquals(RefusalCode.NOT_FOUND, refusal(() -> now(corrections.payPromotion(stranger))));
        var one = approval().toBuilder().setApprovedBy("ANN@house ").build();
        var alone = order.toBuilder().setApproval(one).build();
        assertEquals(
                RefusalCode.SECOND_PERSON_REQUIRED,
                refusal(() -> now(corrections.payPromotion(alone))));
        assertEquals(2_500, account("op-promo", "promotions"));
    }

    @Test
    void a_payment_is_booked_once_and_frees_a_prepaid_operators_credit() {
        prepaid("op-paid");
        long round = play.openRound();
        var want = request("op-paid", "ann", round, bet("DIGIT", "1:1", 500));
        assertEquals("CREDIT_EXHAUSTED", play.reserve(want).getRefused().getCode());
        var payment = payment(1_000, approval()).toBuilder().setOperator("op-paid").build();
        var first = now(corrections.bookPayment(payment));
        assertEquals(-1_000, first.getBalance().getOwed());
        assertEquals(1_000, first.getBalance().getLeft());
        var second = now(corrections.bookPayment(payment));
        assertEquals(first, second);
        play.reserved(want);
        var balance = balance("op-paid");
        assertEquals(500, balance.getHeld());
        assertEquals(500, balance.getLeft());
        play.finish(round);
        assertEquals(1_000, balance("op-paid").getLeft());
        now(
                corrections.bookPayment(
                        payment(-600, approval()).toBuilder().setOperator("op-paid").build()));
        assertEquals(400, balance("op-paid").getLeft());

        var other = payment.toBuilder().setAmount(999).build();
        assertEquals(
                RefusalCode.IDEMPOTENCY_MISMATCH,
                refusal(() -> now(corrections.bookPayment(other))));
        var stranger = payment(5, approval()).toBuilder().setOperator("nobody").build();
        assertEquals(RefusalCode.NOT_FOUND, refusal(() -> now(corrections.bookPayment(stranger))));
        var yen = payment(5, approval()).toBuilder().setCurrency("JPY").build();
        assertEquals(
                RefusalCode.CURRENCY_NOT_ALLOWED, refusal(() -> now(corrections.bookPayment(yen))));
        var nothing = payment(0, approval());
        assertEquals(
                RefusalCode.INVALID_FIELD, refusal(() -> now(corrections.bookPayment(nothing))));
    }

    @Test
    void balances_without_a_bound_have_nothing_left_to_say() {
        var balance = balance(OP);
        assertEquals("REAL", balance.getMode());
        assertTrue(!balance.hasLeft());
        var all = now(corrections.listBalances(ListBalancesRequest.getDefaultInstance()));
        assertTrue(all.getBalancesCount() >= 1);
    }

    @Test
    void what_was_closed_by_hand_is_delivered_and_debits_are_passed_over() throws Exception {
        long round = play.openRound();
        var forgotten = play.reserved(request("op-hand", "ann", round, bet("DIGIT", "1:1", 300)));
        play.finish(round);
        result(
                Ids.derived("debit", forgotten.getId()).toString(),
                WalletCallKind.WALLET_CALL_KIND_DEBIT,
                true);
        result(
                Ids.derived("rollback", forgotten.getId()).toString(),
                WalletCallKind.WALLET_CALL_KIND_ROLLBACK,
                false);
        await().atMost(PATIENCE)
                .until(() ->
                        number(
                                        "select balance from trial_balance where operator ="
                                                + " 'op-hand' and account = 'refunds_delivered'")
                                == -300);
    }

    @BeforeEach
    void hand_operator_may_bet() {
        play.terms("op-hand", 10_000, 50_000_000, 500_000_000);
    }

    private void result(String transaction, WalletCallKind kind, boolean applied) {
        var result =
                WalletResult.newBuilder().setTransaction(transaction).setOperator(OP).setKind(kind);
        if (applied) {
            result.setApplied(Applied.newBuilder().setOperatorTransaction("x"));
        } else {
            result.setClosedByHand(
                    ClosedByHand.newBuilder().setOperatorTransaction("x").setApproval("a"));
        }
        play.send("fairdraw.wallet-results.v1", OP + "/ann", result.build().toByteArray());
    }

    private OperatorBalance balance(String operator) {
        var request = ListBalancesRequest.newBuilder().setOperator(operator).build();
        return now(corrections.listBalances(request)).getBalancesList().stream()
                .filter(balance -> balance.getMode().equals("REAL"))
                .findFirst()
                .orElseThrow();
    }

    private void prepaid(String operator) {
        var limits =
                CurrencyLimits.newBuilder()
                        .setCurrency("EUR")
                        .setMinStake(50)
                        .setMaxStake(10_000)
                        .setMaxWin(50_000_000)
                        .setRoundLiability(500_000_000)
                        .setCredit(
                                CreditTerms.newBuilder().setMode(CreditMode.CREDIT_MODE_PREPAID));
        play.tell(operator, OperatorStatus.OPERATOR_STATUS_ACTIVE, List.of(limits.build()));
    }

    private static void assertRolledBack(String ticket, long amount) {
        try {
            var transaction = Ids.derived("rollback", ticket).toString();
            var rollback = command("fairdraw.wallet.rollback", transaction).getRollback();
            assertEquals("VOID", rollback.getReason());
            assertEquals(amount, rollback.getAmount());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static WalletCommand command(String type, String transaction) throws Exception {
        for (var payload :
                Play.column("select payload from outbox where type = ? order by position", type)) {
            var command = WalletCommand.parseFrom((byte[]) payload);
            if (command.getTransaction().equals(transaction)) {
                return command;
            }
        }
        throw new AssertionError("no command " + transaction);
    }

    private static Approval approval() {
        return Approval.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setRequestedBy("ann@house")
                .setApprovedBy("bob@house")
                .setReason("wrong table")
                .setApprovedAtMs(1)
                .build();
    }

    private static VoidRoundRequest voidOrder(long round) {
        return VoidRoundRequest.newBuilder()
                .setGame(Play.GAME)
                .setRound(round)
                .setApproval(approval())
                .build();
    }

    private static AdjustBetRequest adjust(String ticket, int index, long amount) {
        return AdjustBetRequest.newBuilder()
                .setOperator(OP)
                .setTicket(ticket)
                .setIndex(index)
                .setAmount(amount)
                .setCurrency("EUR")
                .setApproval(approval())
                .build();
    }

    private static PayPromotionRequest promotion(String operator, long amount) {
        return PayPromotionRequest.newBuilder()
                .setOperator(operator)
                .setPlayer("ann")
                .setCurrency("EUR")
                .setAmount(amount)
                .setApproval(approval())
                .build();
    }

    private static BookPaymentRequest payment(long amount, Approval approval) {
        return BookPaymentRequest.newBuilder()
                .setOperator(OP)
                .setCurrency("EUR")
                .setAmount(amount)
                .setApproval(approval)
                .build();
    }

    private static long owed(String operator) {
        return number("select balance from operator_balance where operator = ?", operator);
    }

    private static long account(String account) {
        return account(OP, account);
    }

    private static long account(String operator, String account) {
        return number(
                "select balance from trial_balance where operator = ? and account = ?",
                operator,
                account);
    }

    private static RefusalCode refusal(Supplier<?> call) {
        var failure = assertThrows(RuntimeException.class, call::get);
        return GrpcRefusals.refusal(failure).orElseThrow(() -> failure).code();
    }
}
