package fairdraw.engine.bet;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.bytes;
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
import fairdraw.engine.TestClock;
import fairdraw.engine.v1.AwaitTicketRequest;
import fairdraw.engine.v1.BetState;
import fairdraw.engine.v1.GetTicketRequest;
import fairdraw.engine.v1.ListTicketsRequest;
import fairdraw.engine.v1.Mode;
import fairdraw.engine.v1.ReserveResponse;
import fairdraw.engine.v1.TicketState;
import fairdraw.events.v1.Applied;
import fairdraw.events.v1.OperatorStatus;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.WalletResult;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Ids;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.MerkleTree;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class TicketsTest {

    @Inject TestClock clock;
    @Inject Play play;

    @GrpcService FairnessDouble fairness;

    @Test
    void winners_and_losers_are_settled_to_the_cent() {
        play.terms("op-settle", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        int outcome = FairnessDouble.outcome(round);
        String hit = "%03d".formatted(outcome);
        String miss = "%03d".formatted((outcome + 1) % 1000);
        String side = outcome % 2 == 1 ? "ODD" : "EVEN";
        var won =
                play.accepted(
                        request(
                                "op-settle",
                                "ann",
                                round,
                                bet("STRAIGHT", hit, 101),
                                bet("STRAIGHT", miss, 100),
                                bet("ODD_EVEN", side, 177)));
        var lost = play.accepted(request("op-settle", "bob", round, bet("STRAIGHT", miss, 5_000)));
        var declined = play.reserved(request("op-settle", "cy", round, bet("STRAIGHT", hit, 100)));
        play.decline(declined.getId());

        var done = play.finish(round);

        assertEquals(outcome, done.getOutcome());
        assertEquals(4, done.getBetCount());
        var seen = play.ticket(won.getId());
        assertEquals(TicketState.TICKET_STATE_SETTLED, seen.getState());
        assertEquals(won.getBets(0).getPotentialPayout(), seen.getBets(0).getPayout());
        assertEquals(BetState.BET_STATE_WON, seen.getBets(0).getState());
        assertEquals(BetState.BET_STATE_LOST, seen.getBets(1).getState());
        assertEquals(BetState.BET_STATE_WON, seen.getBets(2).getState());
        long payout = seen.getBets(0).getPotentialPayout() + seen.getBets(2).getPotentialPayout();
        assertEquals(payout, seen.getPayout());
        assertEquals(0, play.ticket(lost.getId()).getPayout());
        assertEquals(TicketState.TICKET_STATE_DECLINED, play.ticket(declined.getId()).getState());
        assertEquals(
                101 + 100 + 177 + 5_000 - payout,
                number("select balance from operator_balance where operator = 'op-settle'"));
        assertEquals(
                2,
                number(
                        "select count(*) from outbox where type = 'fairdraw.wallet.credit'"
                                + " and event_key = 'op-settle/ann'"));
    }

    @Test
    void every_accepted_bet_is_proved_and_its_receipt_verifies() {
        play.terms("op-proof", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var tickets =
                IntStream.range(0, 5)
                        .mapToObj(i ->
                                play.accepted(
                                        request(
                                                "op-proof",
                                                "p" + i,
                                                round,
                                                bet("STRAIGHT", "47" + i, 100),
                                                bet("DIGIT", "1:" + i, 100))))
                        .toList();
        var early = refusal(() -> play.proof(tickets.getFirst().getId(), 0));
        assertEquals(RefusalCode.ROUND_NOT_SEALED, early);

        play.finish(round);

        var sequences = new HashSet<Long>();
        for (var ticket : tickets) {
            var receipt = ticket.getReceipt();
            assertTrue(ReceiptCheck.verifies(receipt, round, EngineParts.receiptKey()));
            for (int i = 0; i < 2; i++) {
                var proof = play.proof(ticket.getId(), i);
                sequences.add(proof.getBet().getSequence());
                assertEquals(receipt.getBets(i), proof.getBet());
                var leaf =
                        Derivation.betLeaf(
                                FairnessDouble.DOMAIN,
                                round,
                                proof.getBet().getSequence(),
                                bytes(proof.getBet().getSalt()),
                                Derivation.hash(proof.getBet().getBetRecordBytes().toByteArray()));
                assertEquals(leaf, bytes(proof.getBet().getLeaf()));
                assertEquals(
                        Derivation.head(bytes(proof.getPreviousHead()), leaf),
                        bytes(proof.getBet().getHead()));
                assertTrue(
                        proof.getBet()
                                .getBetRecord()
                                .contains(
                                        Derivation.hash(proof.getTableBytes().toByteArray())
                                                .hex()));
                assertTrue(
                        MerkleTree.included(
                                bytes(proof.getBetRoot()),
                                proof.getBetCount(),
                                leaf,
                                proof.getBet().getSequence(),
                                proof.getProofList().stream().map(Play::bytes).toList()));
            }
        }
        assertEquals(10, sequences.size());
        assertEquals(9, sequences.stream().mapToLong(s -> s).max().orElseThrow());
    }

    @Test
    void ten_identical_reserves_in_parallel_are_one_ticket() {
        play.terms("op-ten", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var request = request("op-ten", "ann", round, bet("STRAIGHT", "123", 100));
        var answers =
                now(
                        Uni.join()
                                .all(
                                        IntStream.range(0, 10)
                                                .mapToObj(_ -> play.reserving(request))
                                                .toList())
                                .andFailFast());
        assertEquals(1, answers.stream().filter(ReserveResponse::hasReserved).count());
        assertEquals(9, answers.stream().filter(ReserveResponse::hasReplayed).count());
        assertEquals(1, number("select count(*) from tickets where operator = 'op-ten'"));
        assertEquals(1, number("select count(*) from money_key where operator = 'op-ten'"));
        play.finish(round);
    }

    @Test
    void the_same_ticket_with_another_body_is_refused_and_changes_nothing() {
        play.terms("op-other", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var first = request("op-other", "ann", round, bet("STRAIGHT", "123", 100));
        play.reserved(first);
        var other =
                request("op-other", "ann", round, bet("STRAIGHT", "123", 200)).toBuilder()
                        .setTicket(first.getTicket())
                        .build();
        assertEquals("IDEMPOTENCY_MISMATCH", play.reserve(other).getRefused().getCode());
        var stranger = first.toBuilder().setPlayer("eve").build();
        assertEquals("IDEMPOTENCY_MISMATCH", play.reserve(stranger).getRefused().getCode());
        assertEquals(100, play.ticket(first.getTicket()).getStake());
        play.finish(round);
        // A retry across the close gets the first answer, not a second bet.
        var late = play.reserve(first);
        assertEquals(TicketState.TICKET_STATE_EXPIRED, late.getReplayed().getState());
    }

    @Test
    void the_cut_off_is_exact_and_what_misses_it_is_rolled_back_once() {
        play.terms("op-cut", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var before = play.reserved(request("op-cut", "a", round, bet("STRAIGHT", "001", 100)));
        var at = play.reserved(request("op-cut", "b", round, bet("STRAIGHT", "002", 100)));
        play.at(round, 5_999);
        var last = play.reserved(request("op-cut", "c", round, bet("STRAIGHT", "003", 100)));
        play.at(round, 6_000);
        var closed = play.reserve(request("op-cut", "d", round, bet("STRAIGHT", "004", 100)));
        assertEquals("ROUND_NOT_OPEN", closed.getRefused().getCode());
        play.at(round, 6_399);
        assertEquals(TicketState.TICKET_STATE_ACCEPTED, play.confirm(before.getId()).getState());
        play.at(round, 6_400);
        assertEquals(TicketState.TICKET_STATE_EXPIRED, play.confirm(at.getId()).getState());
        play.at(round, 6_401);
        assertEquals(TicketState.TICKET_STATE_EXPIRED, play.confirm(last.getId()).getState());
        var done = play.finish(round);
        assertEquals(1, done.getBetCount());
        // Asked again it is the same: the rollback is ordered again under the same id.
        assertEquals(TicketState.TICKET_STATE_EXPIRED, play.confirm(at.getId()).getState());
        var rollback = Ids.derived("rollback", at.getId());
        assertEquals(1, number("select count(*) from ledger where id = ?", rollback));
        assertTrue(
                number(
                                "select count(*) from outbox where type ="
                                        + " 'fairdraw.wallet.rollback' and event_key = 'op-cut/b'")
                        >= 2);
    }

    @Test
    void an_unconfirmed_ticket_expires_at_the_cut_off_and_its_refund_is_delivered_once() {
        play.terms("op-exp", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var forgotten = play.reserved(request("op-exp", "ann", round, bet("DIGIT", "2:7", 300)));
        play.finish(round);
        assertEquals("NOT_CONFIRMED", play.ticket(forgotten.getId()).getReason());
        var transaction = Ids.derived("rollback", forgotten.getId());
        play.send("fairdraw.wallet-results.v1", "op-exp/ann", applied(transaction));
        play.send("fairdraw.wallet-results.v1", "op-exp/ann", applied(transaction));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> account("op-exp", "refunds_delivered") == -300);
        assertEquals(0, account("op-exp", "refunds_due"));
    }

    @Test
    void a_result_that_cannot_be_booked_is_set_aside_and_the_others_are_booked() {
        play.terms("op-odd", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var lost = play.reserved(request("op-odd", "ann", round, bet("DIGIT", "2:7", 300)));
        play.finish(round);
        String topic = "fairdraw.wallet-results.v1";
        play.send(topic, "op-odd/1", new byte[] {-1, -1});
        // A hold owes the wallet nothing, whoever says that it was delivered.
        play.send(topic, "op-odd/2", applied(Ids.derived("hold", lost.getId())));
        play.send(topic, "op-odd/3", credited("no-transaction"));
        play.send(topic, "op-odd/4", applied(Ids.derived("rollback", lost.getId())));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> account("op-odd", "refunds_delivered") == -300);
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        number(
                                        "select count(*) from outbox where topic = ? and"
                                                + " event_key like ?",
                                        topic + ".dlq",
                                        "op-odd/%")
                                == 3);
        assertEquals(0, account("op-odd", "refunds_due"));
    }

    @Test
    void decline_owes_nothing_until_somebody_debited_after_all() {
        play.terms("op-dec", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var ticket = play.reserved(request("op-dec", "ann", round, bet("DIGIT", "2:7", 300)));
        assertEquals(TicketState.TICKET_STATE_DECLINED, play.decline(ticket.getId()).getState());
        assertEquals(0, account("op-dec", "refunds_due"));
        assertEquals(TicketState.TICKET_STATE_DECLINED, play.confirm(ticket.getId()).getState());
        assertEquals(-300, account("op-dec", "refunds_due"));
        play.finish(round);
    }

    @Test
    void an_accepted_ticket_stays_accepted_whatever_is_asked_later() {
        play.terms("op-acc", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var ticket = play.accepted(request("op-acc", "ann", round, bet("DIGIT", "2:7", 300)));
        assertEquals(TicketState.TICKET_STATE_ACCEPTED, play.expire(ticket.getId()).getState());
        assertEquals(TicketState.TICKET_STATE_ACCEPTED, play.decline(ticket.getId()).getState());
        assertEquals(ticket, play.confirm(ticket.getId()));
        play.finish(round);
    }

    @Test
    void limits_refuse_with_the_field_and_the_largest_stake() {
        play.terms("op-lim", 1_000, 100_000, 150_000);
        long round = play.openRound();
        check("STAKE_TOO_LOW", "bets[0].stake", round, 49, "STRAIGHT", "123");
        check("STAKE_TOO_LOW", "bets[0].stake", round, 0, "STRAIGHT", "123");
        check("STAKE_TOO_LOW", "bets[0].stake", round, -5, "STRAIGHT", "123");
        check("STAKE_TOO_HIGH", "bets[0].stake", round, 1_001, "STRAIGHT", "123");
        check("STAKE_TOO_HIGH", "bets[0].stake", round, Long.MAX_VALUE, "STRAIGHT", "123");
        check("MARKET_UNKNOWN", "bets[0].market", round, 100, "LUCKY", "123");
        check("SELECTION_INVALID", "bets[0].selection", round, 100, "STRAIGHT", "12");
        check("SELECTION_INVALID", "bets[0].selection", round, 100, "DIGIT", "0:1");
        var big = play.reserve(request("op-lim", "ann", round, bet("STRAIGHT", "123", 200)));
        assertEquals("MAX_WIN_EXCEEDED", big.getRefused().getCode());
        long fits = big.getRefused().getLargestStake();
        assertTrue(fits >= 50 && fits < 200, () -> "fits " + fits);
        play.reserved(request("op-lim", "ann", round, bet("STRAIGHT", "123", fits)));
        // Splitting does not evade it, another player is free up to the operator's liability.
        var split = play.reserve(request("op-lim", "ann", round, bet("STRAIGHT", "123", 60)));
        assertEquals("MAX_WIN_EXCEEDED", split.getRefused().getCode());
        var other = play.reserve(request("op-lim", "bob", round, bet("STRAIGHT", "123", fits)));
        assertEquals("LIABILITY_EXCEEDED", other.getRefused().getCode());
        play.reserved(request("op-lim", "bob", round, bet("STRAIGHT", "124", fits)));
        var stranger = play.reserve(request("nobody", "x", round, bet("STRAIGHT", "1", 100)));
        assertEquals("OPERATOR_NOT_ACTIVE", stranger.getRefused().getCode());
        play.finish(round);
    }

    @Test
    void a_refused_ticket_holds_nothing_even_when_only_its_last_bet_is_wrong() {
        play.terms("op-all", 1_000, 100_000, 100_000);
        long round = play.openRound();
        var half =
                play.reserve(
                        request(
                                "op-all",
                                "ann",
                                round,
                                bet("STRAIGHT", "123", 100),
                                bet("STRAIGHT", "xyz", 100)));
        assertEquals("bets[1].selection", half.getRefused().getField());
        play.reserved(request("op-all", "ann", round, bet("STRAIGHT", "123", 100)));
        play.finish(round);
    }

    @Test
    void changed_limits_hold_from_the_next_round() {
        play.terms("op-chg", 1_000, 50_000_000, 500_000_000);
        long first = play.openRound();
        play.terms("op-chg", 100, 50_000_000, 500_000_000);
        play.reserved(request("op-chg", "ann", first, bet("DIGIT", "1:1", 1_000)));
        play.finish(first);
        long second = play.openRound();
        var over = play.reserve(request("op-chg", "ann", second, bet("DIGIT", "1:1", 101)));
        assertEquals("STAKE_TOO_HIGH", over.getRefused().getCode());
        play.reserved(request("op-chg", "ann", second, bet("DIGIT", "1:1", 100)));
        play.finish(second);
    }

    @Test
    void nothing_is_accepted_once_the_deciding_beacon_is_out_or_our_clock_is_behind() {
        play.terms("op-beacon", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var held = play.reserved(request("op-beacon", "ann", round, bet("DIGIT", "1:1", 100)));
        long behind = play.nowMs() + 101;
        fairness.emit(FairnessDouble.beaconRound(round) - 1, behind);
        var late = request("op-beacon", "bob", round, bet("DIGIT", "1:1", 100));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> play.reserve(late).getRefused().getCode().equals("ROUND_NOT_OPEN"));
        play.at(round, 2);
        play.reserved(request("op-beacon", "cy", round, bet("DIGIT", "1:1", 100)));
        fairness.emit(FairnessDouble.beaconRound(round), play.nowMs());
        var last = request("op-beacon", "dan", round, bet("DIGIT", "1:1", 100));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> play.reserve(last).getRefused().getCode().equals("ROUND_NOT_OPEN"));
        assertEquals(TicketState.TICKET_STATE_EXPIRED, play.confirm(held.getId()).getState());
        play.finish(round);
    }

    @Test
    void a_clock_that_is_set_back_takes_no_bet_even_while_no_beacon_comes() {
        play.terms("op-step", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var held = play.reserved(request("op-step", "ann", round, bet("DIGIT", "1:1", 100)));
        fairness.emit(FairnessDouble.beaconRound(round) - 1, play.nowMs());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> {
                    clock.setBack(600);
                    var bet = request("op-step", "bob", round, bet("DIGIT", "1:1", 100));
                    return play.reserve(bet).getRefused().getCode().equals("ROUND_NOT_OPEN");
                });
        assertEquals(TicketState.TICKET_STATE_EXPIRED, play.confirm(held.getId()).getState());
        play.finish(round);
    }

    @Test
    void a_suspended_operator_bets_no_more_and_is_still_paid() {
        play.terms("op-sus", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        String hit = "%03d".formatted(FairnessDouble.outcome(round));
        var won = play.accepted(request("op-sus", "ann", round, bet("STRAIGHT", hit, 100)));
        play.tell("op-sus", OperatorStatus.OPERATOR_STATUS_SUSPENDED, List.of());
        play.finish(round);
        long payout = play.ticket(won.getId()).getPayout();
        var credit = Ids.derived("credit", won.getId(), "0");
        play.send("fairdraw.wallet-results.v1", "op-sus/ann", applied(credit));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> account("op-sus", "payouts_delivered") == -payout);
        assertEquals(0, account("op-sus", "payouts_due"));
        long next = play.openRound();
        var refused = play.reserve(request("op-sus", "ann", next, bet("STRAIGHT", hit, 100)));
        assertEquals("OPERATOR_NOT_ACTIVE", refused.getRefused().getCode());
        play.finish(next);
    }

    @Test
    void a_test_ticket_runs_through_everything_in_books_of_its_own() throws Exception {
        play.terms("op-test", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var ticket =
                play.accepted(
                        request("op-test", "ann", round, bet("ODD_EVEN", "ODD", 100)).toBuilder()
                                .setMode(Mode.MODE_TEST)
                                .build());
        play.finish(round);
        assertEquals(TicketState.TICKET_STATE_SETTLED, play.ticket(ticket.getId()).getState());
        assertEquals(
                0,
                number(
                        "select count(*) from ledger where operator = 'op-test'"
                                + " and mode <> 'TEST'"));
        var payload =
                (byte[])
                        Play.column(
                                        "select payload from outbox where topic ="
                                                + " 'fairdraw.settlements.v1'"
                                                + " order by position desc limit 1")
                                .getFirst();
        var cell = RoundSettlement.parseFrom(payload).getCells(0);
        assertEquals("TEST", cell.getMode());
        assertEquals(100, cell.getStakes());
        long pays = ticket.getBets(0).getPotentialPayout();
        var expected = new BigInteger(cell.getExpectedPayout().split("/")[0]);
        assertEquals(
                BigInteger.valueOf(pays),
                expected.multiply(BigInteger.TWO)
                        .divide(new BigInteger(cell.getExpectedPayout().split("/")[1])));
    }

    @Test
    void who_waits_for_a_ticket_hears_of_its_confirmation() {
        play.terms("op-await", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var ticket = play.reserved(request("op-await", "ann", round, bet("DIGIT", "1:1", 100)));
        var waiting =
                play.tickets()
                        .awaitTicket(
                                AwaitTicketRequest.newBuilder().setTicket(ticket.getId()).build())
                        .subscribeAsCompletionStage();
        play.confirm(ticket.getId());
        assertEquals(
                TicketState.TICKET_STATE_ACCEPTED,
                waiting.orTimeout(4, TimeUnit.SECONDS).join().getTicket().getState());
        play.finish(round);
    }

    @Test
    void an_operator_pages_through_its_own_tickets_only() {
        play.terms("op-list", 10_000, 50_000_000, 500_000_000);
        play.terms("op-list2", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var mine =
                IntStream.range(0, 5)
                        .mapToObj(i ->
                                play.reserved(
                                                request(
                                                        "op-list",
                                                        "p" + i % 2,
                                                        round,
                                                        bet("DIGIT", "1:1", 100)))
                                        .getId())
                        .collect(Collectors.toSet());
        var other = play.reserved(request("op-list2", "p0", round, bet("DIGIT", "1:1", 100)));
        var seen = new HashSet<String>();
        var ask = ListTicketsRequest.newBuilder().setOperator("op-list").setLimit(2);
        String next;
        do {
            var page = now(play.tickets().listTickets(ask.build()));
            page.getTicketsList().forEach(t -> assertTrue(seen.add(t.getId())));
            next = page.getNext();
            ask.setAfter(next);
        } while (!next.isEmpty());
        assertEquals(mine, seen);
        var ofPlayer = ListTicketsRequest.newBuilder().setOperator("op-list").setPlayer("p1");
        ofPlayer.setGame(Play.GAME).setRoundPlusOne(round + 1);
        assertEquals(2, now(play.tickets().listTickets(ofPlayer.build())).getTicketsCount());
        var foreign =
                GetTicketRequest.newBuilder()
                        .setOperator("op-list")
                        .setTicket(other.getId())
                        .build();
        assertEquals(RefusalCode.NOT_FOUND, refusal(() -> now(play.tickets().getTicket(foreign))));
        var broken = ListTicketsRequest.newBuilder().setOperator("op-list").setAfter("x");
        assertEquals(
                RefusalCode.INVALID_FIELD,
                refusal(() -> now(play.tickets().listTickets(broken.build()))));
        play.finish(round);
    }

    @Test
    void unknown_tickets_and_malformed_requests_are_refused() {
        var unknown = UUID.randomUUID().toString();
        assertEquals(RefusalCode.NOT_FOUND, refusal(() -> play.confirm(unknown)));
        assertEquals(RefusalCode.NOT_FOUND, refusal(() -> play.ticket(unknown)));
        assertEquals(RefusalCode.INVALID_FIELD, refusal(() -> play.ticket("no-uuid")));
        var bare = request("o", "p", 1, bet("DIGIT", "1:1", 100)).toBuilder();
        assertEquals(
                RefusalCode.INVALID_FIELD,
                refusal(() -> play.reserve(bare.clone().setPlayer(" ").build())));
        assertEquals(
                RefusalCode.INVALID_FIELD,
                refusal(() -> play.reserve(bare.clone().clearBodyHash().build())));
        assertEquals(
                RefusalCode.TOO_MANY_BETS,
                refusal(() -> {
                    var many = bare.clone();
                    IntStream.range(0, 21).forEach(_ -> many.addBets(bet("DIGIT", "1:1", 100)));
                    return play.reserve(many.build());
                }));
    }

    private void check(
            String code, String field, long round, long stake, String market, String selection) {
        var answer = play.reserve(request("op-lim", "ann", round, bet(market, selection, stake)));
        assertEquals(code, answer.getRefused().getCode());
        assertEquals(field, answer.getRefused().getField());
    }

    private static byte[] applied(UUID transaction) {
        return credited(transaction.toString());
    }

    private static byte[] credited(String transaction) {
        return WalletResult.newBuilder()
                .setTransaction(transaction)
                .setApplied(Applied.newBuilder().setOperatorTransaction("x"))
                .build()
                .toByteArray();
    }

    private static long account(String operator, String account) {
        return number(
                "select balance from trial_balance where operator = ? and account = ?",
                operator,
                account);
    }

    private static RefusalCode refusal(java.util.function.Supplier<?> call) {
        try {
            call.get();
            throw new AssertionError("was not refused");
        } catch (RuntimeException failure) {
            return GrpcRefusals.refusal(failure).orElseThrow(() -> failure).code();
        }
    }
}
