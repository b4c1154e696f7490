package fairdraw.e2e;

import fairdraw.e2e.Evidence.Entry;
import fairdraw.e2e.Evidence.Payout;
import fairdraw.e2e.Evidence.Ticket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows that a ledger must have for these tickets, all delivered: a second bookkeeper. */
final class Bookkeeping {

    private static final String PENDING = "PENDING";
    private static final String POSTED = "POSTED";
    private static final String VOIDED = "VOIDED";

    private final Map<String, List<Payout>> payouts = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> givenBack;

    private Bookkeeping(Evidence evidence) {
        givenBack =
                evidence.ledger().stream()
                        .filter(row -> row.credit().equals("refunds_due"))
                        .map(Entry::ticket)
                        .collect(Collectors.toSet());
        for (Payout payout : evidence.payouts().values()) {
            payouts.computeIfAbsent(payout.ticket(), _ -> new ArrayList<>()).add(payout);
        }
    }

    /** Stakes and payouts of a party in a round. */
    private static final class Total {
        private long stakes;
        private long payouts;
    }

    static List<Entry> of(Evidence evidence) {
        var keeper = new Bookkeeping(evidence);
        Map<Long, Map<String, Total>> totals = new TreeMap<>();
        evidence.tickets()
                .forEach((id, ticket) -> {
                    keeper.ticket(id, ticket);
                    if (ticket.accepted()) {
                        Total total =
                                totals.computeIfAbsent(ticket.round(), _ -> new TreeMap<>())
                                        .computeIfAbsent(ticket.party(), _ -> new Total());
                        if (!ticket.free()) {
                            total.stakes += ticket.stake();
                            total.payouts +=
                                    keeper.payoutsOf(id).stream().mapToLong(Payout::amount).sum();
                        }
                    }
                });
        totals.forEach((round, parties) -> {
            if (evidence.rounds().containsKey(round) && evidence.rounds().get(round).published()) {
                parties.forEach((party, total) -> keeper.round(round, party, total));
            }
        });
        return keeper.entries;
    }

    private void ticket(String id, Ticket ticket) {
        if (ticket.free()) {
            free(id, ticket);
            return;
        }
        add(ticket, id, PENDING, "player_funds_held", "stakes", ticket.stake());
        switch (ticket.state()) {
            case "ACCEPTED" -> {
                add(ticket, id, POSTED, "player_funds_held", "stakes", ticket.stake());
                for (Payout payout : payoutsOf(id)) {
                    add(ticket, id, POSTED, "house_result", "payouts_due", payout.amount());
                    add(ticket, id, POSTED, "payouts_due", "payouts_delivered", payout.amount());
                }
            }
            case "REFUNDED" -> {
                add(ticket, id, POSTED, "player_funds_held", "stakes", ticket.stake());
                add(ticket, id, POSTED, "stakes", "refunds_due", ticket.stake());
                add(ticket, id, POSTED, "refunds_due", "refunds_delivered", ticket.stake());
            }
            case "EXPIRED" -> released(id, ticket, true);
            // A declined ticket owes a rollback only when somebody debited it after all.
            case "DECLINED" -> released(id, ticket, givenBack.contains(id));
            default -> {}
        }
    }

    /** Only what a free bet wins is booked, at its operator's cost. */
    private void free(String id, Ticket ticket) {
        for (Payout payout : payoutsOf(id)) {
            add(ticket, id, POSTED, "player_funds_held", "payouts_due", payout.amount());
            add(ticket, id, POSTED, "payouts_due", "payouts_delivered", payout.amount());
        }
    }

    private void released(String id, Ticket ticket, boolean refunded) {
        add(ticket, id, VOIDED, "player_funds_held", "stakes", ticket.stake());
        if (refunded) {
            add(ticket, id, POSTED, "player_funds_held", "refunds_due", ticket.stake());
            add(ticket, id, POSTED, "refunds_due", "refunds_delivered", ticket.stake());
        }
    }

    private void round(long round, String party, Total total) {
        String stakes = "player_funds_held";
        if (total.stakes == 0) {
            return;
        }
        entries.add(new Entry(round, "", party, POSTED, "stakes", "house_result", total.stakes));
        entries.add(new Entry(round, "", party, POSTED, "operator_balance", stakes, total.stakes));
        if (total.payouts > 0) {
            entries.add(
                    new Entry(round, "", party, POSTED, stakes, "operator_balance", total.payouts));
        }
    }

    private List<Payout> payoutsOf(String ticket) {
        return payouts.getOrDefault(ticket, List.of());
    }

    private void add(Ticket of, String id, String phase, String debit, String credit, long amount) {
        entries.add(new Entry(of.round(), id, of.party(), phase, debit, credit, amount));
    }

    /** A row as people read it. */
    static String words(Entry row) {
        return "%s %s to %s %d %s of round %d%s"
                .formatted(
                        row.phase(),
                        row.debit(),
                        row.credit(),
                        row.amount(),
                        row.party(),
                        row.round(),
                        row.ticket().isEmpty() ? "" : ", ticket " + row.ticket());
    }
}
