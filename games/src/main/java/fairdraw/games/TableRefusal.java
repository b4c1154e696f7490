package fairdraw.games;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Why a table may not be used: the market, the selection class (or row) and the figure. */
public record TableRefusal(String market, String selectionClass, String figure) {

    private static final String TABLE = "TABLE";

    static List<TableRefusal> of(PayoutTable table, RtpBand band) {
        var refusals = new ArrayList<TableRefusal>();
        if (table.markets().isEmpty()) {
            refusals.add(new TableRefusal(TABLE, "", "has no market"));
            return refusals;
        }
        for (var market : table.markets().values()) {
            market.deadRows().forEach(row -> refusals.add(dead(market, row)));
        }
        var figures = table.figures();
        figures.forEach(figure -> refusals.addAll(of(figure, band)));
        refusals.addAll(ofMix(table, figures));
        return refusals;
    }

    private static List<TableRefusal> of(Figures figures, RtpBand band) {
        var refusals = new ArrayList<TableRefusal>();
        if (!band.holds(figures.rtp())) {
            refusals.add(
                    refusal(figures, "RTP " + figures.rtp().percent(4) + " % is outside " + band));
        }
        if (!band.holds(figures.effectiveRtp())) {
            refusals.add(
                    refusal(
                            figures,
                            "effective RTP "
                                    + figures.effectiveRtp().percent(4)
                                    + " % at a stake of "
                                    + figures.worstStake()
                                    + " is outside "
                                    + band));
        }
        return refusals;
    }

    private static List<TableRefusal> ofMix(PayoutTable table, List<Figures> figures) {
        var known = figures.stream().map(MixFigures::key).collect(Collectors.toSet());
        var refusals = new ArrayList<TableRefusal>();
        for (String key : table.mix().keySet()) {
            if (!known.contains(key)) {
                refusals.add(new TableRefusal(TABLE, key, "the mix names what is not sold"));
            }
        }
        if (table.mix().values().stream().allMatch(weight -> weight == 0)) {
            refusals.add(new TableRefusal(TABLE, "", "the mix has no weight"));
        } else {
            var mix = MixFigures.of(figures, table.mix());
            if (mix.volatility() != table.volatility()) {
                refusals.add(
                        new TableRefusal(
                                TABLE,
                                "",
                                "volatility is "
                                        + mix.volatility()
                                        + " (standard deviation "
                                        + mix.standardDeviation()
                                        + "), the table says "
                                        + table.volatility()));
            }
        }
        return refusals;
    }

    private static TableRefusal refusal(Figures figures, String figure) {
        return new TableRefusal(figures.market().name(), figures.selectionClass(), figure);
    }

    private static TableRefusal dead(MarketTable market, String row) {
        return new TableRefusal(market.market().name(), row, "the row can never be hit");
    }

    @Override
    public String toString() {
        return market + (selectionClass.isEmpty() ? "" : "/" + selectionClass) + ": " + figure;
    }
}
