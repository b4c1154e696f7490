package fairdraw.e2e;

import static fairdraw.e2e.Verdict.Harm.LOST;
import static fairdraw.e2e.Verdict.Harm.STUCK;
import static fairdraw.e2e.Verdict.Harm.WRONG;

import fairdraw.e2e.Evidence.Payout;
import fairdraw.e2e.Evidence.Round;
import fairdraw.e2e.Evidence.Ticket;
import fairdraw.e2e.Told.Close;
import fairdraw.e2e.Told.Command;
import fairdraw.e2e.Told.OfRound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Invariant 6: who reads the topics from their start knows what the database knows. */
final class TopicsCheck {

    private final Evidence it;
    private final Verdict verdict;
    private final SortedMap<Long, OfRound> told;

    TopicsCheck(Evidence evidence, Verdict verdict) {
        this.it = evidence;
        this.verdict = verdict;
        this.told = evidence.told().between(evidence.after(), evidence.upTo());
    }

    void check() {
        nothingIsLeftOut();
        it.rounds().forEach(this::steps);
        ticketsAreTold();
        paymentsAreTold();
        totalsAreTold();
        everythingIsDelivered();
        debitsAreTold();
    }

    private void nothingIsLeftOut() {
        long newest = told.values().stream().mapToLong(round -> round.sequence).max().orElse(0);
        if (it.told().gap <= newest) {
            verdict.add(6, LOST, "round event " + it.told().gap + " is missing");
        }
        for (Long number : told.keySet()) {
            if (!it.rounds().containsKey(number)) {
                verdict.add(6, WRONG, "round %d is told and not in the books".formatted(number));
            }
        }
    }

    private void steps(long number, Round round) {
        OfRound of = told.getOrDefault(number, new OfRound());
        switch (round.state()) {
            case "PUBLISHED" -> {
                for (String step :
                        new String[] {"opened", "sealed", "drawn", "settled", "published"}) {
                    if (!of.steps.contains(step)) {
                        verdict.add(6, LOST, "round %d is not told as %s".formatted(number, step));
                    }
                }
                if (of.steps.contains("drawn") && of.outcome != round.outcome()) {
                    verdict.add(
                            6,
                            WRONG,
                            "round %d is told with outcome %d and not %d"
                                    .formatted(number, of.outcome, round.outcome()));
                }
                if (of.steps.contains("sealed")
                        && (!of.betRoot.equals(round.betRoot())
                                || of.betCount != round.betCount())) {
                    verdict.add(5, WRONG, "round %d is told with another seal".formatted(number));
                }
            }
            case "SKIPPED", "VOIDED" -> {
                if (!of.steps.contains(round.state().toLowerCase(Locale.ROOT))) {
                    verdict.add(
                            6, LOST, "round %d is not told as %s".formatted(number, round.state()));
                }
            }
            default -> {}
        }
    }

    private void ticketsAreTold() {
        Map<String, String> books = new TreeMap<>();
        Set<String> winners =
                it.payouts().values().stream().map(Payout::ticket).collect(Collectors.toSet());
        it.tickets()
                .forEach((id, ticket) ->
                        books.put("ticket " + id, ends(ticket, winners.contains(id))));
        Map<String, String> topics = new TreeMap<>();
        told.values()
                .forEach(round ->
                        round.tickets.forEach(
                                (id, ends) -> topics.put("ticket " + id, String.join(" ", ends))));
        Differences.of(books, topics)
                .forEach(each ->
                        verdict.add(6, each.contains("missing") ? LOST : WRONG, "told " + each));
        Map<String, Long> won = new TreeMap<>();
        it.payouts()
                .values()
                .forEach(p -> won.merge("win of " + p.ticket(), p.amount(), Long::sum));
        Map<String, Long> wonTold = new TreeMap<>();
        told.values()
                .forEach(round -> round.won.forEach((id, sum) -> wonTold.put("win of " + id, sum)));
        Differences.of(won, wonTold).forEach(each -> verdict.add(6, WRONG, "told " + each));
    }

    private static String ends(Ticket ticket, boolean won) {
        SortedSet<String> ends = new TreeSet<>();
        ends.add(ticket.state());
        if (ticket.state().equals("REFUNDED")) {
            ends.add("ACCEPTED");
        }
        if (won) {
            ends.add("WON");
        }
        return String.join(" ", ends);
    }

