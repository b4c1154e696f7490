package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Exchange;
import fairdraw.operatorkit.tester.wire.Fault;
import fairdraw.operatorkit.tester.wire.Message;
import java.util.List;
import java.util.stream.Stream;

/** A network that loses, holds back, doubles and cuts: at the end both sides say the same. */
final class WireScenarios {

    private static final long STAKE = 8;

    private WireScenarios() {}

    static List<Scenario> all() {
        return Stream.concat(stakes().stream(), afterwards().stream()).toList();
    }

    private static List<Scenario> stakes() {
        List<String> needs = List.of(Scenario.ROLLBACK, Scenario.REFUSAL);
        return List.of(
                new Scenario(
                        "wire-debit-answer-lost",
                        "A debit that was done, though its answer was lost, is rolled back.",
                        "We do not know and give the stake back; so must you.",
                        List.of(Scenario.ROLLBACK),
                        WireScenarios::debitAnswerLost),
                new Scenario(
                        "wire-debit-lost",
                        "A debit that never came is rolled back, and a copy that comes later is"
                                + " refused.",
                        "The lost call may only be late: the stake would be taken for nothing.",
                        needs,
                        WireScenarios::debitLost),
                new Scenario(
                        "wire-debit-held",
                        "A debit that the network delivers after its rollback is refused.",
                        "This is the slow call of every day: the stake would be taken for nothing.",
                        needs,
                        WireScenarios::debitHeld),
                new Scenario(
                        "wire-debit-doubled",
                        "A debit that the network doubles moves once.",
                        "The player would pay twice for one bet.",
                        List.of(Scenario.DEBIT),
                        WireScenarios::debitDoubled),
                new Scenario(
                        "wire-credit-answer-lost",
                        "A credit whose answer was lost is sent again, and paid once.",
                        "The second try would be paid again.",
                        List.of(Scenario.CREDIT),
                        b -> again(b, "credit", Fault.LOSE_ANSWER)),
                new Scenario(
                        "wire-credit-lost",
                        "A credit that never came is sent again, and paid.",
                        "A wallet that keeps refusals, or failures, as final would never pay.",
                        List.of(Scenario.CREDIT),
                        b -> again(b, "credit", Fault.LOSE_CALL)),
                new Scenario(
                        "wire-credit-held",
                        "A credit that the network delivers after its second try is paid once.",
                        "The first try would be paid as well.",
                        List.of(Scenario.CREDIT),
                        WireScenarios::creditHeld));
    }

    private static List<Scenario> afterwards() {
        return List.of(
                new Scenario(
                        "wire-rollback-answer-lost",
                        "A rollback whose answer was lost is sent again, and gives back once.",
                        "The second try would be paid again.",
                        List.of(Scenario.ROLLBACK),
                        b -> again(b, "rollback", Fault.LOSE_ANSWER)),
                new Scenario(
                        "wire-adjustment-answer-lost",
                        "An adjustment whose answer was lost is sent again, and moves once.",
                        "The second try would be paid again.",
                        List.of(Scenario.ADJUSTMENT),
                        b -> again(b, "adjustment", Fault.LOSE_ANSWER)),
                new Scenario(
                        "wire-body-cut",
                        "A call of which half arrives moves nothing.",
                        "Half a body is no order.",
                        List.of(Scenario.ROLLBACK),
                        WireScenarios::bodyCut),
                new Scenario(
                        "wire-body-slow",
                        "A call that arrives in two pieces is waited for.",
                        "A body that is read too early has a signature that does not fit.",
                        List.of(Scenario.DEBIT),
                        WireScenarios::bodySlow));
    }

    private static void debitAnswerLost(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        Exchange lost = b.post("debit", ticket.debit(), Fault.LOSE_ANSWER);
        b.check(lost.status() == 0, "The answer came through.", lost);
        b.moved(-STAKE, "A debit came whose answer was then lost.");
        b.applied(b.post("rollback", ticket.rollback("DEBIT_UNKNOWN")));
        b.moved(STAKE, "Its rollback was answered as done.");
    }

    private static void debitLost(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        Message debit = b.message("debit", ticket.debit()).fault(Fault.LOSE_CALL);
        Exchange lost = b.send(debit);
        b.check(lost.status() == 0, "The answer came through.", lost);
        RollbackScenarios.tombstone(b, ticket);
        b.moved(0, "A debit was lost on the way, and rolled back.");
        RollbackScenarios.neverTaken(b, b.post("debit", ticket.debit()));
        b.moved(0, "A copy of the lost debit came.");
    }

    private static void debitHeld(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        Message debit = b.message("debit", ticket.debit()).fault(Fault.HOLD);
        Exchange held = b.send(debit);
        b.check(held.status() == 0, "The answer came through.", held);
        RollbackScenarios.tombstone(b, ticket);
        RollbackScenarios.neverTaken(b, b.release(debit));
        b.moved(0, "A debit arrived after its rollback.");
    }

    private static void debitDoubled(Bench b) {
        List<Exchange> copies = b.copies("debit", b.ticket(STAKE).debit(), Fault.TWICE);
        b.moved(-STAKE, "A debit arrived twice.");
        b.alike(copies);
    }

    private static void again(Bench b, String call, Fault fault) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.moved(-STAKE, "A debit was sent.");
        var body =
                switch (call) {
                    case "credit" -> ticket.credit(STAKE);
                    case "rollback" -> ticket.rollback("VOID");
                    default -> ticket.adjustment("1", STAKE);
                };
        Exchange lost = b.post(call, body, fault);
        b.check(lost.status() == 0, "The answer came through.", lost);
        b.applied(b.post(call, body));
        b.moved(STAKE, "The same " + call + " was sent again, after its first try got no answer.");
    }

    private static void creditHeld(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        Message credit = b.message("credit", ticket.credit(STAKE)).fault(Fault.HOLD);
        Exchange held = b.send(credit);
        b.check(held.status() == 0, "The answer came through.", held);
        Exchange second = b.post("credit", ticket.credit(STAKE));
        b.alike(List.of(second, b.release(credit)));
        b.moved(0, "A credit arrived once by its second try and once late.");
    }

    private static void bodyCut(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        Exchange cut = b.post("debit", ticket.debit(), Fault.CUT_BODY);
        b.check(cut.status() == 0, "The answer came through.", cut);
        RollbackScenarios.tombstone(b, ticket);
        b.moved(0, "Half of a debit arrived, and it was rolled back.");
    }

    private static void bodySlow(Bench b) {
        b.applied(b.post("debit", b.ticket(STAKE).debit(), Fault.SLOW_BODY));
        b.moved(-STAKE, "A debit arrived in two pieces.");
    }
}
