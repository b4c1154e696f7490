package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Exchange;
import java.util.List;

/** Bodies: what is not the call is refused, and what is new is let pass. */
final class BodyScenarios {

    private static final long STAKE = 3;
    private static final String MALFORMED = "MALFORMED";

    private BodyScenarios() {}

    static List<Scenario> all() {
        List<String> needs = List.of(Scenario.REFUSAL);
        return List.of(
                new Scenario(
                        "body-unknown-fields",
                        "Fields that you do not know are passed over.",
                        "We add fields without notice: refused, your players' bets would stop.",
                        List.of(Scenario.DEBIT),
                        BodyScenarios::unknownFields),
                new Scenario(
                        "body-not-json",
                        "A signed body that is not the call is refused with MALFORMED.",
                        "A failure instead of a refusal counts as unknown, and is tried for days.",
                        needs,
                        BodyScenarios::notTheCall),
                amount("amount-fraction", "1.5", "A fraction is rounded by somebody."),
                amount("amount-negative", "-3", "A debit below 0 would pay the player."),
                amount(
                        "amount-over-64-bits",
                        "9223372036854775808",
                        "A number that wraps around turns a stake into a payment."),
                amount("amount-missing", "null", "A debit of nothing would be a free bet."),
                new Scenario(
                        "body-other-content-type",
                        "A call that is not application/json moves money as its answer says.",
                        "A call that fails and moves money all the same is lost to the books.",
                        List.of(Scenario.DEBIT),
                        BodyScenarios::otherContentType),
                new Scenario(
                        "balance-unknown-player",
                        "/balance of a player that you do not have is refused with a code.",
                        "A balance that is made up is shown to the player.",
                        needs,
                        b ->
                                b.refusedSomehow(
                                        b.post("balance", b.balanceBody("fairdraw-nobody")))));
    }

    private static Scenario amount(String name, String amount, String money) {
        return new Scenario(
                name,
                "An amount of " + amount + " is refused with " + MALFORMED + ".",
                money,
                List.of(Scenario.REFUSAL),
                b -> {
                    var debit = b.ticket(STAKE).debit();
                    String text =
                            debit.toString().replace("\"amount\":" + STAKE, "\"amount\":" + amount);
                    b.refused(
                            b.send(b.message("debit", text, debit.path("transaction_id").asText())),
                            MALFORMED);
                    b.moved(0, "A debit of " + amount + " came.");
                });
    }

    private static void unknownFields(Bench b) {
        var debit = b.ticket(STAKE).debit();
        debit.put("zone", "eu-1").putObject("device").put("kind", "phone").putArray("seen");
        b.applied(b.post("debit", debit));
        b.moved(-STAKE, "A debit with fields that are new was sent.");
    }

    private static void notTheCall(Bench b) {
        for (String text : List.of("{", "[]", "null", "{}", "\"debit\"")) {
            b.refused(b.send(b.message("debit", text, "")), MALFORMED);
        }
        b.moved(0, "Bodies that are no debits came.");
    }

    private static void otherContentType(Bench b) {
        Exchange exchange =
                b.send(b.message("debit", b.ticket(STAKE).debit()).contentType("text/plain"));
        b.check(
                exchange.status() / 100 == 2 || exchange.status() / 100 == 4,
                "It answered with neither 2xx nor 4xx.",
                exchange);
        boolean done = exchange.status() / 100 == 2;
        b.moved(
                done ? -STAKE : 0,
                "A debit came as text/plain and was " + (done ? "accepted." : "refused."));
    }
}
