package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Exchange;
import java.util.List;
import java.util.stream.Stream;

/** Credits: what was won is paid, once, to the one who bet. */
final class CreditScenarios {

    private static final long STAKE = 4;
    private static final long WIN = 7;

    /** The first whole number that a double cannot hold. */
    private static final long OVER_DOUBLE = 9_007_199_254_740_993L;

    private CreditScenarios() {}

    static List<Scenario> first() {
        return List.of(
                new Scenario(
                        Scenario.CREDIT,
                        "A credit of an applied debit is paid.",
                        "The player won, and has to be paid; we try for 72 hours.",
                        List.of(Scenario.DEBIT),
                        CreditScenarios::applies));
    }

    static List<Scenario> all() {
        return Stream.concat(once().stream(), whenOwed().stream()).toList();
    }

    private static List<Scenario> once() {
        List<String> needs = List.of(Scenario.CREDIT, Scenario.REFUSAL);
        return List.of(
                new Scenario(
                        "credit-same-twice",
                        "The same credit again moves nothing and gets the first answer.",
                        "We repeat a credit until it is answered: each copy would be paid.",
                        List.of(Scenario.CREDIT),
                        CreditScenarios::sameTwice),
                new Scenario(
                        "credit-other-amount",
                        "The same transaction_id with another amount is DUPLICATE_MISMATCH.",
                        "A second payment, or one of the wrong amount.",
                        needs,
                        CreditScenarios::otherAmount),
                new Scenario(
                        "credit-other-player",
                        "A credit that names another player than its debit is refused.",
                        "The win of one player would be paid to another.",
                        needs,
                        CreditScenarios::otherPlayer),
                new Scenario(
                        "credit-id-of-other-call",
                        "An id that stands for a debit is no id of a credit.",
                        "Ids kept apart by call let a call be replayed as another one.",
                        needs,
                        CreditScenarios::idOfDebit),
                new Scenario(
                        "credit-second-for-bet",
                        "A bet is credited once: another id for it is DUPLICATE_MISMATCH.",
                        "The same win would be paid under two ids.",
                        needs,
                        CreditScenarios::secondForBet));
    }

    private static List<Scenario> whenOwed() {
        List<String> needs = List.of(Scenario.CREDIT, Scenario.REFUSAL);
        return List.of(
                new Scenario(
                        "credit-each-bet",
                        "Each bet of a ticket is credited by itself.",
                        "A wallet that pays a ticket once would keep the second win.",
                        List.of(Scenario.CREDIT),
                        CreditScenarios::eachBet),
                new Scenario(
                        "credit-unknown-debit",
                        "A credit of a debit that never came is TRANSACTION_UNKNOWN.",
                        "A win would be paid on a stake that was not.",
                        needs,
                        CreditScenarios::unknownDebit),
                new Scenario(
                        "credit-refused-debit",
                        "A credit of a debit that was refused is refused.",
                        "A win would be paid on a stake that was not.",
                        needs,
                        CreditScenarios::refusedDebit),
                new Scenario(
                        "credit-after-rollback",
                        "A credit of a debit that was rolled back is ROLLED_BACK.",
                        "The player would have the stake back and the win as well.",
                        List.of(Scenario.CREDIT, Scenario.REFUSAL, Scenario.ROLLBACK),
                        CreditScenarios::afterRollback),
                new Scenario(
                        "credit-zero",
                        "A credit of 0 is accepted, as the notice of a losing bet.",
                        "Refused, it is sent again for 72 hours, and your bet stays open.",
                        List.of(Scenario.CREDIT),
                        CreditScenarios::zero),
                new Scenario(
                        "credit-over-2-to-the-53",
                        "Amounts are exact up to 64 bits.",
                        "A wallet that counts in floating point loses the last units of large"
                                + " amounts.",
                        List.of(Scenario.CREDIT, Scenario.ADJUSTMENT),
                        CreditScenarios::overDouble),
                new Scenario(
                        "credit-over-64-bits",
                        "A credit that takes the balance over 64 bits is not applied.",
                        "A number that wraps around turns the largest win into the largest debt.",
                        List.of(Scenario.CREDIT),
                        CreditScenarios::overLong));
    }

    private static Ticket paid(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        return ticket;
    }

    private static void applies(Bench b) {
        Ticket ticket = paid(b);
        b.applied(b.post("credit", ticket.credit(WIN)));
        b.moved(WIN - STAKE, "A debit of " + STAKE + " and a credit of " + WIN + " were done.");
    }

