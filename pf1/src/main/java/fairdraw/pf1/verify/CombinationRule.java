package fairdraw.pf1.verify;

import fairdraw.pf1.OutcomeSpace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The markets of lotto games, as the verifier reads the published rules. */
final class CombinationRule {

    private static final String NUMBER = "[1-9][0-9]{0,5}";

    private final OutcomeSpace.Combination space;

    CombinationRule(OutcomeSpace.Combination space) {
        this.space = space;
    }

    PayoutRule.Rows rows(String market, String selection, int outcome) {
        var drawn = space.numbers(outcome);
        return switch (market) {
            case "SPOT" -> spot(market, selection, drawn);
            case "ODD_COUNT" -> oddCount(market, selection, drawn);
            case "SUM_RANGE" -> sumRange(market, selection, drawn);
            default -> throw PayoutRule.unknown(market);
        };
    }

    /** A row for each number of hits that a draw can give: "3:2" pays two of three. */
    private PayoutRule.Rows spot(String market, String selection, List<Integer> drawn) {
        require(market, selection, selection.matches(NUMBER + "(," + NUMBER + ")*"));
        var chosen = new ArrayList<Integer>();
        for (String number : selection.split(",")) {
            int next = Integer.parseInt(number);
            boolean ascending = chosen.isEmpty() || chosen.getLast() < next;
            require(market, selection, ascending && next <= space.of());
            chosen.add(next);
        }
        int size = chosen.size();
        require(market, selection, size <= space.pick());
        var rows = new LinkedHashSet<String>();
        // The numbers that were not chosen are of - size; the draw takes the rest from the chosen.
        for (int hits = Math.max(0, space.pick() - (space.of() - size)); hits <= size; hits++) {
            rows.add(size + ":" + hits);
        }
        chosen.retainAll(drawn);
        return new PayoutRule.Rows(rows, size + ":" + chosen.size());
    }

    private PayoutRule.Rows oddCount(String market, String selection, List<Integer> drawn) {
        require(market, selection, selection.matches("0|" + NUMBER));
        int wanted = Integer.parseInt(selection);
        int odd = (space.of() + 1) / 2;
        int even = space.of() / 2;
        require(
                market,
                selection,
                wanted <= odd && wanted <= space.pick() && space.pick() - wanted <= even);
        int count = 0;
        for (int number : drawn) {
            count += number % 2;
        }
        return PayoutRule.Rows.one(selection, count == wanted);
    }

    private PayoutRule.Rows sumRange(String market, String selection, List<Integer> drawn) {
        require(market, selection, selection.matches(NUMBER + "-" + NUMBER));
        int dash = selection.indexOf('-');
        long lowest = Long.parseLong(selection.substring(0, dash));
        long highest = Long.parseLong(selection.substring(dash + 1));
        long least = space.pick() * (space.pick() + 1L) / 2;
        long most = space.pick() * (2L * space.of() - space.pick() + 1) / 2;
        require(market, selection, least <= lowest && lowest <= highest && highest <= most);
        long sum = 0;
        for (int number : drawn) {
            sum += number;
        }
        return PayoutRule.Rows.one(selection, lowest <= sum && sum <= highest);
    }

    private static void require(String market, String selection, boolean taken) {
        if (!taken) {
            throw PayoutRule.selection(market, selection);
        }
    }
}
