package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Exchange;
import fairdraw.operatorkit.tester.wire.Fault;
import fairdraw.operatorkit.tester.wire.Message;
import java.util.ArrayList;
import java.util.List;

/** Calls at the same moment: the database has to decide, not the luck. */
final class RaceScenarios {

    private static final int PAIRS = 10;
    private static final long STAKE = 5;

    private RaceScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "parallel-debit-copies",
                        "Ten copies of a debit at once move once, and all get the same answer.",
                        "A look first and a write after it lets copies pass side by side.",
                        List.of(Scenario.DEBIT),
                        RaceScenarios::debitCopies),
                new Scenario(
                        "parallel-credit-copies",
                        "Ten copies of a credit at once pay once, and all get the same answer.",
                        "A look first and a write after it pays a win several times.",
                        List.of(Scenario.CREDIT),
                        b -> copies(b, "credit")),
                new Scenario(
                        "parallel-rollback-copies",
                        "Ten copies of a rollback at once give back once.",
                        "A look first and a write after it gives a stake back several times.",
                        List.of(Scenario.ROLLBACK),
                        b -> copies(b, "rollback")),
                new Scenario(
                        "parallel-adjustment-copies",
                        "Ten copies of an adjustment at once move once.",
                        "A look first and a write after it pays a correction several times.",
                        List.of(Scenario.ADJUSTMENT),
                        b -> copies(b, "adjustment")),
                new Scenario(
                        "parallel-debits-overdraw",
                        "Ten debits at once of a bit more than a quarter of the balance: at most"
                                + " three pass, and the balance never goes under 0.",
                        "A balance that is read first and written later is spent several times.",
                        List.of(Scenario.REFUSAL, Scenario.ROLLBACK),
                        RaceScenarios::overdraw),
                new Scenario(
                        "parallel-movements-all-count",
                        "Ten debits of ten tickets at once, and ten credits of ten bets: each one"
                                + " counts.",
                        "A balance that is read first and written later forgets movements.",
                        List.of(Scenario.CREDIT),
                        RaceScenarios::allCount),
                new Scenario(
                        "parallel-debit-and-rollback",
                        "A debit and its rollback at the same moment leave nothing moved.",
                        "Between the look for a rollback and the debit the rollback slips through,"
                                + " and the stake is gone.",
                        List.of(Scenario.ROLLBACK, Scenario.REFUSAL),
                        RaceScenarios::debitAndRollback),
                new Scenario(
                        "parallel-credit-and-rollback",
                        "Of a credit and a rollback at the same moment exactly one passes.",
                        "The player would have the stake back and the win as well.",
                        List.of(Scenario.ROLLBACK, Scenario.REFUSAL, Scenario.CREDIT),
                        RaceScenarios::creditAndRollback));
    }

    private static void debitCopies(Bench b) {
        List<Exchange> copies = b.copies("debit", b.ticket(STAKE).debit(), Fault.TEN_TIMES);
        b.moved(-STAKE, "Ten copies of one debit came at the same moment.");
        b.alike(copies);
    }

    private static void copies(Bench b, String call) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.moved(-STAKE, "A debit was sent.");
        List<Exchange> copies =
                b.copies(
                        call,
                        switch (call) {
                            case "credit" -> ticket.credit(STAKE);
                            case "rollback" -> ticket.rollback("DEBIT_UNKNOWN");
                            default -> ticket.adjustment("1", STAKE);
                        },
                        Fault.TEN_TIMES);
        b.moved(STAKE, "Ten copies of one " + call + " came at the same moment.");
        b.alike(copies);
    }

    private static void overdraw(Bench b) {
        long quarter = Math.addExact(b.balance() / 4, 1);
        List<Ticket> tickets = tickets(b, quarter);
        List<Exchange> answers =
                b.together(tickets.stream().map(it -> b.message("debit", it.debit())).toList());
        long left = b.readBalance();
        List<Ticket> taken = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (b.read(answers.get(i)) instanceof Answer.Applied) {
                taken.add(tickets.get(i));
            } else {
                b.refused(answers.get(i), "INSUFFICIENT_FUNDS", "PLAYER_LIMIT_REACHED");
            }
        }
        b.check(
                taken.size() <= 3 && left >= 0,
                taken.size()
                        + " debits of "
                        + quarter
                        + " passed at once over a balance of "
                        + b.balance()
                        + ", and "
                        + left
                        + " is left.",
                answers.getFirst());
        b.moved(-quarter * taken.size(), taken.size() + " debits of " + quarter + " passed.");
        b.check(!taken.isEmpty(), "No debit passed at all.", answers.getFirst());
        for (Ticket ticket : taken) {
            b.applied(b.post("rollback", ticket.rollback("NOT_CONFIRMED")));
        }
        b.moved(quarter * taken.size(), "These debits were rolled back.");
    }

    private static void allCount(Bench b) {
        List<Ticket> tickets = tickets(b, STAKE);
        b.together(tickets.stream().map(it -> b.message("debit", it.debit())).toList())
                .forEach(b::applied);
        b.moved(-STAKE * PAIRS, "Ten debits of ten tickets came at the same moment.");
        b.together(tickets.stream().map(it -> b.message("credit", it.credit(STAKE))).toList())
                .forEach(b::applied);
        b.moved(STAKE * PAIRS, "Ten credits of ten bets came at the same moment.");
    }

    private static void debitAndRollback(Bench b) {
        List<Ticket> tickets = tickets(b, STAKE);
        List<Message> all = new ArrayList<>();
        for (Ticket ticket : tickets) {
            all.add(b.message("debit", ticket.debit()));
            all.add(b.message("rollback", ticket.rollback("DEBIT_UNKNOWN")));
        }
        List<Exchange> answers = b.together(all);
        for (Ticket ticket : tickets) {
            // One that found nothing yet is sent again, as we do.
            RollbackScenarios.tombstone(b, ticket);
        }
        b.moved(0, "Ten debits came at the same moment as their rollbacks.");
        for (Exchange answer : answers) {
            b.check(
                    !(b.read(answer) instanceof Answer.Unknown),
                    "A debit that came at the same moment as its rollback got no clear answer.",
                    answer);
        }
    }

    private static void creditAndRollback(Bench b) {
        for (Ticket ticket : tickets(b, STAKE)) {
            b.applied(b.post("debit", ticket.debit()));
            b.moved(-STAKE, "A debit was sent.");
            List<Exchange> answers =
                    b.together(
                            List.of(
                                    b.message("credit", ticket.credit(STAKE)),
                                    b.message("rollback", ticket.rollback("VOID"))));
            b.moved(STAKE, "A credit and a rollback of one debit came at the same moment.");
            boolean paid = b.read(answers.getFirst()) instanceof Answer.Applied;
            boolean back = b.read(answers.getLast()) instanceof Answer.Applied;
            b.check(
                    paid != back,
                    paid ? "Both were accepted." : "Both were refused.",
                    answers.getLast());
        }
    }

    private static List<Ticket> tickets(Bench b, long stake) {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            tickets.add(b.ticket(stake));
        }
        return tickets;
    }
}
