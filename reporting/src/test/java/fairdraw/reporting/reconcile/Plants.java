package fairdraw.reporting.reconcile;

import static fairdraw.reporting.reconcile.ThreeSides.ADJUSTMENT;
import static fairdraw.reporting.reconcile.ThreeSides.CREDIT;
import static fairdraw.reporting.reconcile.ThreeSides.DEBIT;
import static fairdraw.reporting.reconcile.ThreeSides.ROLLBACK;
import static fairdraw.reporting.reconcile.ThreeSides.debit;
import static fairdraw.reporting.reconcile.ThreeSides.id;

import fairdraw.events.v1.StatementLine;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** How each cause of a difference comes about. */
final class Plants {

    private static final Map<Cause, Plant> PLANTS = plants();

    private Plants() {}

    /** One thing that goes wrong with a ticket that nobody used before. */
    interface Plant {
        void in(ThreeSides sides, String ticket);
    }

    /** What brings the cause about. */
    static Plant of(Cause cause) {
        return Objects.requireNonNull(PLANTS.get(cause), cause + " is never planted");
    }

    private static Map<Cause, Plant> plants() {
        var plants = new EnumMap<Cause, Plant>(Cause.class);
        operators(plants);
        tickets(plants);
        fields(plants);
        calls(plants);
        return plants;
    }

    private static void operators(Map<Cause, Plant> plants) {
        plants.put(Cause.UNKNOWN_TO_US, (s, t) -> s.listed(CREDIT, "not-ours", "", 900));
        plants.put(
                Cause.MISSING_AT_OPERATOR,
                (s, t) -> {
                    s.accepted(t, 100);
                    s.applied(DEBIT, debit(t), t, 100);
                });
        plants.put(
                Cause.NOT_MOVED,
                (s, t) -> {
                    s.accepted(t, 100);
                    s.applied(DEBIT, debit(t), t, 100);
                    s.list(s.line(DEBIT, debit(t), t, 0).setMoved(false));
                });
        plants.put(
                Cause.MOVED_TWICE,
                (s, t) -> {
                    s.wholeTicket(t, 100, 0);
                    s.list(s.line(DEBIT, debit(t), t, 100).setOperatorTransaction("again"));
                });
        plants.put(
                Cause.CLOSED_AND_MOVED,
                (s, t) -> {
                    s.wholeTicket(t, 100, 0);
                    s.ordered(CREDIT, id("credit", t), t, 900);
                    s.closedByHand(CREDIT, id("credit", t), t, 900);
                    s.listed(CREDIT, id("credit", t), t, 900);
                });
        plants.put(
                Cause.NOT_STATED,
                (s, t) -> {
                    s.accepted(t, 100);
                    s.applied(DEBIT, debit(t), t, 100);
                });
    }

    private static void tickets(Map<Cause, Plant> plants) {
        plants.put(
                Cause.DEBIT_WITHOUT_BET,
                (s, t) -> {
                    s.applied(DEBIT, debit(t), t, 100);
                    s.listed(DEBIT, debit(t), t, 100);
                });
        plants.put(
                Cause.BET_WITHOUT_DEBIT,
                (s, t) -> {
                    s.accepted(t, 100);
                    s.unknown(DEBIT, debit(t), t, 100);
                });
        plants.put(
                Cause.CREDIT_WITHOUT_DEBIT,
                (s, t) -> {
                    s.ordered(CREDIT, id("credit", t), t, 900);
                    s.applied(CREDIT, id("credit", t), t, 900);
                    s.listed(CREDIT, id("credit", t), t, 900);
                });
        plants.put(
                Cause.ROLLED_BACK_AND_CREDITED,
                (s, t) -> {
                    s.wholeTicket(t, 100, 900);
                    s.ordered(ROLLBACK, id("rollback", t), t, 100);
                    s.applied(ROLLBACK, id("rollback", t), t, 100);
                    s.listed(ROLLBACK, id("rollback", t), t, 100);
                });
    }

    private static void fields(Map<Cause, Plant> plants) {
        plants.put(
                Cause.KIND_DIFFERS,
                (s, t) -> {
                    s.wholeTicket(t, 100, 0);
                    s.ordered(CREDIT, id("credit", t), t, 900);
                    s.applied(CREDIT, id("credit", t), t, 900);
                    s.listed(ADJUSTMENT, id("credit", t), t, 900);
                });
        plants.put(Cause.AMOUNT_DIFFERS, altered(line -> line.setAmount(1_000)));
        plants.put(Cause.CURRENCY_DIFFERS, altered(line -> line.setCurrency("SEK")));
        plants.put(Cause.PLAYER_DIFFERS, altered(line -> line.setPlayer("p2")));
        plants.put(Cause.TICKET_DIFFERS, altered(line -> line.setTicket("another")));
        plants.put(Cause.MODE_DIFFERS, altered(line -> line.setMode("TEST")));
    }

    private static void calls(Map<Cause, Plant> plants) {
        plants.put(
                Cause.NOT_ORDERED,
                (s, t) -> {
                    s.wholeTicket(t, 100, 0);
                    s.applied(CREDIT, id("credit", t), t, 900);
                    s.listed(CREDIT, id("credit", t), t, 900);
                });
        plants.put(
                Cause.STILL_QUEUED,
                (s, t) -> {
                    s.wholeTicket(t, 100, 0);
                    s.ordered(CREDIT, id("credit", t), t, 900);
                });
        plants.put(
                Cause.PARKED,
                (s, t) -> {
                    s.wholeTicket(t, 100, 0);
                    s.ordered(CREDIT, id("credit", t), t, 900);
                    s.parked(CREDIT, id("credit", t), t, 900);
                });
        plants.put(
                Cause.REFUSED,
                (s, t) -> {
                    s.wholeTicket(t, 100, 0);
                    s.ordered(ADJUSTMENT, id("adjust", t), t, -50);
                    s.refused(ADJUSTMENT, id("adjust", t), t, -50);
                });
        plants.put(
                Cause.UNDECIDED,
                (s, t) -> {
                    s.wholeTicket(t, 100, 0);
                    s.ordered(ADJUSTMENT, id("adjust", t), t, 50);
                    s.unknown(ADJUSTMENT, id("adjust", t), t, 50);
                });
    }

    /** A credit that the operator lists otherwise. */
    private static Plant altered(Consumer<StatementLine.Builder> alteration) {
        return (sides, ticket) -> {
            sides.wholeTicket(ticket, 100, 0);
            sides.ordered(CREDIT, id("credit", ticket), ticket, 900);
            sides.applied(CREDIT, id("credit", ticket), ticket, 900);
            var line = sides.line(CREDIT, id("credit", ticket), ticket, 900);
            alteration.accept(line);
            sides.list(line);
        };
    }
}
