package fairdraw.operatorkit.tester.rule;

import java.util.List;
import java.util.function.BiConsumer;

/** Players who may not bet any more: what is owed to them is paid all the same. */
final class PlayerScenarios {

    private static final long STAKE = 6;

    private PlayerScenarios() {}

    static List<Scenario> all() {
        String owed = "The win is theirs, whoever they are by now: we would try for 72 hours.";
        return List.of(
                new Scenario(
                        "blocked-player-debit",
                        "A debit of a blocked player is refused with a code.",
                        "A player who excluded themselves would lose money.",
                        List.of(Scenario.REFUSAL),
                        b ->
                                after(
                                        b,
                                        "block",
                                        "unblock",
                                        (bench, ticket) -> {
                                            bench.refused(
                                                    bench.post(
                                                            "debit", bench.ticket(STAKE).debit()),
                                                    "PLAYER_BLOCKED",
                                                    "SESSION_INVALID",
                                                    "PLAYER_LIMIT_REACHED");
                                            bench.moved(0, "A debit of a blocked player came.");
                                        })),
                paid("blocked-player-credit", "credit", "block", owed),
                paid(
                        "blocked-player-rollback",
                        "rollback",
                        "block",
                        "The stake of a bet that is not in the round stays with you."),
                paid("blocked-player-adjustment", "adjustment", "block", owed),
                paid("closed-session-credit", "credit", "end-session", owed),
                paid(
                        "closed-session-rollback",
                        "rollback",
                        "end-session",
                        "The stake of a bet that is not in the round stays with you."));
    }

    private static Scenario paid(String name, String call, String action, String money) {
        boolean block = action.equals("block");
        return new Scenario(
                name,
                "A "
                        + call
                        + (block ? " for a blocked player" : " after the session ended")
                        + " is accepted; only debits ask.",
                money,
                List.of(
                        switch (call) {
                            case "credit" -> Scenario.CREDIT;
                            case "rollback" -> Scenario.ROLLBACK;
                            default -> Scenario.ADJUSTMENT;
                        }),
                b ->
                        after(
                                b,
                                action,
                                block ? "unblock" : "start-session",
                                (bench, ticket) -> owed(bench, ticket, call)));
    }

    private static void owed(Bench b, Ticket ticket, String call) {
        b.applied(
                b.post(
                        call,
                        switch (call) {
                            case "credit" -> ticket.credit(STAKE);
                            case "rollback" -> ticket.rollback("VOID");
                            default -> ticket.adjustment("1", STAKE);
                        }));
        b.moved(STAKE, "What is owed was answered as paid.");
    }

    private static void after(
            Bench b, String action, String undo, BiConsumer<Bench, Ticket> steps) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        b.moved(-STAKE, "A debit was sent.");
        b.hook(action);
        try {
            steps.accept(b, ticket);
        } finally {
            b.hook(undo);
        }
    }
}
