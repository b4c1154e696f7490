package fairdraw.engine.bet;

import fairdraw.engine.ledger.PgLedger;
import fairdraw.engine.player.PgPlayers;
import fairdraw.engine.receipt.SignReceipts;
import fairdraw.engine.ticket.KafkaTicketEvents;
import fairdraw.engine.ticket.PgTickets;
import fairdraw.engine.ticket.Ticket;
import fairdraw.kernel.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Signs and writes what a group of commands decided, in the caller's transaction. */
@ApplicationScoped
class WriteGroup {

    private final PgTickets tickets;
    private final PgPlayers players;
    private final PgLedger ledger;
    private final SignReceipts receipts;
    private final Outbox outbox;

    WriteGroup(
            PgTickets tickets,
            PgPlayers players,
            PgLedger ledger,
            SignReceipts receipts,
            Outbox outbox) {
        this.tickets = tickets;
        this.players = players;
        this.ledger = ledger;
        this.receipts = receipts;
        this.outbox = outbox;
    }

    /** Writes the group; a statement for each kind of row, however many commands there are. */
    Uni<Void> write(SqlClient tx, TicketGroup group, long nowMs) {
        var accepted = sign(group);
        var owners = group.reserved().stream().map(t -> t.body().owner()).toList();
        var events = KafkaTicketEvents.of(accepted, group.ended(), group.rollbacks(), nowMs);
        // Sent at once and done in this order: the later ones rest on the rows of the earlier.
        return Uni.combine()
                .all()
                .unis(
                        players.seen(tx, owners, nowMs),
                        tickets.reserve(tx, group.reserved()),
                        tickets.accept(tx, accepted, nowMs),
                        tickets.end(tx, group.ended(), nowMs),
                        ledger.append(tx, group.transfers()),
                        outbox.append(tx, events))
                .discardItems();
    }

    /** One signature for all that was accepted of a round. */
    private List<Ticket.Accepted> sign(TicketGroup group) {
        var byRound = new HashMap<Long, List<TicketGroup.Acceptance>>();
        for (var acceptance : group.acceptances()) {
            long round = acceptance.ticket().body().round();
            byRound.computeIfAbsent(round, _ -> new ArrayList<>()).add(acceptance);
        }
        var accepted = new ArrayList<Ticket.Accepted>();
        byRound.forEach((round, acceptances) -> {
            var domain = acceptances.getFirst().book().window().domain();
            var bets = acceptances.stream().map(a -> a.bets()).toList();
            var signed = receipts.sign(domain, round, bets);
            for (int i = 0; i < acceptances.size(); i++) {
                var it = acceptances.get(i);
                var transaction = it.operatorTransaction();
                accepted.add(it.ticket().accept(transaction, it.bets(), signed.get(i)));
            }
        });
        accepted.forEach(group::signed);
        return accepted;
    }
}
