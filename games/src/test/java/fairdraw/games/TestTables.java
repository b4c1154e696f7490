package fairdraw.games;

import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.OutcomeSpace.Combination;
import fairdraw.pf1.OutcomeSpace.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Payout tables with every market that a game can have, each row at a multiplier of its own. */
final class TestTables {

    private static final int FIRST = 12_345;
    private static final int STEP = 1_111;

    private TestTables() {}

    /** A row for all that the rules can pay. */
    static PayoutTable full(OutcomeSpace space) {
        var markets = new TreeMap<Market, MarketTable>();
        int row = 0;
        for (Market market : Market.values()) {
            var rows = new TreeMap<String, Multiplier>();
            for (String name : rows(market, space)) {
                rows.put(name, new Multiplier(FIRST + STEP * row++));
            }
            if (!rows.isEmpty()) {
                markets.put(market, new MarketTable(market, space, rows));
            }
        }
        var game = new Game("test", space);
        return new PayoutTable(game, 1, 1, Volatility.MEDIUM, markets, new TreeMap<>());
    }

    private static TreeSet<String> rows(Market market, OutcomeSpace space) {
        var rows = new TreeSet<String>();
        for (String selection : market.samples(space, new TreeSet<>(every(space)))) {
            rows.addAll(market.cover(space, selection).orElseThrow().rows().keySet());
        }
        return rows;
    }

    /** Rows of the markets that are sold by row alone. */
    private static List<String> every(OutcomeSpace space) {
        return switch (space) {
            case Digits _ ->
                    IntStream.rangeClosed(1, Math.toIntExact(space.outcomes()))
                            .mapToObj(Integer::toString)
                            .toList();
            case Combination lotto -> {
                var ranges = new ArrayList<String>();
                int least = least(lotto);
                int most = most(lotto);
                for (int from = least; from <= most; from += 7) {
                    ranges.add(from + "-" + from);
                    ranges.add(least + "-" + from);
                    ranges.add(from + "-" + most);
                }
                yield ranges;
            }
        };
    }

    static int least(Combination lotto) {
        return lotto.pick() * (lotto.pick() + 1) / 2;
    }

    static int most(Combination lotto) {
        return lotto.pick() * (2 * lotto.of() - lotto.pick() + 1) / 2;
    }

    /** Texts that are near to selections, right and wrong. */
    static Stream<String> odd() {
        return Stream.of(
                "",
                " ",
                "0",
                "00",
                "7",
                "07",
                "-1",
                "1:",
                "0:1",
                "1:10",
                "4:4",
                "odd",
                "ODD",
                "EVEN",
                "HIGH",
                "LOW",
                "BOTH",
                "1-2",
                "2-1",
                "01-01",
                "000-999",
                "999-000",
                "0000-9999",
                "100-99",
                "28",
                "1,2",
                "2,1",
                "1,1",
                "1,,2",
                ",1",
                "1,2,3,4,5,6",
                "01,2",
                "1,21",
                "0,1",
                "3-3",
                "٤٧٢",
                "47\n",
                "1.5",
                "1e1",
                "15-90",
                "14-90",
                "15-91",
                "90-15",
                "99999999999");
    }
}
