package fairdraw.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.pf1.Json;
import fairdraw.pf1.OutcomeSpace.Combination;
import fairdraw.pf1.verify.PayoutRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Lottos of any size pay by counts that combinatorics gives without listing an outcome. */
class LottoProperties {

    private static final long STAKE = 1_000;

    @Property(tries = 200)
    void a_spot_pays_each_number_of_hits_as_often_as_it_can_be_drawn(
            @ForAll @IntRange(min = 1, max = 6) int pick,
            @ForAll @IntRange(min = 1, max = 8) int more,
            @ForAll Random random) {
        var lotto = new Combination(pick, pick + more);
        var chosen = chosen(lotto, 1 + random.nextInt(pick), random);
        int size = chosen.size();
        var table = TestTables.full(lotto);
        var spot = (Selection.Parsed) table.select("SPOT", text(chosen));
        assertEquals(Integer.toString(size), spot.selectionClass());
        for (int hits = 0; hits <= size; hits++) {
            var row = table.markets().get(Market.SPOT).rows().get(size + ":" + hits);
            long drawn = choose(size, hits) * choose(lotto.of() - size, pick - hits);
            assertEquals(drawn > 0, row != null, size + ":" + hits);
            if (row != null) {
                long paid = row.payout(STAKE);
                assertEquals(
                        drawn,
                        outcomes(lotto).filter(it -> spot.payout(STAKE, it) == paid).count());
            }
        }
    }

    @Property(tries = 200)
    void what_a_lotto_bet_is_owed_is_recomputed_from_the_numbers_drawn(
            @ForAll @IntRange(min = 1, max = 6) int pick,
            @ForAll @IntRange(min = 1, max = 8) int more,
            @ForAll Random random) {
        var lotto = new Combination(pick, pick + more);
        var table = TestTables.full(lotto);
        var rule = new PayoutRule(Json.parse(table.json()), lotto);
        int outcome = random.nextInt(Math.toIntExact(lotto.outcomes()));
        var drawn = lotto.numbers(outcome);
        var chosen = chosen(lotto, 1 + random.nextInt(pick), random);
        long hits = chosen.stream().filter(drawn::contains).count();
        var owed = rule.owed("SPOT", text(chosen), STAKE, outcome);
        assertEquals(chosen.size() + ":" + hits, owed.row());
        assertEquals(
                table.markets().get(Market.SPOT).rows().get(owed.row()).payout(STAKE),
                owed.payout());
        long odd = drawn.stream().filter(it -> it % 2 == 1).count();
        for (String count : table.markets().get(Market.ODD_COUNT).rows().keySet()) {
            boolean won = rule.owed("ODD_COUNT", count, STAKE, outcome).won();
            assertEquals(count.equals(Long.toString(odd)), won);
        }
    }

    @Property(tries = 200)
    void of_two_ranges_that_share_all_sums_exactly_one_wins(
            @ForAll @IntRange(min = 1, max = 6) int pick,
            @ForAll @IntRange(min = 1, max = 8) int more,
            @ForAll Random random) {
        var lotto = new Combination(pick, pick + more);
        int least = TestTables.least(lotto);
        int most = TestTables.most(lotto);
        int split = least + random.nextInt(most - least);
        var lower = Market.SUM_RANGE.cover(lotto, least + "-" + split).orElseThrow();
        var upper = Market.SUM_RANGE.cover(lotto, split + 1 + "-" + most).orElseThrow();
        outcomes(lotto)
                .forEach(outcome -> {
                    boolean low = lower.rows().firstEntry().getValue().contains(outcome);
                    boolean high = upper.rows().firstEntry().getValue().contains(outcome);
                    int sum = lotto.numbers(outcome).stream().mapToInt(Integer::intValue).sum();
                    assertTrue(
                            low != high && low == sum <= split, least + " " + split + " " + most);
                });
    }

    @Property(tries = 100)
    void odd_counts_come_as_often_as_odd_and_even_numbers_can_be_chosen(
            @ForAll @IntRange(min = 1, max = 6) int pick,
            @ForAll @IntRange(min = 1, max = 8) int more) {
        var lotto = new Combination(pick, pick + more);
        for (int count = 0; count <= pick; count++) {
            long drawn = choose((lotto.of() + 1) / 2, count) * choose(lotto.of() / 2, pick - count);
            var coverage = Market.ODD_COUNT.cover(lotto, Integer.toString(count));
            assertEquals(drawn > 0, coverage.isPresent());
            coverage.ifPresent(it -> assertEquals(drawn, it.rows().firstEntry().getValue().size()));
        }
    }

    private static IntStream outcomes(Combination lotto) {
        return IntStream.range(0, Math.toIntExact(lotto.outcomes()));
    }

    private static List<Integer> chosen(Combination lotto, int size, Random random) {
        var all = new ArrayList<>(IntStream.rangeClosed(1, lotto.of()).boxed().toList());
        Collections.shuffle(all, random);
        return all.subList(0, size).stream().sorted().toList();
    }

    private static String text(List<Integer> chosen) {
        return chosen.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static long choose(int n, int k) {
        if (k < 0 || k > n) {
            return 0;
        }
        long result = 1;
        for (int i = 1; i <= k; i++) {
            result = result * (n - k + i) / i;
        }
        return result;
    }
}
