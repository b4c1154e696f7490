package fairdraw.pf1.verify;

import fairdraw.pf1.OutcomeSpace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The markets of digit games, as the verifier reads the published rules. */
final class DigitRule {

    private static final String ALL = "ALL";
    private static final int PAIR = 2;
    private static final int DIGITS = 10;

    private final OutcomeSpace.Digits space;

    DigitRule(OutcomeSpace.Digits space) {
        this.space = space;
    }

    PayoutRule.Rows rows(String market, String selection, int outcome) {
        var drawn =
                space.numbers(outcome).stream().map(String::valueOf).collect(Collectors.joining());
        int size = drawn.length();
        return switch (market) {
            case "STRAIGHT" -> all(drawn.equals(digits(market, selection, size)));
            case "FRONT_PAIR" -> all(drawn.startsWith(pair(market, selection)));
            case "BACK_PAIR" -> all(drawn.endsWith(pair(market, selection)));
            case "BOX" -> {
                var counts = counts(digits(market, selection, size));
                yield PayoutRule.Rows.one(orders(size, counts), counts.equals(counts(drawn)));
            }
            case "DIGIT" -> {
                require(market, selection, selection.matches("[1-" + size + "]:[0-9]"));
                yield all(drawn.charAt(selection.charAt(0) - '1') == selection.charAt(2));
            }
            case "ODD_EVEN" -> {
                require(market, selection, selection.matches("ODD|EVEN"));
                yield all((outcome % 2 == 1) == selection.equals("ODD"));
            }
            case "HIGH_LOW" -> {
                require(market, selection, selection.matches("HIGH|LOW"));
                yield all((2L * outcome >= space.outcomes()) == selection.equals("HIGH"));
            }
            case "SUM" -> {
                boolean whole = selection.matches("0|[1-9][0-9]?");
                require(market, selection, whole && Integer.parseInt(selection) <= 9 * size);
                int sum = drawn.chars().map(it -> it - '0').sum();
                yield PayoutRule.Rows.one(selection, selection.equals(Integer.toString(sum)));
            }
            case "RANGE" -> range(market, selection, drawn);
            default -> throw PayoutRule.unknown(market);
        };
    }

    /** Both ends are written with all their digits, so that text compares as numbers do. */
    private PayoutRule.Rows range(String market, String selection, String drawn) {
        int size = drawn.length();
        require(market, selection, selection.matches("[0-9]{%1$d}-[0-9]{%1$d}".formatted(size)));
        String first = selection.substring(0, size);
        String last = selection.substring(size + 1);
        require(market, selection, first.compareTo(last) <= 0);
        int width = Integer.parseInt(last) - Integer.parseInt(first) + 1;
        boolean hit = first.compareTo(drawn) <= 0 && drawn.compareTo(last) <= 0;
        return PayoutRule.Rows.one(Integer.toString(width), hit);
    }

    private String pair(String market, String selection) {
        require(market, selection, space.digits() >= PAIR);
        return digits(market, selection, PAIR);
    }

    private static String digits(String market, String selection, int count) {
        require(market, selection, selection.matches("[0-9]{" + count + "}"));
        return selection;
    }

    /** How often each digit stands in the text. */
    private static List<Integer> counts(String digits) {
        var counts = new Integer[DIGITS];
        Arrays.fill(counts, 0);
        for (int i = 0; i < digits.length(); i++) {
            counts[digits.charAt(i) - '0']++;
        }
        return List.of(counts);
    }

    /** In how many orders they can stand: size! over the product of the counts' factorials. */
    private static String orders(int size, List<Integer> counts) {
        int orders = factorial(size);
        for (int count : counts) {
            orders /= factorial(count);
        }
        return Integer.toString(orders);
    }

    private static int factorial(int n) {
        int factorial = 1;
        for (int i = 2; i <= n; i++) {
            factorial *= i;
        }
        return factorial;
    }

    private static PayoutRule.Rows all(boolean hit) {
        return PayoutRule.Rows.one(ALL, hit);
    }

    private static void require(String market, String selection, boolean taken) {
        if (!taken) {
            throw PayoutRule.selection(market, selection);
        }
    }
}
