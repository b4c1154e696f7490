package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Exchange;
import java.util.List;

/** Free bets: the operator grants them, the game server names them, and no stake moves. */
final class FreeBetScenarios {

    private static final long STAKE = 5;

    private FreeBetScenarios() {}

    static List<Scenario> all() {
        List<String> needs = List.of(Scenario.FREE_BET, Scenario.REFUSAL);
        return List.of(
                new Scenario(
                        "free-bet-unknown",
                        "The debit of a free bet that you did not grant is refused with"
                                + " FREE_BET_UNKNOWN.",
                        "Whoever makes up an id would play for nothing, at your cost.",
                        List.of(Scenario.REFUSAL),
                        FreeBetScenarios::unknown),
                new Scenario(
                        Scenario.FREE_BET,
                        "The debit of a free bet takes nothing and echoes its free_bet_id.",
                        "The player would pay for a bet that was given away.",
                        List.of(Scenario.DEBIT),
                        FreeBetScenarios::takesNothing),
                new Scenario(
                        "free-bet-wins",
                        "What a free bet wins is credited like any win.",
                        "Only the winnings of a free bet are money: they would be lost.",
                        List.of(Scenario.FREE_BET, Scenario.CREDIT),
                        FreeBetScenarios::wins),
                new Scenario(
                        "free-bet-used-once",
                        "A free bet that was played is refused with FREE_BET_USED.",
                        "One gift would be played again and again.",
                        needs,
                        FreeBetScenarios::usedOnce),
                new Scenario(
                        "free-bet-other-stake",
                        "A free bet of another nominal stake than granted is FREE_BET_MISMATCH.",
                        "The player would choose how much you give away.",
                        needs,
                        FreeBetScenarios::otherStake),
                new Scenario(
                        "free-bet-rollback",
                        "The rollback of a free bet pays nothing, and gives the free bet back.",
                        "A stake that was never taken would be paid out, or a gift be lost.",
                        List.of(Scenario.FREE_BET, Scenario.ROLLBACK),
                        FreeBetScenarios::rollback));
    }

    private static void unknown(Bench b) {
        Exchange exchange = b.post("debit", b.ticket(STAKE).freeDebit("nobody-granted-this"));
        if (b.read(exchange) instanceof Answer.Unknown(String why)
                && why.equals(Exchange.NO_FREE_BETS)) {
            b.moved(0, "The debit of a free bet was sent, of which nothing may be taken.");
            throw new Finding.NotChecked(
                    "The wallet offers no free bets: " + why + ", so that we roll back.");
        }
        b.refused(exchange, "FREE_BET_UNKNOWN");
        b.moved(0, "A free bet that nobody granted was sent.");
    }

    private static void takesNothing(Bench b) {
        b.applied(b.post("debit", b.ticket(STAKE).freeDebit(b.grant(STAKE))));
        b.moved(0, "The debit of a free bet was sent, of which nothing may be taken.");
    }

    private static void wins(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.freeDebit(b.grant(STAKE))));
        b.applied(b.post("credit", ticket.credit(9)));
        b.moved(9, "A free bet won 9.");
    }

    private static void usedOnce(Bench b) {
        String freeBet = b.grant(STAKE);
        var debit = b.ticket(STAKE).freeDebit(freeBet);
        b.alike(List.of(b.post("debit", debit), b.post("debit", debit)));
        b.refused(b.post("debit", b.ticket(STAKE).freeDebit(freeBet)), "FREE_BET_USED");
        b.moved(0, "One free bet was played on two tickets.");
    }

    private static void otherStake(Bench b) {
        String freeBet = b.grant(STAKE);
        b.refused(b.post("debit", b.ticket(STAKE + 1).freeDebit(freeBet)), "FREE_BET_MISMATCH");
        b.moved(0, "A free bet was played with more than it is.");
    }

    private static void rollback(Bench b) {
        String freeBet = b.grant(STAKE);
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.freeDebit(freeBet)));
        b.applied(b.post("rollback", ticket.rollback("NOT_CONFIRMED")));
        b.moved(0, "A free bet was rolled back, of which nothing was taken.");
        b.applied(b.post("debit", b.ticket(STAKE).freeDebit(freeBet)));
        b.moved(0, "A free bet that was given back was played.");
    }
}
