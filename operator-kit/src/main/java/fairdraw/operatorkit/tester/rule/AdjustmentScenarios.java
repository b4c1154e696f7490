package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Exchange;
import java.util.List;

/** Adjustments: corrections of what a bet was paid, by new transactions. */
final class AdjustmentScenarios {

    private static final long STAKE = 2;

    private AdjustmentScenarios() {}

    static List<Scenario> first() {
        return List.of(
                new Scenario(
                        Scenario.ADJUSTMENT,
                        "An adjustment above 0 pays the player.",
                        "A bet that was paid too little is put right this way only.",
                        List.of(Scenario.DEBIT),
                        AdjustmentScenarios::pays));
    }

    static List<Scenario> all() {
        List<String> needs = List.of(Scenario.ADJUSTMENT, Scenario.REFUSAL);
        return List.of(
                new Scenario(
                        "adjustment-same-twice",
                        "The same adjustment again moves nothing and gets the first answer.",
                        "We repeat it until it is answered: each copy would be paid, or taken.",
                        List.of(Scenario.ADJUSTMENT),
                        AdjustmentScenarios::sameTwice),
                new Scenario(
                        "adjustment-below-zero",
                        "An adjustment below 0 takes back, also from a balance that is too small.",
                        "Refused, the books differ for ever by what was paid in error.",
                        needs,
                        AdjustmentScenarios::belowZero),
                new Scenario(
                        "adjustment-other-amount",
                        "The same transaction_id with another amount is DUPLICATE_MISMATCH.",
                        "A correction of another amount than two persons approved.",
                        needs,
                        AdjustmentScenarios::otherAmount),
                new Scenario(
                        "adjustment-unknown-debit",
                        "An adjustment of a bet without a debit is TRANSACTION_UNKNOWN.",
                        "A bet that was never paid for would be paid.",
                        needs,
                        AdjustmentScenarios::unknownDebit),
                new Scenario(
                        "adjustment-as-credit",
                        "The body of a credit, sent as an adjustment, does not pay twice.",
                        "A signature covers the body and not the address: a call that is caught on"
                                + " the wire can be sent to another address.",
                        List.of(Scenario.ADJUSTMENT, Scenario.REFUSAL, Scenario.CREDIT),
                        AdjustmentScenarios::asCredit));
    }

    private static Ticket paid(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        return ticket;
    }

    private static void pays(Bench b) {
        Ticket ticket = paid(b);
        b.applied(b.post("adjustment", ticket.adjustment("1", 9)));
        b.moved(9 - STAKE, "An adjustment of 9 was answered as done.");
    }

    private static void sameTwice(Bench b) {
        Ticket ticket = paid(b);
        Exchange first = b.post("adjustment", ticket.adjustment("1", 9));
        Exchange second = b.post("adjustment", ticket.adjustment("1", 9));
        b.moved(9 - STAKE, "Two copies of an adjustment of 9 were sent.");
        b.alike(List.of(first, second));
    }

    private static void belowZero(Bench b) {
        Ticket ticket = paid(b);
        b.moved(-STAKE, "A debit was sent.");
        long all = b.balance();
        b.applied(b.post("adjustment", ticket.adjustment("1", -all - 5)));
        b.moved(-all - 5, "An adjustment took back 5 more than the player had.");
        b.refused(
                b.post("debit", b.ticket(1).debit()), "INSUFFICIENT_FUNDS", "PLAYER_LIMIT_REACHED");
        b.applied(b.post("adjustment", ticket.adjustment("2", all + 5)));
        b.moved(all + 5, "A second adjustment gave it back.");
    }

    private static void otherAmount(Bench b) {
        Ticket ticket = paid(b);
        b.applied(b.post("adjustment", ticket.adjustment("1", 9)));
        b.refused(b.post("adjustment", ticket.adjustment("1", 10)), "DUPLICATE_MISMATCH");
        b.moved(9 - STAKE, "A second adjustment under the same id, of another amount, came.");
    }

    private static void unknownDebit(Bench b) {
        b.refused(b.post("adjustment", b.ticket(STAKE).adjustment("1", 9)), "TRANSACTION_UNKNOWN");
        b.moved(0, "An adjustment of a bet without a debit came.");
    }

    private static void asCredit(Bench b) {
        Ticket ticket = paid(b);
        var credit = ticket.credit(6);
        b.applied(b.post("credit", credit));
        Exchange elsewhere = b.send(b.message("credit", credit).call("adjustment"));
        if (b.read(elsewhere) instanceof Answer.Applied) {
            throw b.wrong("One signed body was paid as a credit and as an adjustment.", elsewhere);
        }
        b.refused(elsewhere, "DUPLICATE_MISMATCH", "MALFORMED");
        b.moved(6 - STAKE, "The body of a credit was sent to /adjustment as well.");
    }
}
