package fairdraw.engine.ticket;

import com.google.protobuf.MessageLite;
import fairdraw.engine.config.Party;
import fairdraw.events.v1.AcceptedBet;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.TicketAccepted;
import fairdraw.events.v1.TicketDeclined;
import fairdraw.events.v1.TicketExpired;
import fairdraw.events.v1.TicketRefunded;
import fairdraw.events.v1.WalletCommand;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a group commit tells the others: what became of tickets, and which rollbacks are owed. */
public final class KafkaTicketEvents {

    private static final String BETS = "fairdraw.bets.v1";
    private static final String WALLET = "fairdraw.wallet-commands.v1";

    private KafkaTicketEvents() {}

    /** Events of a group, in order. */
    public static List<OutboxEvent> of(
            List<Ticket.Accepted> accepted,
            List<Ticket> ended,
            List<Rollback> rollbacks,
            long nowMs) {
        var events = new ArrayList<OutboxEvent>();
        accepted.forEach(ticket -> events.add(accepted(ticket, nowMs)));
        ended.forEach(ticket -> events.add(ended(ticket, nowMs)));
        rollbacks.forEach(owed -> events.add(rollback(owed.ticket(), owed.reason(), nowMs)));
        return events;
    }

    private static OutboxEvent accepted(Ticket.Accepted ticket, long nowMs) {
        var body = ticket.body();
        var accepted =
                TicketAccepted.newBuilder().setStake(body.stake()).setFreeBet(body.freeBet());
        IntStream.range(0, body.bets().size())
                .forEach(index -> {
                    var bet = body.bets().get(index);
                    accepted.addBets(
                            AcceptedBet.newBuilder()
                                    .setBet(betId(body, index))
                                    .setMarket(bet.market())
                                    .setSelection(bet.selection())
                                    .setStake(bet.stake()));
                });
        var event = event(body, nowMs).setAccepted(accepted);
        return outbox(BETS, body.party().operator(), "fairdraw.bet.accepted", event.build(), nowMs);
    }

    private static OutboxEvent ended(Ticket ticket, long nowMs) {
        var body = ticket.body();
        var event = event(body, nowMs);
        var type =
                switch (ticket) {
                    case Ticket.Declined declined -> {
                        event.setDeclined(TicketDeclined.newBuilder().setCode(declined.code()));
                        yield "fairdraw.bet.declined";
                    }
                    case Ticket.Expired expired -> {
                        event.setExpired(TicketExpired.newBuilder().setReason(expired.reason()));
                        yield "fairdraw.bet.expired";
                    }
                    case Ticket.Refunded refunded -> {
                        event.setRefunded(TicketRefunded.newBuilder().setReason(refunded.reason()));
                        yield "fairdraw.bet.refunded";
                    }
                    case Ticket.Reserved _, Ticket.Accepted _ ->
                            throw new IllegalArgumentException(body.id() + " has not ended");
                };
        return outbox(BETS, body.party().operator(), type, event.build(), nowMs);
    }

    private static OutboxEvent rollback(TicketBody body, String reason, long nowMs) {
        Party party = body.party();
        var command =
                WalletCommand.newBuilder()
                        .setTransaction(body.postings().rollbackTransaction().toString())
                        .setOperator(party.operator())
                        .setPlayer(body.player())
                        .setTicket(body.id().toString())
                        .setGame(body.game())
                        .setRound(body.round())
                        .setCurrency(party.currency())
                        .setMode(party.mode().name())
                        .setAtMs(nowMs)
                        .setRollback(
                                fairdraw.events.v1.Rollback.newBuilder()
                                        .setDebitTransaction(
                                                body.postings().debitTransaction().toString())
                                        .setReason(reason)
                                        .setAmount(body.debit())
                                        .setExpiresAtMs(body.confirmByMs()))
                        .build();
        var key = party.operator() + "/" + body.player();
        return outbox(WALLET, key, "fairdraw.wallet.rollback", command, nowMs);
    }

    private static BetEvent.Builder event(TicketBody body, long nowMs) {
        return BetEvent.newBuilder()
                .setOperator(body.party().operator())
                .setPlayer(body.player())
                .setTicket(body.id().toString())
                .setGame(body.game())
                .setRound(body.round())
                .setCurrency(body.party().currency())
                .setMode(body.party().mode().name())
                .setAtMs(nowMs);
    }

    /** The public id of a bet: its ticket's and its index. */
    public static String betId(TicketBody body, int index) {
        return Ids.derived("bet", body.id().toString(), Integer.toString(index)).toString();
    }

    private static OutboxEvent outbox(
            String topic, String key, String type, MessageLite message, long nowMs) {
        return new OutboxEvent(
                Ids.next(), topic, key, type, message.toByteArray(), Instant.ofEpochMilli(nowMs));
    }
}
