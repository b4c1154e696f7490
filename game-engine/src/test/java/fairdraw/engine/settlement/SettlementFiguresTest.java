package fairdraw.engine.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.engine.exposure.SealedExposure;
import fairdraw.games.Fraction;
import fairdraw.games.PayoutTable;
import java.util.List;
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
        sealed.remove(PARTY, SettlementFigures.selection(result(1), "STRAIGHT", "001"), 101);
        sealed.remove(PARTY, SettlementFigures.selection(result(1), "STRAIGHT", "001"), 103);
        assertEquals(List.of(), sealed.entries());
    }

    @Test
    void a_stored_bet_that_its_table_does_not_take_stops_the_settlement() {
        assertThrows(
                IllegalStateException.class,
                () -> SettlementFigures.selection(result(1), "STRAIGHT", "12"));
    }

    private long bet(String market, String selection, long stake) {
        var parsed = SettlementFigures.selection(result(0), market, selection);
        sealed.add(PARTY, parsed, stake);
        return parsed.potentialPayout(stake);
    }

    private SettlementFigures figures(int outcome) {
        return new SettlementFigures(result(outcome), sealed.entries());
    }

    private static RoundResult result(int outcome) {
        return new RoundResult("digits-3", 7, 0, outcome, TABLE, TABLE.tableHash());
    }
}
