package fairdraw.engine.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.kernel.RefusedException;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {

    private static final Schedule SCHEDULE = new Schedule(1_000_000, 10_000, 6_000, 1_000);
    private static final RoundPlan PLAN = RoundPlan.of("digits-3", SCHEDULE, 7);
    private static final Opening OPENING =
            new Opening(0, 7, hash(), List.of(), 99, 1_077_000, hash(), "{}", Bytes.zero(64));
    private static final BetSet BETS = new BetSet(hash(), 3);
    private static final Seal SEAL = new Seal(1_076_450, "{}", Bytes.zero(64), false);

    @Test
    void the_plan_has_one_cut_off_400_ms_after_the_close() {
        assertEquals(1_070_000, PLAN.openAtMs());
        assertEquals(1_070_250, PLAN.openByMs());
        assertEquals(1_076_000, PLAN.closeAtMs());
        assertEquals(1_076_400, PLAN.confirmByMs());
        assertEquals(1_076_500, PLAN.sealByMs());
    }

    @Test
    void a_round_opens_within_250_ms_or_not_at_all() {
        var prepared = new Round.Scheduled(PLAN).prepare(OPENING);
        assertFalse(prepared.mayOpen(1_069_999));
        assertTrue(prepared.mayOpen(1_070_000));
        assertTrue(prepared.mayOpen(1_070_250));
        assertFalse(prepared.mayOpen(1_070_251));
        assertThrows(IllegalStateException.class, () -> prepared.open(1_070_251, 1));
        assertThrows(IllegalStateException.class, () -> prepared.open(1_069_999, 1));
    }

    @Test
    void the_whole_way_carries_what_was_promised_to_the_end() {
        var sealed = sealed();
        assertTrue(sealed.isUndrawn());
        var drawn = sealed.draw(new Draw(472, List.of(4, 7, 2), 99, Bytes.zero(48)));
        assertFalse(drawn.isUndrawn());
        assertEquals(OPENING.tableHash(), drawn.tableHash());
        var published = drawn.settle(1_078_000).publish(hash());
        assertTrue(published.isFinal());
        assertEquals(PLAN, published.plan());
    }

    @Test
    void another_beacon_than_the_promised_one_cannot_draw() {
        var other = new Draw(472, List.of(4, 7, 2), 100, Bytes.zero(48));
        assertThrows(IllegalArgumentException.class, () -> sealed().draw(other));
    }

    @Test
    void no_round_is_voided_once_its_beacon_is_out() {
        assertEquals("BEACON_DEAD", sealed().annul("BEACON_DEAD", 1_076_999).reason());
        assertThrows(RefusedException.class, () -> sealed().annul("BEACON_DEAD", 1_077_000));
        var open = new Round.Scheduled(PLAN).prepare(OPENING).open(1_070_010, 1);
        assertThrows(RefusedException.class, () -> open.annul("x", 1_077_000));
        assertThrows(RefusedException.class, () -> open.close().annul("x", 1_077_000));
        assertThrows(RefusedException.class, () -> open.close().fix(BETS).annul("x", 1_077_000));
    }

    @Test
    void only_what_opened_is_undrawn_and_only_the_ends_are_final() {
        var scheduled = new Round.Scheduled(PLAN);
        var prepared = scheduled.prepare(OPENING);
        var open = prepared.open(1_070_010, 1);
        assertFalse(scheduled.isUndrawn());
        assertFalse(prepared.isUndrawn());
        assertTrue(open.isUndrawn());
        assertTrue(open.close().isUndrawn());
        assertTrue(open.close().fix(BETS).isUndrawn());
        assertTrue(scheduled.skip("x").isFinal());
        assertTrue(prepared.skip("x").isFinal());
        assertTrue(open.annul("x", 1_076_999).isFinal());
        assertTrue(open.close().annul("x", 1_076_999).isFinal());
        assertFalse(open.isFinal());
    }

    private static Round.Sealed sealed() {
        return new Round.Scheduled(PLAN)
                .prepare(OPENING)
                .open(1_070_010, 1)
                .close()
                .fix(BETS)
                .seal(SEAL);
    }

    private static Bytes hash() {
        return Bytes.zero(32);
    }
}
