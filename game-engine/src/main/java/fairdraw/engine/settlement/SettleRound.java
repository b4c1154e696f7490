package fairdraw.engine.settlement;

import fairdraw.engine.exposure.PgExposure;
import fairdraw.engine.ledger.PgLedger;
import fairdraw.engine.ledger.RoundPostings;
import fairdraw.engine.ledger.Transfer;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Settles a drawn round in the caller's one transaction: winners, ledger, operators' balances and
 * everything that others must hear. Reads winners only, page by page, so that memory stays flat.
 */
@ApplicationScoped
public class SettleRound {

    private static final int PAGE_BETS = 2_000;

    private final PgExposure exposure;
    private final PgWinners winners;
    private final PgLedger ledger;
    private final Outbox outbox;

    SettleRound(PgExposure exposure, PgWinners winners, PgLedger ledger, Outbox outbox) {
        this.exposure = exposure;
        this.winners = winners;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /** Writes the settlement of a round. */
    public Uni<Void> settle(SqlClient tx, RoundResult result, long nowMs) {
        var events = new KafkaSettlementEvents(result, nowMs);
        return exposure.load(tx, result.game(), result.round())
                .map(sealed -> new SettlementFigures(result, sealed))
                .chain(figures -> {
                    var paid = new Paid();
                    return winners(tx, result, figures, events, paid, nowMs)
                            .invoke(() -> paid.require(figures))
                            .chain(() -> totals(tx, result, figures, nowMs))
                            .chain(() -> outbox.append(tx, closing(figures, events)));
                });
    }

    /** What the winning bets add up to, and the ticket whose bets may go on on the next page. */
    private static final class Paid {
        private long sum;
        private long bets;
        private List<WinningBet> open = List.of();

        /** The same money by two ways: bet by bet, and from the stored exposure. */
        void require(SettlementFigures figures) {
            long payouts = 0;
            long won = 0;
            for (var totals : figures.parties().values()) {
                payouts = Math.addExact(payouts, totals.payouts());
                won = Math.addExact(won, totals.winners());
            }
            if (payouts != sum || won != bets) {
                throw new IllegalStateException(
                        "the stored exposure pays %d to %d bets, the bets themselves %d to %d"
                                .formatted(payouts, won, sum, bets));
            }
        }
    }

    private Uni<Void> winners(
            SqlClient tx,
            RoundResult result,
            SettlementFigures figures,
            KafkaSettlementEvents events,
            Paid paid,
            long nowMs) {
        if (figures.winners().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return winners(tx, result, figures, events, paid, nowMs, -1);
    }

    private Uni<Void> winners(
            SqlClient tx,
            RoundResult result,
            SettlementFigures figures,
            KafkaSettlementEvents events,
            Paid paid,
            long nowMs,
            long after) {
        return winners.page(tx, result, figures.winners(), after, PAGE_BETS)
                .chain(page -> {
                    boolean last = page.size() < PAGE_BETS;
                    var pay = pay(tx, result, page, last, events, paid, nowMs);
                    return last
                            ? pay
                            : pay.chain(() ->
                                    winners(
                                            tx,
                                            result,
                                            figures,
                                            events,
                                            paid,
                                            nowMs,
                                            page.getLast().sequence()));
                });
    }

    private Uni<Void> pay(
            SqlClient tx,
            RoundResult result,
            List<WinningBet> page,
            boolean last,
            KafkaSettlementEvents events,
            Paid paid,
            long nowMs) {
        var transfers = new ArrayList<Transfer>(page.size());
        var told = new ArrayList<OutboxEvent>(page.size());
        for (var bet : page) {
            paid.sum = Math.addExact(paid.sum, bet.payout());
            paid.bets++;
            transfers.add(
                    new RoundPostings(result.game(), result.round(), bet.party())
                            .win(bet.ticket(), bet.index(), bet.payout(), nowMs));
            told.add(events.credit(bet));
        }
        wonTickets(page, last, paid).forEach(bets -> told.add(events.won(bets)));
        if (page.isEmpty()) {
            return outbox.append(tx, told);
        }
        return winners.settle(tx, result, page)
                .chain(() -> ledger.append(tx, transfers))
                .chain(() -> outbox.append(tx, told));
    }

    /** The tickets whose bets have all been read; bets of a ticket are neighbours. */
    private static List<List<WinningBet>> wonTickets(
            List<WinningBet> page, boolean last, Paid paid) {
        var tickets = new ArrayList<List<WinningBet>>();
        var open = new ArrayList<>(paid.open);
        for (var bet : page) {
            if (!open.isEmpty() && !open.getLast().ticket().equals(bet.ticket())) {
                tickets.add(List.copyOf(open));
                open.clear();
            }
            open.add(bet);
        }
        if (last && !open.isEmpty()) {
            tickets.add(List.copyOf(open));
            open.clear();
        }
        paid.open = List.copyOf(open);
        return tickets;
    }

    private Uni<Void> totals(
            SqlClient tx, RoundResult result, SettlementFigures figures, long nowMs) {
        var transfers = new ArrayList<Transfer>();
        Uni<Void> balances = Uni.createFrom().voidItem();
        for (var party : figures.parties().entrySet()) {
            var totals = party.getValue();
            transfers.addAll(
                    new RoundPostings(result.game(), result.round(), party.getKey())
                            .totals(totals.stakes(), totals.payouts(), nowMs));
            long owes = Math.subtractExact(totals.stakes(), totals.payouts());
            balances = balances.chain(() -> ledger.owe(tx, party.getKey(), owes));
        }
        var owed = balances;
        return ledger.append(tx, transfers).chain(() -> owed);
    }

    private static List<OutboxEvent> closing(
            SettlementFigures figures, KafkaSettlementEvents events) {
        var closing = new ArrayList<OutboxEvent>();
        figures.parties().forEach((party, totals) -> closing.add(events.close(party, totals)));
        closing.add(events.figures(figures));
        return closing;
    }
}
