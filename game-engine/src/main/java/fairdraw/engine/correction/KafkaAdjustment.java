package fairdraw.engine.correction;

import fairdraw.engine.approval.Correction;
import fairdraw.engine.ticket.KafkaTicketEvents;
import fairdraw.engine.ticket.TicketBody;
import fairdraw.events.v1.Adjustment;
import fairdraw.events.v1.WalletCommand;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;

/** Tells the operator's wallet of an adjustment. */
final class KafkaAdjustment {

    private static final String TOPIC = "fairdraw.wallet-commands.v1";

    private KafkaAdjustment() {}

    static OutboxEvent of(Correction.AdjustBet it, TicketBody ticket, long nowMs) {
        var party = it.party();
        var command =
                WalletCommand.newBuilder()
                        .setTransaction(it.transaction().toString())
                        .setOperator(party.operator())
                        .setPlayer(ticket.player())
                        .setTicket(ticket.id().toString())
                        .setGame(it.game())
                        .setRound(it.round())
                        .setCurrency(party.currency())
                        .setMode(party.mode().name())
                        .setAtMs(nowMs)
                        .setAdjustment(
                                Adjustment.newBuilder()
                                        .setBet(KafkaTicketEvents.betId(ticket, it.bet()))
                                        .setAmount(it.amount())
                                        .setMarket(ticket.bets().get(it.bet()).market())
                                        .setFree(ticket.free())
                                        .setReason(it.approval().reason())
                                        .setApproval(it.approval().id().toString()))
                        .build();
        return new OutboxEvent(
                Ids.next(),
                TOPIC,
                party.operator() + "/" + ticket.player(),
                "fairdraw.wallet.adjustment",
                command.toByteArray(),
                Instant.ofEpochMilli(nowMs));
    }
}
