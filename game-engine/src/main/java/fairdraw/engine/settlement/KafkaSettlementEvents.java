package fairdraw.engine.settlement;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.TicketPostings;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.Credit;
import fairdraw.events.v1.FreeBetCell;
import fairdraw.events.v1.RoundClose;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.SettlementCell;
import fairdraw.events.v1.TicketWon;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WonBet;
import fairdraw.games.Fraction;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a settlement tells the others: credits, won tickets, control totals and figures. */
final class KafkaSettlementEvents {

    private static final String BETS = "fairdraw.bets.v1";
    private static final String WALLET = "fairdraw.wallet-commands.v1";
    private static final String SETTLEMENTS = "fairdraw.settlements.v1";

    private final RoundResult result;
    private final long nowMs;

    KafkaSettlementEvents(RoundResult result, long nowMs) {
        this.result = result;
        this.nowMs = nowMs;
    }

    OutboxEvent credit(WinningBet bet) {
        var command =
                command(bet.party(), bet.player())
                        .setTransaction(bet.credit().toString())
                        .setTicket(bet.ticket().toString())
                        .setCredit(
                                Credit.newBuilder()
                                        .setBet(betId(bet))
                                        .setAmount(bet.payout())
                                        .setDebitTransaction(
                                                TicketPostings.debitTransaction(bet.ticket())
                                                        .toString()))
                        .build();
        return outbox(
                WALLET,
                bet.party().operator() + "/" + bet.player(),
                "fairdraw.wallet.credit",
                command);
    }

    /** All winning bets of one ticket. */
    OutboxEvent won(List<WinningBet> bets) {
        var first = bets.getFirst();
        var won = TicketWon.newBuilder();
        long payout = 0;
        for (var bet : bets) {
            payout = Math.addExact(payout, bet.payout());
            won.addBets(WonBet.newBuilder().setBet(betId(bet)).setPayout(bet.payout()));
        }
        var event =
                BetEvent.newBuilder()
                        .setOperator(first.party().operator())
                        .setPlayer(first.player())
                        .setTicket(first.ticket().toString())
                        .setGame(result.game())
                        .setRound(result.round())
                        .setCurrency(first.party().currency())
                        .setMode(first.party().mode().name())
                        .setAtMs(nowMs)
                        .setWon(won.setPayout(payout))
                        .build();
        return outbox(BETS, first.party().operator(), "fairdraw.bet.won", event);
    }

    /**
     * Control totals of one operator, currency and mode, after everything of the round: what its
     * wallet was debited and credited.
     *
     * @param totals of bets that were paid for; empty when all were free
     */
    OutboxEvent close(
            Party party,
            Optional<SettlementFigures.Totals> totals,
            SettlementFigures.FreeBets free) {
        var id =
                Ids.derived(
                        "round-close",
                        result.game(),
                        Long.toString(result.round()),
                        party.operator(),
                        party.currency(),
                        party.mode().name());
        var command =
                command(party, "")
                        .setTransaction(id.toString())
                        .setRoundClose(
                                RoundClose.newBuilder()
                                        .setBets(sum(totals.map(it -> it.bets()), free.bets()))
                                        .setStakes(totals.map(it -> it.stakes()).orElse(0L))
                                        .setPayouts(
                                                sum(totals.map(it -> it.payouts()), free.payouts()))
                                        .setFreeBets(free.bets())
                                        .setFreeStakes(free.stakes())
                                        .setFreePayouts(free.payouts()))
                        .build();
        return outbox(WALLET, party.operator() + "/", "fairdraw.wallet.round-close", command);
    }

    OutboxEvent figures(SettlementFigures figures) {
        var settlement =
                RoundSettlement.newBuilder()
                        .setGame(result.game())
                        .setRound(result.round())
                        .setOpenAtMs(result.openAtMs())
                        .setSettledAtMs(nowMs)
                        .setOutcome(result.outcome())
                        .setTableVersion(Long.toString(result.table().version()))
                        .setTableHash(ByteString.copyFrom(result.tableHash().toArray()));
        figures.cells().forEach((cell, totals) -> settlement.addCells(cell(cell, totals)));
        figures.aggregates()
                .forEach((cell, totals) -> settlement.addAggregates(cell(cell, totals)));
        figures.freeBets().forEach((cell, totals) -> settlement.addFreeBets(free(cell, totals)));
        return outbox(SETTLEMENTS, result.game(), "fairdraw.round.settlement", settlement.build());
    }

    private static long sum(Optional<Long> paid, long free) {
        return Math.addExact(paid.orElse(0L), free);
    }

    private static FreeBetCell free(SettlementFigures.Cell cell, SettlementFigures.Totals totals) {
        return FreeBetCell.newBuilder()
                .setOperator(cell.party().operator())
                .setCurrency(cell.party().currency())
                .setMarket(cell.market())
                .setMode(cell.party().mode().name())
                .setBets(totals.bets())
                .setStakes(totals.stakes())
                .setPayouts(totals.payouts())
                .setWinners(totals.winners())
                .build();
    }

    private static SettlementCell cell(
            SettlementFigures.Cell cell, SettlementFigures.Totals totals) {
        return SettlementCell.newBuilder()
                .setOperator(cell.party().operator())
                .setCurrency(cell.party().currency())
                .setMarket(cell.market())
                .setMode(cell.party().mode().name())
                .setBets(totals.bets())
                .setStakes(totals.stakes())
                .setPayouts(totals.payouts())
                .setWinners(totals.winners())
                .setExpectedPayout(text(totals.expected()))
                .setMeanSquarePayout(text(totals.meanSquare()))
                .build();
    }

    private WalletCommand.Builder command(Party party, String player) {
        return WalletCommand.newBuilder()
                .setOperator(party.operator())
                .setPlayer(player)
                .setGame(result.game())
                .setRound(result.round())
                .setCurrency(party.currency())
                .setMode(party.mode().name())
                .setAtMs(nowMs);
    }

    private static String betId(WinningBet bet) {
        return Ids.derived("bet", bet.ticket().toString(), Integer.toString(bet.index()))
                .toString();
    }

    private static String text(Fraction fraction) {
        return fraction.numerator() + "/" + fraction.denominator();
    }

    private OutboxEvent outbox(String topic, String key, String type, MessageLite message) {
        return new OutboxEvent(
                Ids.next(), topic, key, type, message.toByteArray(), Instant.ofEpochMilli(nowMs));
    }
}
