package fairdraw.pf1.verify;

import fairdraw.pf1.JsonObject;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.OutcomeSpace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a bet is owed, read straight from a payout table: a second reading of the published rules,
 * which shares no code with the one that pays. {@code payout.js} is the third, for the verifier
 * page. The tests of {@code games} hold the three together.
 */
public final class PayoutRule {

    private static final String MULTIPLIER = "[0-9]{1,6}(\\.[0-9]{1,4})?";

    private final Map<String, JsonObject> markets = new HashMap<>();
    private final OutcomeSpace space;

    /** The rule of a payout table's JSON for a game. */
    public PayoutRule(JsonObject table, OutcomeSpace space) {
        var named = table.object("markets");
        named.fields().keySet().forEach(market -> markets.put(market, named.object(market)));
        this.space = space;
    }

    /**
     * What a bet is owed on one outcome, with the sum behind it.
     *
     * @param row of the table that pays; empty if the bet loses
     * @param multiplier of the row, the stake included; "0" if the bet loses
     * @param product stake times multiplier, before it is rounded down
     * @param payout minor units
     */
    public record Owed(String row, String multiplier, String product, long payout) {

        static final Owed NOTHING = new Owed("", "0", "0", 0);

        /** Whether a row of the table pays. */
        public boolean won() {
            return !row.isEmpty();
        }
    }

    /** The rows of a table that can pay a selection, and the one for the outcome, maybe none. */
    record Rows(Set<String> all, String hit) {

        static Rows one(String row, boolean hit) {
            return new Rows(Set.of(row), hit ? row : "");
        }
    }

    /**
     * What a stake in minor units is owed on an outcome.
     *
     * @throws MalformedException if the rules have no such market, the selection is none of its
     *     market, or the table has no row for it
     * @throws ArithmeticException if the payout does not fit 64 bits
     */
    public Owed owed(String market, String selection, long stake, int outcome) {
        Rows rows =
                switch (space) {
                    case OutcomeSpace.Digits digits ->
                            new DigitRule(digits).rows(market, selection, outcome);
                    case OutcomeSpace.Combination combination ->
                            new CombinationRule(combination).rows(market, selection, outcome);
                };
        var table = markets.get(market);
        if (table == null) {
            throw new MalformedException("markets." + market, "missing");
        }
        if (rows.all.stream().noneMatch(table::has)) {
            throw new MalformedException("markets." + market, "no row pays " + selection);
        }
        boolean pays = !rows.hit.isEmpty() && table.has(rows.hit);
        return pays ? owed(table, rows.hit, stake) : Owed.NOTHING;
    }

    private static Owed owed(JsonObject table, String row, long stake) {
        String multiplier = table.text(row);
        if (!multiplier.matches(MULTIPLIER)) {
            throw new MalformedException(row, "not a multiplier: " + multiplier);
        }
        var product = new BigDecimal(multiplier).multiply(BigDecimal.valueOf(stake));
        return new Owed(
                row,
                multiplier,
                product.stripTrailingZeros().toPlainString(),
                product.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    static MalformedException unknown(String market) {
        return new MalformedException("market", "the rules of this game have no " + market);
    }

    static MalformedException selection(String market, String selection) {
        return new MalformedException("selection", "not one of " + market + ": " + selection);
    }
}