    private void paymentsAreTold() {
        Map<String, Command> owed = new TreeMap<>();
        it.payouts()
                .forEach((transaction, payout) ->
                        owed.put(
                                "credit " + transaction,
                                new Command(payout.ticket(), payout.amount())));
        Map<String, Command> ordered = new TreeMap<>();
        told.values()
                .forEach(round ->
                        round.credits.forEach(
                                (id, command) -> ordered.put("credit " + id, command)));
        Differences.of(owed, ordered).forEach(each -> verdict.add(6, WRONG, "ordered " + each));

        Map<String, Long> back = new TreeMap<>();
        it.ledger().stream()
                .filter(row -> row.credit().equals("refunds_due"))
                .forEach(row -> back.put("rollback of " + row.ticket(), row.amount()));
        // No row tells of the rollback of a free bet, of 0; a declined one may have it or not.
        it.tickets()
                .forEach((id, ticket) -> {
                    if (ticket.free() && List.of("EXPIRED", "REFUNDED").contains(ticket.state())) {
                        back.put("rollback of " + id, 0L);
                    }
                });
        Map<String, Long> orderedBack = new TreeMap<>();
        told.values()
                .forEach(round ->
                        round.rollbacks.values().stream()
                                .filter(command -> !isDeclinedFree(command))
                                .forEach(command ->
                                        orderedBack.put(
                                                "rollback of " + command.ticket(),
                                                command.amount())));
        Differences.of(back, orderedBack).forEach(each -> verdict.add(6, WRONG, "ordered " + each));
    }

    private boolean isDeclinedFree(Command command) {
        Ticket ticket = it.tickets().get(command.ticket());
        return ticket != null && ticket.free() && ticket.state().equals("DECLINED");
    }

    /** The wallet hears of what it moved, reports of what was paid for, and of free bets apart. */
    private void totalsAreTold() {
        Map<String, Close> moved = new TreeMap<>();
        Map<String, Close> paid = new TreeMap<>();
        Map<String, Close> free = new TreeMap<>();
        Map<String, Long> ofTickets = new TreeMap<>();
        for (Payout payout : it.payouts().values()) {
            ofTickets.merge(payout.ticket(), payout.amount(), Long::sum);
        }
        it.tickets()
                .forEach((id, ticket) -> {
                    Round round = it.rounds().get(ticket.round());
                    if (ticket.accepted() && round != null && round.published()) {
                        String where = ticket.party() + " in round " + ticket.round();
                        int bets = ticket.bets().size();
                        long won = ofTickets.getOrDefault(id, 0L);
                        moved.merge(where, new Close(bets, ticket.debit(), won), Close::plus);
                        (ticket.free() ? free : paid)
                                .merge(where, new Close(bets, ticket.stake(), won), Close::plus);
                    }
                });
        Map<String, Close> closed = new TreeMap<>();
        Map<String, Close> settled = new TreeMap<>();
        Map<String, Close> settledFree = new TreeMap<>();
        told.forEach((number, round) -> {
            round.closes.forEach(
                    (party, close) -> closed.put(party + " in round " + number, close));
            round.settled.forEach((party, sum) -> settled.put(party + " in round " + number, sum));
            round.settledFree.forEach(
                    (party, sum) -> settledFree.put(party + " in round " + number, sum));
        });
        Differences.of(moved, closed).forEach(each -> verdict.add(6, WRONG, "closed with " + each));
        Differences.of(paid, settled)
                .forEach(each -> verdict.add(6, WRONG, "reported with " + each));
        Differences.of(free, settledFree)
                .forEach(each -> verdict.add(6, WRONG, "free bets reported with " + each));
    }

    private void everythingIsDelivered() {
        for (OfRound round : told.values()) {
            undelivered("credit", round.credits);
            undelivered("rollback", round.rollbacks);
            round.closings.stream()
                    .filter(id -> !it.told().delivered.contains(id))
                    .forEach(
                            id -> verdict.add(4, STUCK, "round-close " + id + " is not delivered"));
        }
    }

    /** The third side: the gateway's log has a line of each debit that may have moved money. */
    private void debitsAreTold() {
        it.tickets()
                .forEach((id, ticket) -> {
                    if (ticket.state().equals("DECLINED")) {
                        return;
                    }
                    OfRound round = told.get(ticket.round());
                    Told.Debit debit = round == null ? null : round.debits.get(id);
                    if (debit == null) {
                        verdict.add(
                                2, LOST, "the gateway has no line of the debit of ticket " + id);
                    } else if (ticket.accepted()
                            && (!debit.applied() || debit.amount() != ticket.debit())) {
                        verdict.add(
                                2,
                                WRONG,
                                "the gateway says of the debit of ticket %s %s"
                                        .formatted(id, debit));
                    }
                });
    }

    private void undelivered(String what, Map<String, Command> commands) {
        commands.forEach((id, command) -> {
            if (!it.told().delivered.contains(id)) {
                verdict.add(
                        4,
                        STUCK,
                        "%s %s of ticket %s is not delivered"
                                .formatted(what, id, command.ticket()));
            }
        });
    }
}
