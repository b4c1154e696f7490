package fairdraw.engine.settlement;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.now;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.AdjustBetRequest;
import fairdraw.engine.v1.Approval;
import fairdraw.engine.v1.CorrectionService;
import fairdraw.engine.v1.ReserveRequest;
import fairdraw.engine.v1.TicketState;
import fairdraw.engine.v1.VoidRoundRequest;
import fairdraw.events.v1.Applied;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.CreditMode;
import fairdraw.events.v1.CreditTerms;
import fairdraw.events.v1.CurrencyLimits;
import fairdraw.events.v1.OperatorStatus;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import fairdraw.kernel.Ids;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A free bet is played by its nominal stake, and only its winnings move money. */
@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class FreeBetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject Play play;

    @GrpcClient("corrections")
    CorrectionService corrections;

    @Test
    void only_the_winnings_of_a_free_bet_move_money_and_the_operator_bears_them() throws Exception {
        var op = "op-free-win";
        play.terms(op, 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        String hit = "%03d".formatted(FairnessDouble.outcome(round));
        String miss = "%03d".formatted((FairnessDouble.outcome(round) + 1) % 1000);
        play.accepted(request(op, "ann", round, bet("STRAIGHT", miss, 300)));
        var free = play.accepted(free(request(op, "bob", round, bet("STRAIGHT", hit, 100))));
        assertEquals("gift-1", free.getFreeBet());
        assertEquals(100, free.getStake());
        assertTrue(free.getReceipt().getBets(0).getBetRecord().contains("\"stake\":\"100\""));
        assertEquals("gift-1", accepted(free.getId()).getAccepted().getFreeBet());
        play.finish(round);

        long won = free.getBets(0).getPotentialPayout();
        assertEquals(won, play.ticket(free.getId()).getPayout());
        var credit = command("fairdraw.wallet.credit", op + "/bob");
        assertEquals(won, credit.getCredit().getAmount());
        // The operator owes what was staked with money; what the free bet won is its own cost.
        assertEquals(300, balance(op, "operator_balance"));
        assertEquals(-300, balance(op, "house_result"));
        assertEquals(-won, balance(op, "payouts_due"));
        assertEquals(won, balance(op, "player_funds_held"));
        result(op, credit.getTransaction(), WalletCallKind.WALLET_CALL_KIND_CREDIT);
        await().atMost(PATIENCE).until(() -> balance(op, "payouts_delivered") == -won);

        var close = command("fairdraw.wallet.round-close", op + "/").getRoundClose();
        assertEquals(
                List.of(2L, 300L, won),
                List.of(close.getBets(), close.getStakes(), close.getPayouts()));
        assertEquals(
                List.of(1L, 100L, won),
                List.of(close.getFreeBets(), close.getFreeStakes(), close.getFreePayouts()));
        var told = RoundSettlement.parseFrom(payload("fairdraw.round.settlement", Play.GAME));
        assertEquals(List.of(300L), told.getCellsList().stream().map(c -> c.getStakes()).toList());
        assertEquals(0, told.getCells(0).getPayouts());
        assertEquals(1, told.getFreeBetsCount());
        assertEquals(won, told.getFreeBets(0).getPayouts());
        assertEquals(100, told.getFreeBets(0).getStakes());
    }

    @Test
    void the_rollback_of_a_free_bet_closes_its_debit_and_books_nothing() throws Exception {
        var op = "op-free-back";
        play.terms(op, 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var unknown = play.reserved(free(request(op, "ann", round, bet("DIGIT", "1:1", 200))));
        play.expire(unknown.getId());
        var rollback = command("fairdraw.wallet.rollback", op + "/ann");
        assertEquals(0, rollback.getRollback().getAmount());
        assertEquals(
                Ids.derived("debit", unknown.getId()).toString(),
                rollback.getRollback().getDebitTransaction());
        var declined = play.reserved(free(request(op, "cy", round, bet("DIGIT", "1:1", 200))));
        play.decline(declined.getId());
        var forgotten = play.reserved(free(request(op, "bob", round, bet("DIGIT", "1:1", 200))));
        var kept = play.accepted(free(request(op, "eve", round, bet("DIGIT", "1:1", 200))));
        now(
                corrections.voidRound(
                        VoidRoundRequest.newBuilder()
                                .setGame(Play.GAME)
                                .setRound(round)
                                .setApproval(approval())
                                .build()));
        assertEquals(TicketState.TICKET_STATE_REFUNDED, play.ticket(kept.getId()).getState());
        assertEquals(TicketState.TICKET_STATE_EXPIRED, play.ticket(forgotten.getId()).getState());
        var refund = command("fairdraw.wallet.rollback", op + "/eve");
        assertEquals(0, refund.getRollback().getAmount());
        result(op, rollback.getTransaction(), WalletCallKind.WALLET_CALL_KIND_ROLLBACK);
        result(op, refund.getTransaction(), WalletCallKind.WALLET_CALL_KIND_ROLLBACK);
        // Whatever is told after them is still heard.
        long next = play.openRound();
        var late = play.reserved(request(op, "ann", next, bet("DIGIT", "1:1", 70)));
        play.expire(late.getId());
        result(
                op,
                Ids.derived("rollback", late.getId()).toString(),
                WalletCallKind.WALLET_CALL_KIND_ROLLBACK);
        await().atMost(PATIENCE).until(() -> balance(op, "refunds_delivered") == -70);
        assertEquals(
                3,
                number(
                                "select count(*) from ledger where operator = ? and ticket = ?",
                                op,
                                UUID.fromString(late.getId()))
                        - 1);
        play.finish(next);
    }

    @Test
    void limits_and_liability_count_the_nominal_stake_and_credit_does_not() {
        var op = "op-free-limits";
        var limits =
                CurrencyLimits.newBuilder()
                        .setCurrency("EUR")
                        .setMinStake(50)
                        .setMaxStake(1_000)
                        .setMaxWin(50_000_000)
                        .setRoundLiability(10_000)
                        .setCredit(
                                CreditTerms.newBuilder().setMode(CreditMode.CREDIT_MODE_PREPAID));
        play.tell(op, OperatorStatus.OPERATOR_STATUS_ACTIVE, List.of(limits.build()));
        long round = play.openRound();
        var money = request(op, "ann", round, bet("DIGIT", "1:1", 500));
        assertEquals("CREDIT_EXHAUSTED", play.reserve(money).getRefused().getCode());
        var high = free(request(op, "ann", round, bet("DIGIT", "1:1", 1_001)));
        assertEquals("STAKE_TOO_HIGH", play.reserve(high).getRefused().getCode());
        play.accepted(free(request(op, "ann", round, bet("DIGIT", "1:1", 1_000))));
        var over = free(request(op, "bob", round, bet("DIGIT", "1:1", 1_000)));
        assertEquals("LIABILITY_EXCEEDED", play.reserve(over).getRefused().getCode());
        play.finish(round);
    }

    @Test
    void what_a_free_bet_was_paid_is_corrected_at_the_operators_cost() throws Exception {
        var op = "op-free-corr";
        play.terms(op, 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        String hit = "%03d".formatted(FairnessDouble.outcome(round));
        var free = play.accepted(free(request(op, "ann", round, bet("STRAIGHT", hit, 100))));
        play.finish(round);
        long won = free.getBets(0).getPotentialPayout();
        for (long amount : List.of(-won, 40L, -15L)) {
            var order =
                    AdjustBetRequest.newBuilder()
                            .setOperator(op)
                            .setTicket(free.getId())
                            .setAmount(amount)
                            .setCurrency("EUR")
                            .setApproval(approval());
            var done = now(corrections.adjustBet(order.build()));
            result(op, done.getTransaction(), WalletCallKind.WALLET_CALL_KIND_ADJUSTMENT);
        }
        await().atMost(PATIENCE).until(() -> balance(op, "adjustments_delivered") == won - 25);
        assertEquals(0, balance(op, "operator_balance"));
        assertEquals(0, balance(op, "house_result"));
        assertEquals(25, balance(op, "player_funds_held"));
    }

    private static ReserveRequest free(ReserveRequest request) {
        return request.toBuilder().setFreeBet("gift-1").build();
    }

    private static Approval approval() {
        return Approval.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setRequestedBy("ann@house")
                .setApprovedBy("bob@house")
                .setReason("free bets of the fair")
                .setApprovedAtMs(1)
                .build();
    }

    private void result(String operator, String transaction, WalletCallKind kind) {
        var result =
                WalletResult.newBuilder()
                        .setTransaction(transaction)
                        .setOperator(operator)
                        .setKind(kind)
                        .setApplied(Applied.newBuilder().setOperatorTransaction("x"));
        play.send("fairdraw.wallet-results.v1", operator + "/x", result.build().toByteArray());
    }

    private static BetEvent accepted(String ticket) throws Exception {
        for (var payload :
                Play.column("select payload from outbox where type = 'fairdraw.bet.accepted'")) {
            var event = BetEvent.parseFrom((byte[]) payload);
            if (event.getTicket().equals(ticket)) {
                return event;
            }
        }
        throw new AssertionError(ticket);
    }

    private static WalletCommand command(String type, String key) throws Exception {
        return WalletCommand.parseFrom(payload(type, key));
    }

    private static byte[] payload(String type, String key) {
        var found =
                Play.column(
                        "select payload from outbox where type = ? and event_key = ?"
                                + " order by position desc limit 1",
                        type,
                        key);
        return (byte[]) found.getFirst();
    }

    private static long balance(String operator, String account) {
        return number(
                "select balance from trial_balance where operator = ? and account = ?",
                operator,
                account);
    }
}
