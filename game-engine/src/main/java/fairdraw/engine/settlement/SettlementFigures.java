package fairdraw.engine.settlement;

import fairdraw.engine.config.Party;
import fairdraw.engine.exposure.SealedExposure;
import fairdraw.games.Exposure;
import fairdraw.games.Fraction;
import fairdraw.games.Liability;
import fairdraw.games.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The exact figures of a round, from what was stored at its seal and the outcome alone: no bet is
 * read for them (spec 3).
 */
final class SettlementFigures {

    /** Stands for every operator, or for every market. */
    static final String ALL = "*";

    private final SortedMap<Cell, Totals> cells = new TreeMap<>(Cell.ORDER);
    private final SortedMap<Cell, Totals> aggregates = new TreeMap<>(Cell.ORDER);
    private final SortedMap<Cell, Totals> freeBets = new TreeMap<>(Cell.ORDER);
    private final Set<Winner> winners = new HashSet<>();

    /** An operator's bets of one market in one currency and mode; {@link #ALL} sums up. */
    record Cell(Party party, String market) {

        private static final Comparator<Cell> ORDER =
                Comparator.comparing((Cell cell) -> cell.party.operator())
                        .thenComparing(cell -> cell.party.currency())
                        .thenComparing(cell -> cell.party.mode())
                        .thenComparing(Cell::market);
    }

    /** A selection that the outcome pays. */
    record Winner(String market, String selection) {}

    /** What was staked and is paid, and what could have been paid on each outcome. */
    static final class Totals {
        private Exposure exposure;
        private long bets;
        private long stakes;
        private long payouts;
        private long winners;

        Totals(int outcomes) {
            exposure = new Exposure(outcomes);
        }

        long bets() {
            return bets;
        }

        long stakes() {
            return stakes;
        }

        long payouts() {
            return payouts;
        }

        long winners() {
            return winners;
        }

        /** E_r: the expected payout, exactly. */
        Fraction expected() {
            return exposure.expected();
        }

        /** Q_r: the mean of the squared payout, exactly. */
        Fraction meanSquare() {
            return exposure.expectedSquare();
        }

        private void add(SealedExposure.Entry entry, Liability could, long payout) {
            exposure.add(could);
            bets = Math.addExact(bets, entry.bets());
            stakes = Math.addExact(stakes, entry.stakes());
            payouts = Math.addExact(payouts, payout);
            winners = Math.addExact(winners, payout > 0 ? entry.bets() : 0);
        }

        /** Adds another cell's arrays, not its figures: bets on one draw are correlated. */
        private void add(Totals cell) {
            exposure = exposure.plus(cell.exposure);
            bets = Math.addExact(bets, cell.bets);
            stakes = Math.addExact(stakes, cell.stakes);
            payouts = Math.addExact(payouts, cell.payouts);
            winners = Math.addExact(winners, cell.winners);
        }
    }

    SettlementFigures(RoundResult result, List<SealedExposure.Entry> sealed) {
        int outcomes = result.table().game().outcomes();
        for (var entry : sealed) {
            var selection = selection(result, entry);
            var could = liability(selection, entry);
            long payout = payout(could, result.outcome());
            if (payout > 0) {
                winners.add(new Winner(entry.market(), entry.selection()));
            }
            (entry.free() ? freeBets : cells)
                    .computeIfAbsent(
                            new Cell(entry.party(), entry.market()), _ -> new Totals(outcomes))
                    .add(entry, could, payout);
        }
        cells.forEach((cell, totals) -> {
            var everybody = new Party(ALL, cell.party.currency(), cell.party.mode());
            for (var above :
                    List.of(
                            new Cell(cell.party, ALL),
                            new Cell(everybody, cell.market),
                            new Cell(everybody, ALL))) {
                aggregates.computeIfAbsent(above, _ -> new Totals(outcomes)).add(totals);
            }
        });
    }

    /** Of bets that were paid for with money. */
    SortedMap<Cell, Totals> cells() {
        return cells;
    }

    /** Of free bets, which are in no other figure; their stakes are nominal. */
    SortedMap<Cell, Totals> freeBets() {
        return freeBets;
    }

    /** The same over all operators, over all markets, and over both; currencies never mix. */
    SortedMap<Cell, Totals> aggregates() {
        return aggregates;
    }

    /** What free bets come to for one operator, currency and mode. */
    record FreeBets(long bets, long stakes, long payouts, long winners) {

        static final FreeBets NONE = new FreeBets(0, 0, 0, 0);

        private FreeBets plus(Totals cell) {
            return new FreeBets(
                    Math.addExact(bets, cell.bets),
                    Math.addExact(stakes, cell.stakes),
                    Math.addExact(payouts, cell.payouts),
                    Math.addExact(winners, cell.winners));
        }
    }

    /** Free bets of each operator, currency and mode that has some. */
    Map<Party, FreeBets> freeParties() {
        var parties = new LinkedHashMap<Party, FreeBets>();
        freeBets.forEach((cell, totals) ->
                parties.merge(
                        cell.party,
                        FreeBets.NONE.plus(totals),
                        (before, _) -> before.plus(totals)));
        return parties;
    }

    /** Totals of each operator, currency and mode, without free bets. */
    Map<Party, Totals> parties() {
        var parties = new LinkedHashMap<Party, Totals>();
        aggregates.forEach((cell, totals) -> {
            if (cell.market.equals(ALL) && !cell.party.operator().equals(ALL)) {
                parties.put(cell.party, totals);
            }
        });
        return parties;
    }

    /** The selections that were bet on and win. */
    Set<Winner> winners() {
        return winners;
    }

    /** The selection that the round's own table took. */
    static Selection.Parsed selection(RoundResult result, String market, String selection) {
        return switch (result.table().select(market, selection)) {
            case Selection.Parsed parsed -> parsed;
            case Selection.Refused refused ->
                    throw new IllegalStateException(
                            "a sealed bet that its table does not take: " + refused.detail());
        };
    }

    private static Selection.Parsed selection(RoundResult result, SealedExposure.Entry entry) {
        return selection(result, entry.market(), entry.selection());
    }

    private static Liability liability(Selection.Parsed selection, SealedExposure.Entry entry) {
        var covers = selection.covers();
        if (covers.size() != entry.payouts().size()) {
            throw new IllegalStateException("stored exposure of another table: " + entry);
        }
        var parts = new ArrayList<Liability.Part>();
        for (int i = 0; i < covers.size(); i++) {
            parts.add(new Liability.Part(covers.get(i).outcomes(), entry.payouts().get(i)));
        }
        return new Liability(parts);
    }

    private static long payout(Liability could, int outcome) {
        for (var part : could.parts()) {
            if (part.outcomes().contains(outcome)) {
                return part.payoutMinor();
            }
        }
        return 0;
    }
}
