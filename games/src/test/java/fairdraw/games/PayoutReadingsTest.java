package fairdraw.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairdraw.pf1.Json;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.OutcomeSpace.Combination;
import fairdraw.pf1.OutcomeSpace.Digits;
import fairdraw.pf1.verify.PayoutRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A payout table is read three times: by this module, which pays; by the verifier's command line in
 * Java; and by its page in JavaScript. They share no code, and all owe the same for every bet.
 */
class PayoutReadingsTest {

    private static final List<Long> STAKES = List.of(1L, 177L, 9_999L, 9_007_199_254_740_993L);
    private static final int RANDOM_BETS = Integer.getInteger("payouts.cases", 20_000);
    private static final long SEED = Long.getLong("payouts.seed", 11);
    private static final long DEADLINE_S = 600;
    private static final Path REFERENCE = Path.of("../pf1/reference/owed.mjs");
    private static final int ROWS = 4;
    private static final String REFUSED = "refused";

    @TempDir private Path folder;

    @Test
    void every_bet_on_a_shipped_game_is_owed_the_same_by_both() {
        for (Game game : Game.shipped()) {
            var table = PayoutTable.of(game.slug());
            assertEquals(table.markets().keySet(), compare(table));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void every_bet_of_every_market_on_every_outcome_of_digits_is_owed_the_same(int digits) {
        var table = TestTables.full(new Digits(digits));
        assertEquals(digits == 1 ? 7 : 9, compare(table).size());
    }

    @Test
    void every_row_of_a_lotto_on_every_outcome_is_owed_the_same() {
        assertEquals(
                Set.of(Market.SPOT, Market.ODD_COUNT, Market.SUM_RANGE),
                compare(TestTables.full(new Combination(5, 20))));
    }

    @ParameterizedTest
    @CsvSource({
        "DIGITS, DIGIT, 1:4, no row pays",
        "DIGITS, DICE, 6, the rules of this game have no DICE",
        "DIGITS, SPOT, '1,2', the rules of this game have no SPOT",
        "COMBINATION, SUM, 13, the rules of this game have no SUM",
        "DIGITS, STRAIGHT, 47, not one of STRAIGHT",
        "DIGITS, HIGH_LOW, HIGH, HIGH_LOW: missing",
    })
    void a_bet_that_the_table_cannot_pay_is_owed_by_none(
            String kind, String market, String selection, String words) {
        OutcomeSpace space = kind.equals("DIGITS") ? new Digits(3) : new Combination(5, 20);
        var table = Json.parse("{\"markets\":{\"DIGIT\":{\"\":\"9\",\"4\":\"9\"},\"SPOT\":{}}}");
        var refusal =
                assertThrows(
                        MalformedException.class,
                        () -> new PayoutRule(table, space).owed(market, selection, 1, 0));
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::toString);
    }

    @Test
    void javascript_owes_the_same_for_random_bets_and_refuses_the_same() throws Exception {
        assumeTrue(present("node"), "NOT CHECKED: node is absent");
        var random = new Random(SEED);
        var tables = new ArrayList<PayoutTable>();
        for (int digits = 1; digits <= 4; digits++) {
            tables.add(TestTables.full(new Digits(digits)));
        }
        for (int[] lotto : new int[][] {{5, 20}, {1, 2}, {3, 4}, {2, 9}, {6, 12}}) {
            tables.add(TestTables.full(new Combination(lotto[0], lotto[1])));
        }
        var lines = new ArrayList<String>();
        var java = new ArrayList<String>();
        for (int i = 0; i < RANDOM_BETS; i++) {
            var bet = Bet.of(random, tables.get(i % tables.size()));
            lines.add(bet.json());
            java.add(bet.java());
        }
        var said = javascript(lines);
        assertEquals(java.size(), said.size());
        for (int i = 0; i < said.size(); i++) {
            assertEquals(java.get(i), said.get(i), lines.get(i));
        }
        long refused = java.stream().filter(REFUSED::equals).count();
        long won = java.stream().filter(it -> !it.equals(REFUSED) && !it.startsWith("-")).count();
        assertTrue(refused > RANDOM_BETS / 20 && won > RANDOM_BETS / 20, refused + " " + won);
    }

    /** A random bet by a table of its one market, right or nearly right. */
    private record Bet(
            PayoutTable table, Market market, String selection, long stake, int outcome) {

        static Bet of(Random random, PayoutTable table) {
            var markets = List.copyOf(table.markets().keySet());
            var market = markets.get(random.nextInt(markets.size()));
            int outcome = random.nextInt(table.game().outcomes());
            String selection = selectionOf(random, market, table, outcome);
            if (random.nextInt(8) == 0) {
                var odd = TestTables.odd().toList();
                selection = odd.get(random.nextInt(odd.size()));
            }
            long stake = random.nextLong(1, 1L << (1 + random.nextInt(56)));
            return new Bet(table, market, selection, stake, outcome);
        }

        String json() {
            return Json.canonicalText(
                    Map.of(
                            "kind", table.game().space().kind(),
                            "parameters", table.game().space().parameters(),
                            "table", text(),
                            "market", market.name(),
                            "selection", selection,
                            "stake", Long.toString(stake),
                            "outcome", outcome));
        }

        /** The market's rows, of many ranges a few and its own; of one table in three not all. */
        private String text() {
            var kept = new TreeMap<String, String>();
            table.markets()
                    .get(market)
                    .rows()
                    .forEach((row, multiplier) -> {
                        boolean wanted =
                                market != Market.RANGE || kept.size() < ROWS || row.equals(width());
                        if (wanted && (outcome % 3 != 0 || row.hashCode() % 2 == 0)) {
                            kept.put(row, multiplier.text());
                        }
                    });
            return Json.canonicalText(Map.of("markets", Map.of(market.name(), kept)));
        }

        private String width() {
            if (!selection.matches("[0-9]{1,4}-[0-9]{1,4}")) {
                return "";
            }
            var ends = selection.split("-");
            return Integer.toString(Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1);
        }

        /** Row, multiplier, product and payout as the command line says them. */
        String java() {
            try {
                var owed =
                        new PayoutRule(Json.parse(text()), table.game().space())
                                .owed(market.name(), selection, stake, outcome);
                return "%s %s %s %d"
                        .formatted(
                                owed.won() ? owed.row() : "-",
                                owed.multiplier(),
                                owed.product(),
                                owed.payout());
            } catch (MalformedException | ArithmeticException refused) {
                return REFUSED;
            }
        }
    }

    /** A selection that the market takes, half of them such that it wins. */
    private static String selectionOf(
            Random random, Market market, PayoutTable table, int outcome) {
        var space = table.game().space();
        var drawn = space.numbers(outcome);
        var other = space.numbers(random.nextInt(table.game().outcomes()));
        var numbers = random.nextBoolean() ? drawn : other;
        String text = numbers.stream().map(String::valueOf).collect(Collectors.joining());
        String more = other.stream().map(String::valueOf).collect(Collectors.joining());
        var rows = List.copyOf(table.markets().get(market).rows().keySet());
        int at = random.nextInt(numbers.size());
        return switch (market) {
            case STRAIGHT, BOX -> text;
            case FRONT_PAIR -> text.substring(0, Math.min(2, text.length()));
            case BACK_PAIR -> text.substring(Math.max(0, text.length() - 2));
            case DIGIT -> at + 1 + ":" + numbers.get(at);
            case ODD_EVEN -> random.nextBoolean() ? "ODD" : "EVEN";
            case HIGH_LOW -> random.nextBoolean() ? "HIGH" : "LOW";
            case RANGE -> text.compareTo(more) < 0 ? text + "-" + more : more + "-" + text;
            case SPOT ->
                    numbers.stream()
                            .filter(_ -> random.nextInt(3) != 0)
                            .map(String::valueOf)
                            .collect(Collectors.joining(","));
            case SUM, ODD_COUNT, SUM_RANGE -> rows.get(random.nextInt(rows.size()));
        };
    }

    /** Every selection on every outcome, paid and verified; answers with the markets it saw. */
    private static Set<Market> compare(PayoutTable table) {
        var rule = new PayoutRule(Json.parse(table.json()), table.game().space());
        var seen = new HashSet<Market>();
        table.markets()
                .forEach((market, rows) ->
                        selections(market, rows)
                                .forEach(text -> {
                                    if (rows.select(text) instanceof Selection.Parsed parsed) {
                                        compare(rule, parsed, table.game().outcomes());
                                        seen.add(market);
                                    }
                                }));
        return seen;
    }

    private static void compare(PayoutRule rule, Selection.Parsed bet, int outcomes) {
        String market = bet.market().name();
        for (int outcome = 0; outcome < outcomes; outcome++) {
            long stake = STAKES.get(outcome % STAKES.size());
            long owed = rule.owed(market, bet.text(), stake, outcome).payout();
            if (owed != bet.payout(stake, outcome)) {
                assertEquals(bet.payout(stake, outcome), owed, bet.text() + " on " + outcome);
            }
        }
    }

    /** All that the market takes; of ranges one of every width. */
    private static Stream<String> selections(Market market, MarketTable rows) {
        var space = rows.space();
        int outcomes = Math.toIntExact(space.outcomes());
        return switch (market) {
            case STRAIGHT, BOX -> numbers(space, outcomes);
            case FRONT_PAIR, BACK_PAIR -> IntStream.range(0, 100).mapToObj("%02d"::formatted);
            case DIGIT -> IntStream.range(10, 50).mapToObj(it -> it / 10 + ":" + it % 10);
            case ODD_EVEN -> Stream.of("ODD", "EVEN");
            case HIGH_LOW -> Stream.of("HIGH", "LOW");
            case RANGE -> ranges(numbers(space, outcomes).toList());
            case SUM, ODD_COUNT, SUM_RANGE -> rows.rows().keySet().stream();
            case SPOT -> Stream.of("20", "1,20", "7,11,13", "2,3,5,7", "4,8,12,16,20");
        };
    }

    private static Stream<String> ranges(List<String> numbers) {
        int all = numbers.size();
        return IntStream.range(0, all)
                .mapToObj(width -> {
                    int from = width % 7 * (all - 1 - width) / 6;
                    return numbers.get(from) + "-" + numbers.get(from + width);
                });
    }

    private static Stream<String> numbers(OutcomeSpace space, int outcomes) {
        return IntStream.range(0, outcomes)
                .mapToObj(it ->
                        space.numbers(it).stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining()));
    }

    private List<String> javascript(List<String> lines) throws Exception {
        var input = folder.resolve("bets.in");
        var output = folder.resolve("bets.out");
        Files.write(input, lines);
        var process =
                new ProcessBuilder("node", REFERENCE.toString())
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertTrue(process.waitFor(DEADLINE_S, TimeUnit.SECONDS), "too slow");
        assertEquals(0, process.exitValue());
        return Files.readAllLines(output);
    }

    private static boolean present(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
