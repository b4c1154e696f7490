package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Exchange;
import java.util.List;

/** Rollbacks: a debit is given back once, and one that comes late never applies. */
final class RollbackScenarios {

    private static final long STAKE = 5;
    private static final String LATE = "DEBIT_UNKNOWN";

    private RollbackScenarios() {}

    static List<Scenario> first() {
        return List.of(
                new Scenario(
                        Scenario.ROLLBACK,
                        "A rollback gives back what its debit took.",
                        "The bet is not in the round: the stake belongs to the player.",
                        List.of(Scenario.DEBIT),
                        RollbackScenarios::applies));
    }

    static List<Scenario> all() {
        List<String> needs = List.of(Scenario.ROLLBACK);
        return List.of(
                new Scenario(
                        "rollback-same-twice",
                        "The same rollback again is a success and moves nothing.",
                        "We repeat a rollback until it is answered: each copy would be paid.",
                        needs,
                        RollbackScenarios::sameTwice),
                new Scenario(
                        "rollback-second-id",
                        "A second rollback of one debit, under another id, moves nothing.",
                        "The stake would be given back twice.",
                        needs,
                        RollbackScenarios::secondId),
                new Scenario(
                        "rollback-other-amount",
                        "The amount of a rollback is its debit's, whatever the message says.",
                        "A message with a wrong amount would pay more, or less, than was taken.",
                        needs,
                        RollbackScenarios::otherAmount),
                new Scenario(
                        "rollback-before-debit",
                        "A rollback that comes before its debit is remembered, and the debit is"
                                + " then refused for good with ROLLED_BACK.",
                        "The network delivers calls out of order: the late debit would take the"
                                + " stake of a bet that was given up, and nobody gives it back.",
                        List.of(Scenario.ROLLBACK, Scenario.REFUSAL),
                        RollbackScenarios::beforeDebit),
                new Scenario(
                        "rollback-then-debit-again",
                        "A copy of a debit that was rolled back moves nothing.",
                        "The stake would be taken again, for a bet that does not exist.",
                        needs,
                        RollbackScenarios::thenDebitAgain),
                new Scenario(
                        "rollback-refused-debit",
                        "A rollback of a refused debit moves nothing.",
                        "A stake that was never taken would be given back.",
                        List.of(Scenario.ROLLBACK, Scenario.REFUSAL),
                        RollbackScenarios::refusedDebit),
                new Scenario(
                        "rollback-after-credit",
                        "A rollback of a credited debit is ALREADY_SETTLED; the credit stands.",
                        "The player would have the stake back and the win as well.",
                        List.of(Scenario.ROLLBACK, Scenario.REFUSAL, Scenario.CREDIT),
                        RollbackScenarios::afterCredit),
                new Scenario(
                        "rollback-after-adjustment",
                        "A rollback of a debit whose bet was corrected is ALREADY_SETTLED.",
                        "The player would have the stake back and the correction as well.",
                        List.of(Scenario.ROLLBACK, Scenario.REFUSAL, Scenario.ADJUSTMENT),
                        RollbackScenarios::afterAdjustment),
                new Scenario(
                        "rollback-other-player",
                        "A rollback that names another player than its debit is refused.",
                        "The stake of one player would be given to another.",
                        List.of(Scenario.ROLLBACK, Scenario.REFUSAL),
                        RollbackScenarios::otherPlayer));
    }

    private static void applies(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.moved(-STAKE, "A debit was sent.");
        b.applied(b.post("rollback", ticket.rollback("NOT_CONFIRMED")));
        b.moved(STAKE, "Its rollback was answered as done.");
    }

    private static void sameTwice(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        Exchange first = b.post("rollback", ticket.rollback(LATE));
        Exchange second = b.post("rollback", ticket.rollback(LATE));
        b.moved(0, "A debit and two copies of its rollback were sent.");
        b.alike(List.of(first, second));
    }

    private static void secondId(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.applied(b.post("rollback", ticket.rollback(LATE)));
        Exchange second =
                b.post("rollback", ticket.rollback(LATE).put("transaction_id", b.ticket(1).id()));
        b.applied(second);
        b.moved(0, "A debit and two rollbacks of it under two ids were sent.");
    }

    private static void otherAmount(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.applied(b.post("rollback", ticket.rollback(LATE).put("amount", 99)));
        b.moved(
                0,
                "A debit of "
                        + STAKE
                        + " was rolled back by a message that says 99: the amount was taken from"
                        + " the message, not from the debit.");
    }

    private static void beforeDebit(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        Exchange first = tombstone(b, ticket);
        neverTaken(b, b.post("debit", ticket.debit()));
        b.moved(0, "A rollback came first and its debit after it.");
        neverTaken(b, b.post("debit", ticket.debit()));
        Exchange second = tombstone(b, ticket);
        b.moved(0, "The late debit and the rollback came once more.");
        if (b.read(first) instanceof Answer.Applied) {
            b.alike(List.of(first, second));
        }
    }

    private static void thenDebitAgain(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.applied(b.post("rollback", ticket.rollback(LATE)));
        Exchange again = b.post("debit", ticket.debit());
        // The first answer or a refusal, as long as nothing moves.
        b.check(
                !(b.read(again) instanceof Answer.Unknown),
                "The copy of a debit that was rolled back got no clear answer.",
                again);
        b.moved(0, "A debit, its rollback and a copy of the debit were sent.");
    }

    private static void refusedDebit(Bench b) {
        Ticket ticket = b.ticket(Math.addExact(b.balance(), 1));
        b.refusedSomehow(b.post("debit", ticket.debit()));
        tombstone(b, ticket);
        b.moved(0, "The rollback of a debit that was refused came.");
    }

    private static void afterCredit(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.applied(b.post("credit", ticket.credit(1)));
        b.refused(b.post("rollback", ticket.rollback("VOID")), "ALREADY_SETTLED");
        b.moved(1 - STAKE, "The rollback of a credited debit came.");
    }

    private static void afterAdjustment(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.applied(b.post("adjustment", ticket.adjustment("1", 1)));
        b.refused(b.post("rollback", ticket.rollback("VOID")), "ALREADY_SETTLED");
        b.moved(1 - STAKE, "The rollback of a debit whose bet was corrected came.");
    }

    private static void otherPlayer(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.refused(
                b.post("rollback", ticket.player(DebitScenarios.stranger(b)).rollback(LATE)),
                "DUPLICATE_MISMATCH",
                "PLAYER_UNKNOWN");
        b.moved(-STAKE, "A rollback that names another player came.");
    }

    /** A rollback that finds no debit is done, or says so; the late debit decides. */
    static Exchange tombstone(Bench b, Ticket ticket) {
        Exchange rollback = b.post("rollback", ticket.rollback(LATE));
        if (!(b.read(rollback) instanceof Answer.Applied)) {
            b.refused(rollback, "TRANSACTION_UNKNOWN", "NOT_FOUND");
        }
        return rollback;
    }

    static void neverTaken(Bench b, Exchange late) {
        if (b.read(late) instanceof Answer.Applied) {
            throw b.wrong(
                    "A debit was taken after its rollback: keep the rollback of a debit that you"
                            + " do not know (a tombstone) and refuse the debit when it comes.",
                    late);
        }
        b.refused(late, "ROLLED_BACK", "WALLET_DECLINED");
    }
}
