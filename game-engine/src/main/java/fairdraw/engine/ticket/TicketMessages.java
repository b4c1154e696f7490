package fairdraw.engine.ticket;

import com.google.protobuf.ByteString;
import fairdraw.engine.config.Mode;
import fairdraw.engine.receipt.BetEntry;
import fairdraw.engine.v1.Bet;
import fairdraw.engine.v1.BetReceipt;
import fairdraw.engine.v1.BetState;
import fairdraw.engine.v1.Receipt;
import fairdraw.engine.v1.TicketAdjustment;
import fairdraw.engine.v1.TicketState;
import fairdraw.pf1.Bytes;

/** Tickets as the gRPC contract tells them. */
public final class TicketMessages {

    private TicketMessages() {}

    /** A ticket; the key is the one that verifies its receipt. */
    public static fairdraw.engine.v1.Ticket message(TicketView view, byte[] publicKey) {
        var body = view.ticket().body();
        var message =
                fairdraw.engine.v1.Ticket.newBuilder()
                        .setId(body.id().toString())
                        .setOperator(body.party().operator())
                        .setPlayer(body.player())
                        .setMode(mode(body.party().mode()))
                        .setGame(body.game())
                        .setRound(body.round())
                        .setCurrency(body.party().currency())
                        .setStake(body.stake())
                        .setFreeBet(body.freeBet())
                        .setCreatedAtMs(body.createdAtMs())
                        .setConfirmByMs(body.confirmByMs())
                        .setDebitTransaction(body.postings().debitTransaction().toString());
        switch (view.ticket()) {
            case Ticket.Reserved _ -> message.setState(TicketState.TICKET_STATE_RESERVED);
            case Ticket.Accepted accepted ->
                    message.setState(
                                    view.settled()
                                            ? TicketState.TICKET_STATE_SETTLED
                                            : TicketState.TICKET_STATE_ACCEPTED)
                            .setOperatorTransaction(accepted.operatorTransaction())
                            .setReceipt(receipt(accepted, publicKey));
            case Ticket.Declined declined ->
                    message.setState(TicketState.TICKET_STATE_DECLINED).setReason(declined.code());
            case Ticket.Expired expired ->
                    message.setState(TicketState.TICKET_STATE_EXPIRED).setReason(expired.reason());
            case Ticket.Refunded refunded ->
                    message.setState(TicketState.TICKET_STATE_REFUNDED)
                            .setReason(refunded.reason());
        }
        long payout = 0;
        for (int i = 0; i < body.bets().size(); i++) {
            var bet = bet(view, i);
            payout = Math.addExact(payout, bet.getPayout());
            message.addBets(bet);
        }
        view.adjustments().forEach(it -> message.addAdjustments(adjustment(it)));
        return message.setPayout(payout).build();
    }

    /** One accepted bet's receipt. */
    public static BetReceipt receipt(BetEntry entry) {
        return BetReceipt.newBuilder()
                .setSequence(entry.sequence())
                .setSalt(bytes(entry.salt()))
                .setLeaf(bytes(entry.leaf()))
                .setHead(bytes(entry.head()))
                .setBetRecord(entry.record())
                .build();
    }

    /** The same bytes. */
    public static ByteString bytes(Bytes bytes) {
        return ByteString.copyFrom(bytes.toArray());
    }

    private static TicketAdjustment adjustment(TicketView.Adjustment it) {
        return TicketAdjustment.newBuilder()
                .setTransaction(it.transaction().toString())
                .setIndex(it.index())
                .setAmount(it.amount())
                .setReason(it.reason())
                .setApproval(it.approval().toString())
                .setAtMs(it.atMs())
                .build();
    }

    private static Bet bet(TicketView view, int index) {
        var body = view.ticket().body();
        var bet = body.bets().get(index);
        return Bet.newBuilder()
                .setId(KafkaTicketEvents.betId(body, index))
                .setIndex(index)
                .setMarket(bet.market())
                .setSelection(bet.selection())
                .setStake(bet.stake())
                .setMultiplier(bet.multiplier())
                .setPotentialPayout(bet.potential())
                .setState(state(view, index))
                .setPayout(view.payouts().getOrDefault(index, 0L))
                .build();
    }

    private static BetState state(TicketView view, int index) {
        return switch (view.ticket()) {
            case Ticket.Reserved _ -> BetState.BET_STATE_RESERVED;
            case Ticket.Accepted _ -> {
                if (!view.settled()) {
                    yield BetState.BET_STATE_ACCEPTED;
                }
                yield view.payouts().containsKey(index)
                        ? BetState.BET_STATE_WON
                        : BetState.BET_STATE_LOST;
            }
            case Ticket.Declined _ -> BetState.BET_STATE_DECLINED;
            case Ticket.Expired _ -> BetState.BET_STATE_EXPIRED;
            case Ticket.Refunded _ -> BetState.BET_STATE_REFUNDED;
        };
    }

    private static Receipt receipt(Ticket.Accepted ticket, byte[] publicKey) {
        var group = ticket.receipt();
        var receipt =
                Receipt.newBuilder()
                        .setGroupRoot(bytes(group.root()))
                        .setGroupSize(group.size())
                        .setGroupIndex(group.index())
                        .setSignature(bytes(group.signature()))
                        .setPublicKey(ByteString.copyFrom(publicKey));
        ticket.bets().forEach(entry -> receipt.addBets(receipt(entry)));
        group.proof().forEach(hash -> receipt.addGroupProof(bytes(hash)));
        return receipt.build();
    }

    private static fairdraw.engine.v1.Mode mode(Mode mode) {
        return switch (mode) {
            case REAL -> fairdraw.engine.v1.Mode.MODE_REAL;
            case TEST -> fairdraw.engine.v1.Mode.MODE_TEST;
        };
    }
}
