package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Exchange;
import java.util.List;

/** Promotions: payments of the house without a bet. */
final class PromotionScenarios {

    private PromotionScenarios() {}

    static List<Scenario> first() {
        return List.of(
                new Scenario(
                        Scenario.PROMOTION,
                        "A promotion pays the player, though no debit stands behind it.",
                        "What the house gives away would reach nobody.",
                        List.of(Scenario.DEBIT),
                        PromotionScenarios::pays));
    }

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "promotion-same-twice",
                        "The same promotion again moves nothing and gets the first answer.",
                        "We repeat it until it is answered: each copy would be paid.",
                        List.of(Scenario.PROMOTION),
                        PromotionScenarios::sameTwice),
                new Scenario(
                        "promotion-other-amount",
                        "The same transaction_id with another amount is DUPLICATE_MISMATCH.",
                        "A gift of another amount than two persons approved.",
                        List.of(Scenario.PROMOTION, Scenario.REFUSAL),
                        PromotionScenarios::otherAmount),
                new Scenario(
                        "promotion-as-credit",
                        "The body of a promotion, sent as a credit, pays nothing.",
                        "A signature covers the body and not the address, and a gift is no win: the"
                                + " books of wins would be wrong.",
                        List.of(Scenario.PROMOTION, Scenario.REFUSAL, Scenario.CREDIT),
                        PromotionScenarios::asCredit));
    }

    private static void pays(Bench b) {
        b.applied(b.post("promotion", b.promotion(9)));
        b.moved(9, "A promotion of 9 was answered as done.");
    }

    private static void sameTwice(Bench b) {
        var promotion = b.promotion(9);
        Exchange first = b.post("promotion", promotion);
        Exchange second = b.post("promotion", promotion);
        b.moved(9, "Two copies of a promotion of 9 were sent.");
        b.alike(List.of(first, second));
    }

    private static void otherAmount(Bench b) {
        var promotion = b.promotion(9);
        b.applied(b.post("promotion", promotion));
        b.refused(
                b.post("promotion", promotion.deepCopy().put("amount", 10)), "DUPLICATE_MISMATCH");
        b.moved(9, "A second promotion under the same id, of another amount, came.");
    }

    private static void asCredit(Bench b) {
        var promotion = b.promotion(9);
        Exchange elsewhere = b.send(b.message("promotion", promotion).call("credit"));
        if (b.read(elsewhere) instanceof Answer.Applied) {
            throw b.wrong("A gift was paid as the win of a bet.", elsewhere);
        }
        b.refused(elsewhere, "TRANSACTION_UNKNOWN", "MALFORMED", "DUPLICATE_MISMATCH");
        b.moved(0, "The body of a promotion was sent to /credit.");
    }
}
