package fairdraw.games;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a selection covers: disjoint sets of outcomes, each under the row of the payout table that
 * pays it. Selections of one class cover equally many outcomes under the same rows, so they share
 * every figure.
 */
record Coverage(String selectionClass, SortedMap<String, Outcomes> rows) {

    /** The class and row of a market whose selections are all alike. */
    static final String ALL = "ALL";

    Coverage {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /** A selection that one row pays; the row has the name of the class. */
    static Coverage single(String selectionClass, Outcomes outcomes) {
        return new Coverage(selectionClass, new TreeMap<>(Map.of(selectionClass, outcomes)));
    }
}
