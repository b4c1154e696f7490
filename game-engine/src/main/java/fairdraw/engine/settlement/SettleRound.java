package fairdraw.engine.settlement;

import fairdraw.engine.config.PgTerms;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settles a drawn round in the caller's one transaction: winners, ledger, operators' balances and
 * everything that others must hear. Reads winners only, page by page, so that memory stays flat.
 */
@ApplicationScoped
public class SettleRound {

    private static final int PAGE_BETS = 2_000;
    private static final long FIRST_PAGE = -1;

    private final PgExposure exposure;
    private final PgTerms terms;
    private final PgWinners winners;
    private final PgLedger ledger;
    private final Outbox outbox;

    SettleRound(
            PgExposure exposure, PgTerms terms, PgWinners winners, PgLedger ledger, Outbox outbox) {
        this.exposure = exposure;
        this.terms = terms;
        this.winners = winners;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /** Writes the settlement of a round. */
    public Uni<Void> settle(SqlClient tx, RoundResult result, long nowMs) {
        return exposure.load(tx, result.game(), result.round())
                .chain(sealed ->
                        terms.zeroCredits(tx, result.game(), result.round())
                                .map(told ->
                                        new Settling(
                                                tx,
                                                result,
                                                new SettlementFigures(result, sealed),
                                                told,
                                                new KafkaSettlementEvents(result, nowMs),
                                                new Paid(),
                                                nowMs)))
                .chain(it ->
                        pages(it, FIRST_PAGE)
                                .invoke(() -> it.paid.require(it.figures))
                                .chain(() -> totals(it))
                                .chain(() -> outbox.append(tx, closing(it))));
    }

    /**
     * What all pages of a settlement share.
     *
     * @param told operators who want to hear of losing bets too
     */
    private record Settling(
            SqlClient tx,
            RoundResult result,
            SettlementFigures figures,
            Set<String> told,
            KafkaSettlementEvents events,
            Paid paid,
            long nowMs) {}

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
            for (var free : figures.freeParties().values()) {
                payouts = Math.addExact(payouts, free.payouts());
                won = Math.addExact(won, free.winners());
            }
            if (payouts != sum || won != bets) {
                throw new IllegalStateException(
                        "the stored exposure pays %d to %d bets, the bets themselves %d to %d"
                                .formatted(payouts, won, sum, bets));
            }
        }
    }

    private Uni<Void> pages(Settling it, long after) {
        if (it.figures.winners().isEmpty() && it.told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return winners.page(it.tx, it.result, it.figures.winners(), it.told, after, PAGE_BETS)
                .chain(page -> {
                    boolean last = page.size() < PAGE_BETS;
                    var pay = pay(it, page, last);
                    return last ? pay : pay.chain(() -> pages(it, page.getLast().sequence()));
                });
    }

    private Uni<Void> pay(Settling it, List<WinningBet> page, boolean last) {
        var won = page.stream().filter(WinningBet::won).toList();
        var transfers = new ArrayList<Transfer>(won.size());
        var events = new ArrayList<OutboxEvent>(page.size());
        for (var bet : won) {
            it.paid.sum = Math.addExact(it.paid.sum, bet.payout());
            it.paid.bets++;
            transfers.add(
                    new RoundPostings(it.result.game(), it.result.round(), bet.party())
                            .win(bet.ticket(), bet.index(), bet.payout(), bet.free(), it.nowMs));
        }
        page.forEach(bet -> events.add(it.events.credit(bet)));
        wonTickets(won, last, it.paid).forEach(bets -> events.add(it.events.won(bets)));
        return winners.settle(it.tx, it.result, won)
                .chain(() -> ledger.append(it.tx, transfers))
                .chain(() -> outbox.append(it.tx, events));
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

    private Uni<Void> totals(Settling it) {
        var transfers = new ArrayList<Transfer>();
        for (var party : it.figures.parties().entrySet()) {
            var totals = party.getValue();
            transfers.addAll(
                    new RoundPostings(it.result.game(), it.result.round(), party.getKey())
                            .totals(totals.stakes(), totals.payouts(), it.nowMs));
        }
        return ledger.append(it.tx, transfers);
    }

    private static List<OutboxEvent> closing(Settling it) {
        var closing = new ArrayList<OutboxEvent>();
        var paid = it.figures.parties();
        var free = it.figures.freeParties();
        var parties = new LinkedHashSet<>(paid.keySet());
        parties.addAll(free.keySet());
        parties.forEach(party ->
                closing.add(
                        it.events.close(
                                party,
                                Optional.ofNullable(paid.get(party)),
                                free.getOrDefault(party, SettlementFigures.FreeBets.NONE))));
        closing.add(it.events.figures(it.figures));
        return closing;
    }
}
