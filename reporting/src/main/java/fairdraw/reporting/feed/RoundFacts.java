package fairdraw.reporting.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that the event of one settled round says.
 *
 * @param outcome what was drawn
 * @param bodyHash hex SHA-256 of the event's bytes
 * @param cells operator x currency x market x mode
 * @param aggregates the levels whose variance the engine knew; may be empty
 * @param freeBets operator x currency x market x mode, in none of the others
 */
record RoundFacts(
        String game,
        long round,
        Instant settledAt,
        String tableVersion,
        int outcome,
        String bodyHash,
        List<Cell> cells,
        List<Cell> aggregates,
        List<FreeCell> freeBets) {

    /** What free bets add, at every level of detail, in the order in which rows are written. */
    List<FreeCell> freeSums() {
        var sums = new TreeMap<FreeCell, FreeCell>(FreeCell.ORDER);
        for (FreeCell cell : freeBets) {
            for (String operator : List.of(cell.operator(), Cell.ALL)) {
                for (String market : List.of(cell.market(), Cell.ALL)) {
                    var level = cell.at(operator, market);
                    sums.merge(level, level, FreeCell::plus);
                }
            }
        }
        return List.copyOf(sums.values());
    }

    /** What the round adds, at every level of detail, in the order in which rows are written. */
    List<Sum> sums() {
        var sums = new TreeMap<Level, Sum>();
        for (Cell cell : cells) {
            sums.put(Level.of(cell, cell.operator(), cell.market()), Sum.of(cell));
        }
        bounds(sums);
        for (Cell known : aggregates) {
            sums.put(Level.of(known, known.operator(), known.market()), Sum.of(known));
        }
        return List.copyOf(sums.values());
    }

    private void bounds(Map<Level, Sum> sums) {
        Map<Level, List<Cell>> groups = new TreeMap<>();
        for (Cell cell : cells) {
            for (String operator : List.of(cell.operator(), Cell.ALL)) {
                for (String market : List.of(cell.market(), Cell.ALL)) {
                    groups.computeIfAbsent(Level.of(cell, operator, market), _ -> new ArrayList<>())
                            .add(cell);
                }
            }
        }
        groups.forEach((level, members) ->
                sums.putIfAbsent(level, Sum.of(level.operator, level.market, members)));
    }

    /** Cells in the order in which rows are written. */
    List<Cell> sortedCells() {
        return cells.stream().sorted(Cell.ORDER).collect(Collectors.toList());
    }

    private record Level(String mode, String currency, String operator, String market)
            implements Comparable<Level> {

        static Level of(Cell cell, String operator, String market) {
            return new Level(cell.mode(), cell.currency(), operator, market);
        }

        @Override
        public int compareTo(Level other) {
            int byMode = mode.compareTo(other.mode);
            int byCurrency = byMode != 0 ? byMode : currency.compareTo(other.currency);
            int byOperator = byCurrency != 0 ? byCurrency : operator.compareTo(other.operator);
            return byOperator != 0 ? byOperator : market.compareTo(other.market);
        }
    }
}