    private static void sameTwice(Bench b) {
        Ticket ticket = paid(b);
        Exchange first = b.post("credit", ticket.credit(WIN));
        Exchange second = b.post("credit", ticket.credit(WIN));
        b.moved(WIN - STAKE, "Two copies of one credit were sent.");
        b.alike(List.of(first, second));
    }

    private static void otherAmount(Bench b) {
        Ticket ticket = paid(b);
        b.applied(b.post("credit", ticket.credit(WIN)));
        b.refused(b.post("credit", ticket.credit(WIN + 1)), "DUPLICATE_MISMATCH");
        b.moved(WIN - STAKE, "A second credit under the same id, of another amount, came.");
    }

    private static void otherPlayer(Bench b) {
        Ticket ticket = paid(b);
        Exchange credit = b.post("credit", ticket.player(DebitScenarios.stranger(b)).credit(WIN));
        if (b.read(credit) instanceof Answer.Applied) {
            throw b.wrong("The win of one player was paid to another.", credit);
        }
        b.refused(credit, "DUPLICATE_MISMATCH", "PLAYER_UNKNOWN", "TRANSACTION_UNKNOWN");
        b.moved(-STAKE, "A credit that names another player came.");
    }

    private static void idOfDebit(Bench b) {
        Ticket ticket = paid(b);
        b.refused(
                b.post("credit", ticket.credit(WIN).put("transaction_id", ticket.debitId())),
                "DUPLICATE_MISMATCH");
        b.moved(-STAKE, "A credit under the id of its debit came.");
    }

    private static void secondForBet(Bench b) {
        Ticket ticket = paid(b);
        b.applied(b.post("credit", ticket.credit(WIN)));
        var second = ticket.credit(WIN).put("transaction_id", b.ticket(1).id());
        b.refused(b.post("credit", second), "DUPLICATE_MISMATCH");
        b.moved(WIN - STAKE, "A second credit of one bet, under another id, came.");
    }

    private static void eachBet(Bench b) {
        Ticket ticket = paid(b);
        b.applied(b.post("credit", ticket.credit(0, WIN)));
        b.applied(b.post("credit", ticket.credit(1, WIN + 1)));
        b.moved(2 * WIN + 1 - STAKE, "Both bets of a ticket won.");
    }

    private static void unknownDebit(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.refused(b.post("credit", ticket.credit(WIN)), "TRANSACTION_UNKNOWN");
        b.moved(0, "A credit without its debit came.");
        b.applied(b.post("debit", ticket.debit()));
        b.applied(b.post("credit", ticket.credit(WIN)));
        b.moved(WIN - STAKE, "The debit came, and the credit once more.");
    }

    private static void refusedDebit(Bench b) {
        Ticket ticket = b.ticket(Math.addExact(b.balance(), 1));
        b.refusedSomehow(b.post("debit", ticket.debit()));
        b.refusedSomehow(b.post("credit", ticket.credit(WIN)));
        b.moved(0, "A credit of a refused debit came.");
    }

    private static void afterRollback(Bench b) {
        Ticket ticket = paid(b);
        b.applied(b.post("rollback", ticket.rollback("NOT_CONFIRMED")));
        b.refused(b.post("credit", ticket.credit(WIN)), "ROLLED_BACK", "TRANSACTION_UNKNOWN");
        b.moved(0, "A credit after the rollback of its debit came.");
    }

    private static void zero(Bench b) {
        Ticket ticket = paid(b);
        Exchange first = b.post("credit", ticket.credit(0));
        b.alike(List.of(first, b.post("credit", ticket.credit(0))));
        b.moved(-STAKE, "A credit of 0 and a copy of it came.");
    }

    private static void overDouble(Bench b) {
        Ticket ticket = paid(b);
        b.moved(-STAKE, "A debit was sent.");
        b.applied(b.post("credit", ticket.credit(OVER_DOUBLE)));
        b.moved(OVER_DOUBLE, "A credit of 9007199254740993 was answered as done.");
        b.applied(b.post("adjustment", ticket.adjustment("back", -OVER_DOUBLE)));
        b.moved(-OVER_DOUBLE, "A correction took the same amount back.");
    }

    private static void overLong(Bench b) {
        Ticket ticket = paid(b);
        Exchange credit = b.post("credit", ticket.credit(Long.MAX_VALUE));
        if (b.read(credit) instanceof Answer.Applied) {
            throw b.wrong(
                    "It was accepted, though the balance would be over 64 bits: "
                            + b.readBalance()
                            + " is the balance now.",
                    credit);
        }
        b.moved(-STAKE, "A credit that takes the balance over 64 bits was not accepted.");
    }
}
