package fairdraw.games;

import fairdraw.pf1.OutcomeSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one market of a payout table pays: a multiplier for each row. */
public record MarketTable(Market market, OutcomeSpace space, SortedMap<String, Multiplier> rows) {

    public MarketTable {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /** The selection of this text, with what it is paid. */
    public Selection select(String text) {
        return market.cover(space, text)
                .map(coverage -> select(text, coverage))
                .orElseGet(() -> refused("cannot take", text));
    }

    /** One selection of each class that the table pays. */
    public List<Selection.Parsed> samples() {
        var samples = new ArrayList<Selection.Parsed>();
        for (String text : market.samples(space, rows.keySet())) {
            if (select(text) instanceof Selection.Parsed parsed) {
                samples.add(parsed);
            }
        }
        return List.copyOf(samples);
    }

    /** The figures of each class, for stakes from this one up. */
    public List<Figures> figures(long minStake) {
        int outcomes = Math.toIntExact(space.outcomes());
        return samples().stream().map(it -> Figures.of(it, outcomes, minStake)).toList();
    }

    /** Rows that no selection of this market can ever hit. */
    Set<String> deadRows() {
        var dead = new TreeSet<>(rows.keySet());
        for (String text : market.samples(space, rows.keySet())) {
            market.cover(space, text)
                    .map(Coverage::rows)
                    .ifPresent(it -> dead.removeAll(it.keySet()));
        }
        return dead;
    }

    private Selection select(String text, Coverage coverage) {
        var covers = new ArrayList<Selection.Cover>();
        coverage.rows()
                .forEach((row, outcomes) ->
                        Optional.ofNullable(rows.get(row))
                                .map(multiplier -> new Selection.Cover(outcomes, multiplier))
                                .ifPresent(covers::add));
        return covers.isEmpty()
                ? refused("has no row for", text)
                : new Selection.Parsed(market, text, coverage.selectionClass(), covers);
    }

    private Selection refused(String why, String text) {
        return new Selection.Refused(
                Selection.Reason.SELECTION_INVALID, market + " " + why + " \"" + text + "\"");
    }
}
