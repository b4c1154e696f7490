package fairdraw.games;

import fairdraw.pf1.OutcomeSpace.Digits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The markets of digit games: the text of a selection to what it covers, and one selection of each
 * class. Text is refused unless it is written exactly as it should be.
 */
final class DigitMarkets {

    private static final int PAIR = 2;
    private static final int DIGIT_MAX = 9;

    private DigitMarkets() {}

    static Optional<Coverage> straight(Digits space, String selection) {
        return number(selection, space.digits())
                .map(number -> Coverage.single(Coverage.ALL, Outcomes.of(number)));
    }

    static List<String> straightSamples(Digits space) {
        return List.of("0".repeat(space.digits()));
    }

    /** All orders of the digits; the class is how many there are. */
    static Optional<Coverage> box(Digits space, String selection) {
        return number(selection, space.digits())
                .map(number -> {
                    var digits = space.numbers(number).stream().sorted().toList();
                    var orders =
                            where(
                                    space,
                                    outcome ->
                                            space.numbers(outcome).stream()
                                                    .sorted()
                                                    .toList()
                                                    .equals(digits));
                    return Coverage.single(Integer.toString(orders.size()), orders);
                });
    }

    /** One number for each way in which digits can repeat: 000, 001, 012 of three digits. */
    static List<String> boxSamples(Digits space) {
        return IntStream.range(0, Math.toIntExact(space.outcomes()))
                .mapToObj(outcome -> text(space, outcome))
                .collect(
                        Collectors.toMap(
                                selection -> box(space, selection).orElseThrow().selectionClass(),
                                selection -> selection,
                                (first, _) -> first,
                                TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    static Optional<Coverage> frontPair(Digits space, String selection) {
        return space.digits() < PAIR
                ? Optional.empty()
                : number(selection, PAIR)
                        .map(pair -> all(space, outcome -> front(space, outcome) == pair));
    }

    static Optional<Coverage> backPair(Digits space, String selection) {
        return space.digits() < PAIR
                ? Optional.empty()
                : number(selection, PAIR).map(pair -> all(space, outcome -> outcome % 100 == pair));
    }

    static List<String> pairSamples(Digits space) {
        return space.digits() < PAIR ? List.of() : List.of("00");
    }

    /** "position:digit", positions from 1, the first being the most significant digit. */
    static Optional<Coverage> digit(Digits space, String selection) {
        if (!selection.matches("[1-9]:[0-9]")) {
            return Optional.empty();
        }
        int position = selection.charAt(0) - '0';
        int digit = selection.charAt(2) - '0';
        return position > space.digits()
                ? Optional.empty()
                : Optional.of(
                        all(space, outcome -> space.numbers(outcome).get(position - 1) == digit));
    }

    static List<String> digitSamples(Digits space) {
        return List.of(space.digits() + ":0");
    }

    static Optional<Coverage> oddEven(Digits space, String selection) {
        return switch (selection) {
            case "ODD" -> Optional.of(all(space, outcome -> outcome % 2 == 1));
            case "EVEN" -> Optional.of(all(space, outcome -> outcome % 2 == 0));
            default -> Optional.empty();
        };
    }

    static List<String> oddEvenSamples(Digits space) {
        return List.of("ODD");
    }

    static Optional<Coverage> highLow(Digits space, String selection) {
        long half = space.outcomes() / 2;
        return switch (selection) {
            case "HIGH" -> Optional.of(all(space, outcome -> outcome >= half));
            case "LOW" -> Optional.of(all(space, outcome -> outcome < half));
            default -> Optional.empty();
        };
    }

    static List<String> highLowSamples(Digits space) {
        return List.of("HIGH");
    }

    /** The digits' sum, written without a leading zero. */
    static Optional<Coverage> sum(Digits space, String selection) {
        return selection.matches("0|[1-9][0-9]?") && number(selection) <= DIGIT_MAX * space.digits()
                ? Optional.of(
                        Coverage.single(
                                selection,
                                where(space, outcome -> sum(space, outcome) == number(selection))))
                : Optional.empty();
    }

    static List<String> sumSamples(Digits space) {
        return IntStream.rangeClosed(0, DIGIT_MAX * space.digits())
                .mapToObj(Integer::toString)
                .toList();
    }

    /** "first-last", both with all their digits; the class is how many numbers that is. */
    static Optional<Coverage> range(Digits space, String selection) {
        int dash = space.digits();
        if (selection.length() != 2 * dash + 1 || !selection.matches("[0-9]+-[0-9]+")) {
            return Optional.empty();
        }
        if (selection.charAt(dash) != '-') {
            return Optional.empty();
        }
        int first = number(selection.substring(0, dash));
        int last = number(selection.substring(dash + 1));
        return first > last
                ? Optional.empty()
                : Optional.of(
                        Coverage.single(
                                Integer.toString(last - first + 1),
                                where(space, outcome -> outcome >= first && outcome <= last)));
    }

    /** From 0, as many as each row says. */
    static List<String> rangeSamples(Digits space, Set<String> rows) {
        return rows.stream()
                .filter(row -> row.matches("[1-9][0-9]{0,4}") && number(row) <= space.outcomes())
                .map(row -> text(space, 0) + "-" + text(space, number(row) - 1))
                .toList();
    }

    private static int sum(Digits space, int outcome) {
        return space.numbers(outcome).stream().mapToInt(Integer::intValue).sum();
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static int front(Digits space, int outcome) {
        var digits = space.numbers(outcome);
        return digits.get(0) * 10 + digits.get(1);
    }

    private static Coverage all(Digits space, IntPredicate condition) {
        return Coverage.single(Coverage.ALL, where(space, condition));
    }

    private static Outcomes where(Digits space, IntPredicate condition) {
        return Outcomes.where(Math.toIntExact(space.outcomes()), condition);
    }

    private static Optional<Integer> number(String selection, int digits) {
        return selection.length() == digits && selection.matches("[0-9]+")
                ? Optional.of(Integer.parseInt(selection))
                : Optional.empty();
    }

    private static String text(Digits space, int outcome) {
        var text = new StringBuilder();
        space.numbers(outcome).forEach(text::append);
        return text.toString();
    }
}
