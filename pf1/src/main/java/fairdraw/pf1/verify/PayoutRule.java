package fairdraw.pf1.verify;

import fairdraw.pf1.JsonObject;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.OutcomeSpace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What a bet is owed, read straight from a payout table: a second reading of the published rules,
 * which shares no code with the one that pays. The tests of {@code games} hold the two together.
 */
public final class PayoutRule {

    private static final String ALL = "ALL";
    private static final int PAIR = 2;

    private final JsonObject markets;
    private final OutcomeSpace space;

    /** The rule of a payout table's JSON for a game. */
    public PayoutRule(JsonObject table, OutcomeSpace space) {
        this.markets = table.object("markets");
        this.space = space;
    }

    /**
     * floor(stake * multiplier) in minor units, 0 for a lost bet; empty for a market that this
     * verifier does not know.
     *
     * @throws MalformedException if the table has no row for the bet, or the selection is no one
     */
    public OptionalLong payout(String market, String selection, long stake, int outcome) {
        return row(market, selection, outcome)
                .map(row -> row.equals("") ? 0 : paid(market, row, stake))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private long paid(String market, String row, long stake) {
        return new BigDecimal(markets.object(market).text(row))
                .multiply(BigDecimal.valueOf(stake))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    /** The row that pays, the empty text if the bet loses; empty for an unknown market. */
    private Optional<String> row(String market, String selection, int outcome) {
        return switch (space) {
            case OutcomeSpace.Digits digits -> digitRow(digits, market, selection, outcome);
            case OutcomeSpace.Combination _ -> Optional.empty();
        };
    }

    private Optional<String> digitRow(
            OutcomeSpace.Digits space, String market, String selection, int outcome) {
        var numbers = space.numbers(outcome);
        int size = numbers.size();
        return switch (market) {
            case "STRAIGHT" -> all(numbers.equals(digits(selection, size)));
            case "FRONT_PAIR" -> all(numbers.subList(0, PAIR).equals(digits(selection, PAIR)));
            case "BACK_PAIR" ->
                    all(numbers.subList(size - PAIR, size).equals(digits(selection, PAIR)));
            case "BOX" -> {
                var sorted = digits(selection, size).stream().sorted().toList();
                boolean hit = numbers.stream().sorted().toList().equals(sorted);
                yield Optional.of(hit ? Long.toString(orders(space, sorted)) : "");
            }
            case "DIGIT" -> all(position(selection, numbers));
            case "ODD_EVEN" -> all(side(selection, "ODD", "EVEN") == (numbers.getLast() % 2 == 1));
            case "HIGH_LOW" ->
                    all(side(selection, "HIGH", "LOW") == (outcome >= space.outcomes() / 2));
            default -> Optional.empty();
        };
    }

    private static Optional<String> all(boolean hit) {
        return Optional.of(hit ? ALL : "");
    }

    /** In how many orders these digits can stand. */
    private static long orders(OutcomeSpace.Digits space, List<Integer> sorted) {
        return IntStream.range(0, Math.toIntExact(space.outcomes()))
                .filter(it -> space.numbers(it).stream().sorted().toList().equals(sorted))
                .count();
    }

    private static boolean position(String selection, List<Integer> numbers) {
        if (!selection.matches("[1-9]:[0-9]") || selection.charAt(0) - '0' > numbers.size()) {
            throw selection(selection);
        }
        return numbers.get(selection.charAt(0) - '1') == selection.charAt(2) - '0';
    }

    private static boolean side(String selection, String one, String other) {
        if (!selection.equals(one) && !selection.equals(other)) {
            throw selection(selection);
        }
        return selection.equals(one);
    }

    private static List<Integer> digits(String selection, int count) {
        if (!selection.matches("[0-9]{" + count + "}")) {
            throw selection(selection);
        }
        return selection.chars().mapToObj(it -> it - '0').toList();
    }

    private static MalformedException selection(String selection) {
        return new MalformedException("selection", "not one of its market: " + selection);
    }
}
