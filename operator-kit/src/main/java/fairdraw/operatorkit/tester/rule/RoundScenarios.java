package fairdraw.operatorkit.tester.rule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the house says of a round: it moves no money, and proves where it went. */
final class RoundScenarios {

    private RoundScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "round-sealed-kept",
                        "The seal of a round is acknowledged with 2xx, as often as it comes.",
                        "The seal is your evidence of which bets were in the round.",
                        List.of(Scenario.BALANCE),
                        RoundScenarios::sealed),
                new Scenario(
                        "round-sealed-otherwise",
                        "A second, other seal of one round is refused with SEALED_OTHERWISE.",
                        "Two sets of bets for one round are a fraud of the house: say so.",
                        List.of(Scenario.REFUSAL),
                        RoundScenarios::sealedOtherwise),
                new Scenario(
                        "round-close-kept",
                        "The totals of a round are acknowledged with an echo, also twice.",
                        "Without an answer we send them for 72 hours.",
                        List.of(Scenario.BALANCE),
                        RoundScenarios::closed),
                new Scenario(
                        "round-close-other-totals",
                        "Other totals under the same transaction_id are DUPLICATE_MISMATCH.",
                        "Totals that change after the fact hide a difference.",
                        List.of(Scenario.REFUSAL),
                        RoundScenarios::closedOtherwise));
    }

    private static void sealed(Bench b) {
        ObjectNode seal = seal(b, "aa");
        b.applied(b.post("round-sealed", seal));
        b.applied(b.post("round-sealed", seal));
    }

    private static void sealedOtherwise(Bench b) {
        ObjectNode seal = seal(b, "aa");
        b.applied(b.post("round-sealed", seal));
        ObjectNode other = seal(b, "bb").put("round_id", seal.path("round_id").asText());
        b.refused(b.post("round-sealed", other), "SEALED_OTHERWISE");
    }

    private static void closed(Bench b) {
        ObjectNode close = close(b);
        b.applied(b.post("round-close", close));
        b.applied(b.post("round-close", close));
        b.moved(0, "The totals of a round came.");
    }

    private static void closedOtherwise(Bench b) {
        ObjectNode close = close(b);
        b.applied(b.post("round-close", close));
        b.refused(b.post("round-close", close.deepCopy().put("payouts", 1)), "DUPLICATE_MISMATCH");
    }

    private static ObjectNode seal(Bench b, String root) {
        Ticket ticket = b.ticket(1);
        return JsonNodeFactory.instance
                .objectNode()
                .put("game", ticket.game())
                .put("round_id", ticket.game() + ":" + Math.abs(ticket.id().hashCode()) + "7")
                .put("bet_root", root.repeat(32))
                .put("bet_count", 2)
                .put("table_hash", "cc".repeat(32))
                .put("sealed_at", b.now().toString())
                .put("seal", "{\"betRoot\":\"" + root.repeat(32) + "\"}")
                .put("signature", "dd".repeat(64));
    }

    private static ObjectNode close(Bench b) {
        Ticket ticket = b.ticket(1);
        return JsonNodeFactory.instance
                .objectNode()
                .put("transaction_id", ticket.id())
                .put("game", ticket.game())
                .put("round_id", ticket.game() + ":" + Math.abs(ticket.id().hashCode()) + "8")
                .put("currency", ticket.currency())
                .put("bets", 0)
                .put("stakes", 0)
                .put("payouts", 0);
    }
}
