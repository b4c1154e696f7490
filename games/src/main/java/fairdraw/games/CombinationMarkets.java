package fairdraw.games;

import fairdraw.pf1.OutcomeSpace.Combination;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The markets of lotto games: the text of a selection to what it covers, and one selection of each
 * class. Text is refused unless it is written exactly as it should be.
 */
final class CombinationMarkets {

    private static final String NUMBER = "[1-9][0-9]{0,5}";

    private CombinationMarkets() {}

    /** 1 to k numbers; a row for each number of hits that is possible: "3:2" is two of three. */
    static Optional<Coverage> spot(Combination space, String selection) {
        var chosen = spots(space, selection);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        int size = chosen.size();
        var rows = new TreeMap<String, Outcomes>();
        for (int hits = 0; hits <= size; hits++) {
            int wanted = hits;
            var outcomes = where(space, outcome -> hits(space, outcome, chosen) == wanted);
            if (outcomes.size() > 0) {
                rows.put(size + ":" + hits, outcomes);
            }
        }
        return Optional.of(new Coverage(Integer.toString(size), rows));
    }

    static List<String> spotSamples(Combination space) {
        return IntStream.rangeClosed(1, space.pick())
                .mapToObj(size ->
                        IntStream.rangeClosed(1, size)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(",")))
                .toList();
    }

    static Optional<Coverage> oddCount(Combination space, String selection) {
        if (!selection.matches("0|" + NUMBER)) {
            return Optional.empty();
        }
        int wanted = Integer.parseInt(selection);
        return covered(selection, where(space, outcome -> odd(space, outcome) == wanted));
    }

    static List<String> oddSamples(Combination space) {
        return IntStream.rangeClosed(0, space.pick())
                .mapToObj(Integer::toString)
                .filter(count -> oddCount(space, count).isPresent())
                .toList();
    }

    /** "lowest-highest" sum, both of which can be drawn. */
    static Optional<Coverage> sumRange(Combination space, String selection) {
        if (!selection.matches(NUMBER + "-" + NUMBER)) {
            return Optional.empty();
        }
        int dash = selection.indexOf('-');
        int lowest = Integer.parseInt(selection.substring(0, dash));
        int highest = Integer.parseInt(selection.substring(dash + 1));
        if (lowest > highest
                || lowest < sum(space, 0)
                || highest > sum(space, Math.toIntExact(space.outcomes() - 1))) {
            return Optional.empty();
        }
        return covered(
                selection,
                where(
                        space,
                        outcome -> {
                            int sum = sum(space, outcome);
                            return sum >= lowest && sum <= highest;
                        }));
    }

    /** Each row is the one selection that it pays. */
    static List<String> ofRows(Combination space, Set<String> rows) {
        return rows.stream().filter(row -> sumRange(space, row).isPresent()).toList();
    }

    private static Optional<Coverage> covered(String selection, Outcomes outcomes) {
        return outcomes.size() == 0
                ? Optional.empty()
                : Optional.of(Coverage.single(selection, outcomes));
    }

    /** The numbers of a selection; none if it is not ascending numbers of the game, 1 to k. */
    private static Set<Integer> spots(Combination space, String selection) {
        if (!selection.matches(NUMBER + "(," + NUMBER + ")*")) {
            return Set.of();
        }
        var numbers = Stream.of(selection.split(",")).map(Integer::valueOf).toList();
        boolean taken = numbers.size() <= space.pick() && numbers.getLast() <= space.of();
        for (int i = 1; i < numbers.size(); i++) {
            taken &= numbers.get(i - 1) < numbers.get(i);
        }
        return taken ? new HashSet<>(numbers) : Set.of();
    }

    private static int hits(Combination space, int outcome, Set<Integer> chosen) {
        return Math.toIntExact(space.numbers(outcome).stream().filter(chosen::contains).count());
    }

    private static int odd(Combination space, int outcome) {
        return Math.toIntExact(space.numbers(outcome).stream().filter(it -> it % 2 == 1).count());
    }

    private static int sum(Combination space, int outcome) {
        return space.numbers(outcome).stream().mapToInt(Integer::intValue).sum();
    }

    private static Outcomes where(Combination space, IntPredicate condition) {
        return Outcomes.where(Math.toIntExact(space.outcomes()), condition);
    }
}
