package fairdraw.reporting.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.games.Fraction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumTest {

    private static Cell cell(String operator, String market, long payouts) {
        return new Cell(
                operator,
                "EUR",
                market,
                "REAL",
                1,
                0,
                100,
                payouts,
                Fraction.of(885, 10),
                Fraction.of(885 * 885, 10));
    }

    private static List<Sum> sums(List<Cell> cells, List<Cell> aggregates) {
        return new RoundFacts("g", 1, Instant.EPOCH, "1", 0, "", cells, aggregates, List.of())
                .sums();
    }

    private static Sum at(List<Sum> sums, String operator, String market) {
        return sums.stream()
                .filter(sum -> sum.operator().equals(operator) && sum.market().equals(market))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_level_is_there_once() {
        var sums =
                sums(List.of(cell("a", "X", 0), cell("a", "Y", 0), cell("b", "X", 0)), List.of());
        // a/X a/Y b/X, a/* b/*, */X */Y, */*
        assertEquals(8, sums.size());
        assertEquals(300, at(sums, "*", "*").stakes().intValueExact());
        assertEquals(Fraction.of(2655, 10), at(sums, "*", "*").expected());
    }

    @Test
    void a_sum_of_correlated_cells_is_bounded_from_above() {
        var one = at(sums(List.of(cell("a", "X", 0)), List.of()), "*", "*");
        var two = at(sums(List.of(cell("a", "X", 0), cell("b", "X", 0)), List.of()), "*", "*");
        assertTrue(one.exact());
        assertTrue(!two.exact());
        // The same bet twice: the variance is four times that of one, which is the bound.
        var four = one.variance().multiply(BigDecimal.valueOf(4));
        assertTrue(two.variance().compareTo(four) >= 0);
        assertTrue(two.variance().subtract(four).compareTo(new BigDecimal("0.0001")) < 0);
    }

    @Test
    void what_the_engine_knows_exactly_is_taken_over() {
        var known =
                new Cell(
                        "*",
                        "EUR",
                        "*",
                        "REAL",
                        2,
                        0,
                        200,
                        0,
                        Fraction.of(177, 1),
                        Fraction.of(177 * 177 + 5, 1));
        var sums = sums(List.of(cell("a", "X", 0), cell("b", "X", 0)), List.of(known));
        assertTrue(at(sums, "*", "*").exact());
        assertEquals(0, at(sums, "*", "*").variance().compareTo(BigDecimal.valueOf(5)));
        assertTrue(!at(sums, "*", "X").exact());
    }
}
