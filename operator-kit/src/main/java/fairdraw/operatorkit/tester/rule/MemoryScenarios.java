package fairdraw.operatorkit.tester.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairdraw.operatorkit.tester.wire.Exchange;
import fairdraw.operatorkit.tester.wire.Message;
import java.util.List;

/** Ids are remembered for months: what came first in a run is sent again at its end. */
final class MemoryScenarios {

    private static final long STAKE = 2;
    private static final String KEPT = "memory-first-calls";

    private MemoryScenarios() {}

    static List<Scenario> begin() {
        return List.of(
                new Scenario(
                        KEPT,
                        "A debit, a credit and an adjustment that are sent again at the end.",
                        "They show how long your wallet remembers.",
                        List.of(Scenario.CREDIT, Scenario.ADJUSTMENT),
                        MemoryScenarios::first));
    }

    static List<Scenario> end() {
        return List.of(
                new Scenario(
                        "memory-outlasts-the-run",
                        "Ids are remembered for 4 months, not for a time-out or in a cache.",
                        "We try for 72 hours, and people repeat what is in the queue after that: a"
                                + " memory that is shorter pays again.",
                        List.of(KEPT),
                        MemoryScenarios::again));
    }

    private static void first(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        ObjectNode adjustment = ticket.adjustment("1", 1);
        List<Exchange> first =
                List.of(
                        b.post("debit", ticket.debit()),
                        b.post("credit", ticket.credit(STAKE)),
                        b.post("adjustment", adjustment));
        first.forEach(b::applied);
        b.moved(1, "A debit, a credit and an adjustment were sent.");
        b.remember(first);
    }

    private static void again(Bench b) {
        for (Exchange first : b.remembered()) {
            Message then = first.message();
            Exchange copy = b.send(b.message(then.call(), then.text(), then.id()));
            b.moved(
                    0,
                    "A copy of a "
                            + then.call()
                            + " that was done at the begin of the run, "
                            + b.options().memory().toSeconds()
                            + " s or more ago, came.");
            b.alike(List.of(first, copy));
        }
    }
}
