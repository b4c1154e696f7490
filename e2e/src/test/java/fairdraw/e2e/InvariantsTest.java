package fairdraw.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.e2e.Evidence.Promise;
import fairdraw.e2e.WalletList.Line;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker itself: it is content with what is right, and names every lie. */
class InvariantsTest {

    private static final long NOTHING = -1;

    private final Evidence first = SmallBooks.after(NOTHING, 0);

    @Test
    void books_that_are_right_are_clean() {
        assertEquals("clean", Invariants.check(first).toString());
    }

    @ParameterizedTest
    @EnumSource
    void a_planted_defect_is_named(Defect defect) {
        Defect.Planted planted = defect.in(first).orElseThrow();
        Verdict verdict = Invariants.check(planted.evidence());
        assertTrue(
                verdict.findings().stream().anyMatch(it -> it.what().contains(planted.named())),
                () -> planted.named() + " is not in " + verdict);
        assertEquals(Optional.of(true), defect.isNamed(first));
    }

    @Test
    void planting_leaves_the_evidence_as_it_was() {
        for (Defect defect : Defect.values()) {
            defect.in(first);
        }
        assertTrue(Invariants.check(first).clean());
    }

    @Test
    void a_checker_that_says_nothing_is_noticed() {
        // Without tickets nothing can be planted for them, and nobody can say that it was named.
        Evidence none = first.withTickets(new TreeMap<>());
        assertEquals(Optional.empty(), Defect.BET_STUCK.isNamed(none));
    }

    @Test
    void the_next_rounds_are_clean_when_the_first_are_remembered() {
        assertEquals("clean", next(first, SmallBooks.after(1, first.rowsUpTo())).toString());
    }

    @Test
    void a_movement_for_a_ticket_that_was_checked_is_named() {
        var again = new Line("x", "CREDIT", "ada", "won-0", "digits-3:0", 195, true);
        Evidence later = SmallBooks.after(1, first.rowsUpTo());
        Verdict verdict = next(first, later.withWallet(plus(later.wallet(), again)));
        assertNamed("the wallet moved money after the end: " + again, verdict);
    }

    @Test
    void a_row_of_a_round_that_was_checked_is_named() {
        Verdict verdict = next(first, SmallBooks.after(1, first.rowsUpTo() + 1));
        assertNamed("the books had 40 rows up to round 1 and have 41", verdict);
    }

    @Test
    void an_event_about_a_round_that_was_checked_is_named() {
        Evidence later = SmallBooks.after(1, first.rowsUpTo());
        Remembered remembered = new Remembered(NOTHING);
        remembered.remember(first);
        Told told = told(first, later);
        assertTrue(remembered.check(later.with(told)).clean());
        told.round(0).credits.put("x", new Told.Command("won-0", 1));
        assertFalse(remembered.check(later.with(told)).clean());
        assertNamed("round 0 was told as", remembered.check(later.with(told)));
    }

    @Test
    void a_late_answer_is_held_against_what_was_checked() {
        Remembered remembered = new Remembered(NOTHING);
        remembered.remember(first);
        Verdict verdict = new Verdict();
        remembered.late(new Promise("won-0", 0, "receipt of won-0"), verdict);
        assertTrue(verdict.clean());
        remembered.late(new Promise("won-0", 0, "another"), verdict);
        assertNamed("ticket won-0 has two receipts", verdict);
        remembered.late(new Promise("expired-0", 0, "receipt"), verdict);
        assertNamed("ticket expired-0 was accepted and is EXPIRED", verdict);
    }

    private static Verdict next(Evidence first, Evidence later) {
        Remembered remembered = new Remembered(NOTHING);
        remembered.remember(first);
        return remembered.check(later.with(told(first, later)));
    }

    /** A consumer that goes on knows both. */
    private static Told told(Evidence first, Evidence later) {
        Told told = first.told().copy();
        later.told()
                .rounds
                .forEach((number, round) -> {
                    round.sequence += first.told().gap - 1;
                    told.rounds.put(number, round);
                });
        told.delivered.addAll(later.told().delivered);
        told.gap += later.told().gap - 1;
        return told;
    }

    private static List<Line> plus(List<Line> lines, Line more) {
        return Stream.concat(lines.stream(), Stream.of(more)).toList();
    }

    private static void assertNamed(String what, Verdict verdict) {
        assertTrue(
                verdict.findings().stream().anyMatch(it -> it.what().contains(what)),
                verdict::toString);
    }
}
