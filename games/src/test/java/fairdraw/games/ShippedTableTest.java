package fairdraw.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedTableTest {

    private static final PayoutTable TABLE = PayoutTable.of("digits-3");
    private static final int OUTCOMES = 1000;

    /** A market, every selection that it takes, and the rule in words of the player. */
    record Rule(String market, List<String> selections, BiPredicate<String, String> wins) {}

    static Stream<Rule> rules() {
        return Stream.of(
                new Rule("STRAIGHT", numbers(3), String::equals),
                new Rule("FRONT_PAIR", numbers(2), (s, drawn) -> drawn.startsWith(s)),
                new Rule("BACK_PAIR", numbers(2), (s, drawn) -> drawn.endsWith(s)),
                new Rule(
                        "DIGIT",
                        IntStream.range(0, 30).mapToObj(i -> i / 10 + 1 + ":" + i % 10).toList(),
                        (s, drawn) -> drawn.charAt(s.charAt(0) - '1') == s.charAt(2)),
                new Rule(
                        "ODD_EVEN",
                        List.of("ODD", "EVEN"),
                        (s, drawn) -> "13579".contains(drawn.substring(2)) == s.equals("ODD")),
                new Rule(
                        "HIGH_LOW",
                        List.of("HIGH", "LOW"),
                        (s, drawn) -> (drawn.charAt(0) >= '5') == s.equals("HIGH")));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void every_selection_wins_exactly_by_the_rule_over_all_outcomes(Rule rule) {
        var figures = TABLE.market(rule.market).orElseThrow().figures(50).getFirst();
        for (String text : rule.selections) {
            var selection = parsed(rule.market, text);
            long stake = 1_000;
            var paid = Fraction.ZERO;
            int hits = 0;
            for (int outcome = 0; outcome < OUTCOMES; outcome++) {
                boolean wins = rule.wins.test(text, "%03d".formatted(outcome));
                long payout = selection.payout(stake, outcome);
                assertEquals(wins, payout > 0, text + " on " + outcome);
                assertEquals(wins ? selection.potentialPayout(stake) : 0, payout);
                paid = paid.plus(Fraction.of(payout, stake));
                hits += wins ? 1 : 0;
            }
            assertEquals(Fraction.of(hits, OUTCOMES), figures.hitFrequency());
            assertEquals(paid.dividedBy(Fraction.of(OUTCOMES, 1)), figures.rtp());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STRAIGHT, 88.5000, 11.5000, 27.9722, VERY_HIGH",
        "FRONT_PAIR, 88.5000, 11.5000, 8.8056, HIGH",
        "BACK_PAIR, 88.5000, 11.5000, 8.8056, HIGH",
        "DIGIT, 88.5000, 11.5000, 2.6550, MEDIUM",
        "ODD_EVEN, 89.0000, 11.0000, 0.8900, LOW",
        "HIGH_LOW, 89.0000, 11.0000, 0.8900, LOW"
    })
    void the_figures_are_those_of_the_par_sheet(
            String market, String rtp, String edge, String deviation, Volatility volatility) {
        var figures = TABLE.market(market).orElseThrow().figures(TABLE.minStake()).getFirst();
        assertEquals(rtp, figures.rtp().percent(4));
        assertEquals(edge, figures.houseEdge().percent(4));
        assertEquals(deviation, figures.standardDeviation().toPlainString());
        assertEquals(volatility, figures.volatility());
    }

    @Test
    void no_stake_that_can_be_placed_leaves_the_band() {
        assertEquals(List.of(), TABLE.check());
        for (var figures : TABLE.figures()) {
            assertTrue(RtpBand.HOUSE.holds(figures.rtp()));
            for (long stake = TABLE.minStake(); stake < TABLE.minStake() + 10_000; stake++) {
                var effective =
                        figures.hitFrequency()
                                .times(Fraction.of(figures.maxMultiplier().payout(stake), stake));
                assertTrue(RtpBand.HOUSE.holds(effective), figures.market() + " at " + stake);
                assertTrue(figures.effectiveRtp().compareTo(effective) <= 0);
            }
        }
    }

    @Test
    void the_volatility_of_the_reference_mix_is_medium() {
        assertEquals(Volatility.MEDIUM, TABLE.mixFigures().volatility());
        assertTrue(RtpBand.HOUSE.holds(TABLE.mixFigures().rtp()));
        assertEquals("6.2081", TABLE.mixFigures().standardDeviation().toPlainString());
    }

    @Test
    void the_version_is_read_again_and_its_hash_moves_with_every_change() {
        assertEquals(TABLE, PayoutTable.parse(TABLE.json()));
        assertEquals(TABLE.tableHash(), PayoutTable.parse(TABLE.json()).tableHash());
        var changed = PayoutTable.parse(TABLE.json().replace("8.85", "8.86"));
        assertFalse(TABLE.tableHash().equals(changed.tableHash()));
        assertThrows(IllegalArgumentException.class, () -> PayoutTable.of("digits-9"));
        assertThrows(IllegalArgumentException.class, () -> PayoutTable.of("../x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STRAIGHT|47",
                "STRAIGHT|4721",
                "STRAIGHT|-47",
                "STRAIGHT|4 7",
                "STRAIGHT|٤٧٢",
                "STRAIGHT|''",
                "FRONT_PAIR|4",
                "BACK_PAIR|472",
                "DIGIT|0:4",
                "DIGIT|4:4",
                "DIGIT|1:10",
                "DIGIT|14",
                "DIGIT|1:",
                "ODD_EVEN|odd",
                "ODD_EVEN|BOTH",
                "HIGH_LOW|MIDDLE"
            })
    void a_selection_that_the_market_cannot_take_is_refused(String market, String selection) {
        if (TABLE.select(market, selection) instanceof Selection.Refused refused) {
            assertEquals(Selection.Reason.SELECTION_INVALID, refused.reason());
        } else {
            throw new AssertionError(selection + " was taken");
        }
    }

    @ParameterizedTest
    @CsvSource({"straight", "BOX", "LOTTO", "''"})
    void a_market_that_the_table_does_not_have_is_refused(String market) {
        if (TABLE.select(market, "472") instanceof Selection.Refused refused) {
            assertEquals(Selection.Reason.MARKET_UNKNOWN, refused.reason());
        } else {
            throw new AssertionError(market + " was taken");
        }
    }

    static Selection.Parsed parsed(String market, String text) {
        return (Selection.Parsed) TABLE.select(market, text);
    }

    private static List<String> numbers(int digits) {
        var numbers = new ArrayList<String>();
        for (int i = 0; i < Math.powExact(10, digits); i++) {
            numbers.add(("%0" + digits + "d").formatted(i));
        }
        return numbers;
    }
}
