package fairdraw.engine.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.engine.exposure.SealedExposure;
import fairdraw.games.Fraction;
import fairdraw.games.PayoutTable;
import fairdraw.games.Selection;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettlementFiguresTest {

    private static final Party PARTY = new Party("op", "EUR", Mode.REAL);
    private static final PayoutTable TABLE = PayoutTable.of("digits-3");

    private final SealedExposure sealed = new SealedExposure();

    @Test
    void figures_follow_from_the_exposure_and_the_outcome() {
        long even = bet("ODD_EVEN", "EVEN", 200);
        bet("ODD_EVEN", "ODD", 300);
        long hit = bet("STRAIGHT", "472", 100);
        var figures = figures(472);
        var oddEven = figures.cells().get(new SettlementFigures.Cell(PARTY, "ODD_EVEN"));
        assertEquals(2, oddEven.bets());
        assertEquals(500, oddEven.stakes());
        assertEquals(even, oddEven.payouts());
        assertEquals(1, oddEven.winners());
        var all = figures.parties().get(PARTY);
        assertEquals(all, figures.aggregates().get(new SettlementFigures.Cell(PARTY, "*")));
        assertEquals(600, all.stakes());
        assertEquals(even + hit, all.payouts());
        assertEquals(
                Set.of(
                        new SettlementFigures.Winner("ODD_EVEN", "EVEN"),
                        new SettlementFigures.Winner("STRAIGHT", "472")),
                figures.winners());
    }

    @Test
    void expected_payout_and_mean_square_are_exact() {
        long pays = bet("STRAIGHT", "000", 100);
        var cell = figures(1).cells().get(new SettlementFigures.Cell(PARTY, "STRAIGHT"));
        assertEquals(Fraction.of(pays, 1000), cell.expected());
        assertEquals(Fraction.of(pays * pays, 1000), cell.meanSquare());
        assertEquals(0, cell.payouts());
    }

    @Test
    void equal_selections_add_up_and_a_bet_taken_back_leaves_no_trace() {
        bet("STRAIGHT", "001", 101);
        bet("STRAIGHT", "001", 103);
        var entry = sealed.entries().getFirst();
        assertEquals(2, entry.bets());
        assertEquals(204, entry.stakes());
        sealed.remove(PARTY, false, SettlementFigures.selection(result(1), "STRAIGHT", "001"), 101);
        sealed.remove(PARTY, false, SettlementFigures.selection(result(1), "STRAIGHT", "001"), 103);
        assertEquals(List.of(), sealed.entries());
    }

    @Test
    void free_bets_are_in_no_figure_but_their_own() {
        long paid = bet("STRAIGHT", "472", 100);
        var alone = figures(472);
        var parsed = SettlementFigures.selection(result(472), "STRAIGHT", "472");
        sealed.add(PARTY, true, parsed, 700);
        var other = new Party("free-only", "EUR", Mode.REAL);
        sealed.add(other, true, SettlementFigures.selection(result(0), "ODD_EVEN", "ODD"), 50);
        var figures = figures(472);
        var cell = new SettlementFigures.Cell(PARTY, "STRAIGHT");
        assertEquals(paid, figures.cells().get(cell).payouts());
        assertEquals(alone.cells().get(cell).meanSquare(), figures.cells().get(cell).meanSquare());
        assertEquals(alone.aggregates().keySet(), figures.aggregates().keySet());
        assertEquals(Set.of(PARTY), figures.parties().keySet());
        long won = parsed.potentialPayout(700);
        assertEquals(
                new SettlementFigures.FreeBets(1, 700, won, 1), figures.freeParties().get(PARTY));
        assertEquals(new SettlementFigures.FreeBets(1, 50, 0, 0), figures.freeParties().get(other));
    }

    @Test
    void a_stored_bet_that_its_table_does_not_take_stops_the_settlement() {
        assertThrows(
                IllegalStateException.class,
                () -> SettlementFigures.selection(result(1), "STRAIGHT", "12"));
    }

    /** Against every outcome, one after the other, and every bet on each of them. */
    @Test
    void every_cell_and_aggregate_is_the_sum_over_the_whole_outcome_space() {
        var random = new Random(20_270_103);
        for (int turn = 0; turn < 40; turn++) {
            var bets = randomBets(random);
            var exposure = new SealedExposure();
            bets.forEach(bet -> exposure.add(bet.party, false, bet.selection, bet.stake));
            int outcome = random.nextInt(1000);
            var figures = new SettlementFigures(result(outcome), exposure.entries());
            var seen = new HashSet<SettlementFigures.Cell>();
            var all = new HashMap<>(figures.cells());
            all.putAll(figures.aggregates());
            all.forEach((cell, totals) -> {
                seen.add(cell);
                var mine = bets.stream().filter(bet -> bet.isIn(cell)).toList();
                assertCell(mine, outcome, totals, cell);
            });
            for (var bet : bets) {
                bet.cells().forEach(cell -> assertTrue(seen.contains(cell), cell::toString));
            }
        }
    }

    private static void assertCell(
            List<Placed> bets,
            int outcome,
            SettlementFigures.Totals totals,
            SettlementFigures.Cell cell) {
        var sum = BigInteger.ZERO;
        var squares = BigInteger.ZERO;
        for (int k = 0; k < 1000; k++) {
            int at = k;
            long paid = bets.stream().mapToLong(b -> b.selection.payout(b.stake, at)).sum();
            sum = sum.add(BigInteger.valueOf(paid));
            squares = squares.add(BigInteger.valueOf(paid).pow(2));
        }
        var m = BigInteger.valueOf(1000);
        assertEquals(Fraction.of(sum, m), totals.expected(), cell::toString);
        assertEquals(Fraction.of(squares, m), totals.meanSquare(), cell::toString);
        assertEquals(bets.size(), totals.bets());
        assertEquals(bets.stream().mapToLong(b -> b.stake).sum(), totals.stakes());
        assertEquals(
                bets.stream().mapToLong(b -> b.selection.payout(b.stake, outcome)).sum(),
                totals.payouts());
        assertEquals(
                bets.stream().filter(b -> b.selection.payout(b.stake, outcome) > 0).count(),
                totals.winners());
    }

    private record Placed(Party party, Selection.Parsed selection, long stake) {

        boolean isIn(SettlementFigures.Cell cell) {
            return cells().contains(cell);
        }

        List<SettlementFigures.Cell> cells() {
            var all = new Party("*", party.currency(), party.mode());
            var market = selection.market().name();
            return List.of(
                    new SettlementFigures.Cell(party, market),
                    new SettlementFigures.Cell(party, "*"),
                    new SettlementFigures.Cell(all, market),
                    new SettlementFigures.Cell(all, "*"));
        }
    }

    private static List<Placed> randomBets(Random random) {
        var bets = new ArrayList<Placed>();
        for (int i = random.nextInt(40); i >= 0; i--) {
            var party =
                    new Party(
                            "op" + random.nextInt(3),
                            random.nextBoolean() ? "EUR" : "USD",
                            random.nextInt(4) == 0 ? Mode.TEST : Mode.REAL);
            var number = "%03d".formatted(random.nextInt(1000));
            var bet =
                    switch (random.nextInt(5)) {
                        case 0 -> List.of("STRAIGHT", number);
                        case 1 -> List.of("BOX", number);
                        case 2 -> List.of("FRONT_PAIR", number.substring(1));
                        case 3 -> List.of("ODD_EVEN", random.nextBoolean() ? "ODD" : "EVEN");
                        default -> List.of("DIGIT", 1 + random.nextInt(3) + ":" + number.charAt(0));
                    };
            // A table need not take every class of selection.
            if (TABLE.select(bet.get(0), bet.get(1)) instanceof Selection.Parsed taken) {
                bets.add(new Placed(party, taken, 50 + random.nextInt(1_000)));
            }
        }
        return bets;
    }

    private long bet(String market, String selection, long stake) {
        var parsed = SettlementFigures.selection(result(0), market, selection);
        sealed.add(PARTY, false, parsed, stake);
        return parsed.potentialPayout(stake);
    }

    private SettlementFigures figures(int outcome) {
        return new SettlementFigures(result(outcome), sealed.entries());
    }

    private static RoundResult result(int outcome) {
        return new RoundResult("digits-3", 7, 0, outcome, TABLE, TABLE.tableHash());
    }
}
