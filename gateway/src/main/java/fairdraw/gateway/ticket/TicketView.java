package fairdraw.gateway.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.protobuf.ByteString;
import fairdraw.engine.v1.Bet;
import fairdraw.engine.v1.BetReceipt;
import fairdraw.engine.v1.Receipt;
import fairdraw.engine.v1.Ticket;
import fairdraw.engine.v1.TicketAdjustment;
import fairdraw.gateway.round.RoundId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as REST shows it.
 *
 * @param stake minor units; nominal of a free bet, of which no money moved
 * @param payout what the round paid, minor units; a correction never changes it
 * @param adjustments what two persons corrected later, oldest first; absent when nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TicketView(
        String ticketId,
        String roundId,
        String game,
        String player,
        String mode,
        String currency,
        long stake,
        long payout,
        String state,
        String outcome,
        List<BetView> bets,
        @Nullable List<AdjustmentView> adjustments,
        @Nullable ReceiptView receipt,
        @Nullable Long balance,
        String debitTransactionId,
        @Nullable String operatorTransactionId,
        @Nullable String freeBetId,
        Instant createdAt,
        Instant confirmBy,
        @Nullable String reason) {

    /** One bet; the sequence is its place in the round's sealed set. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BetView(
            String betId,
            int index,
            String market,
            String selection,
            long stake,
            String multiplier,
            long potentialPayout,
            String state,
            long payout,
            @Nullable Long sequence) {}

    /**
     * A correction of what a bet was paid, which is a wallet transaction of its own.
     *
     * @param index of the bet in its ticket
     * @param amount minor units; above 0 the player was paid, below 0 it was taken back
     */
    record AdjustmentView(
            String transactionId, int index, long amount, String reason, Instant at) {}

    /** What the house signed when it took the ticket. */
    record ReceiptView(
            List<BetReceiptView> bets,
            String groupRoot,
            long groupSize,
            long groupIndex,
            List<String> groupProof,
            String signature,
            String publicKey) {}

    /** The receipt of one bet. */
    record BetReceiptView(long sequence, String salt, String leaf, String head, String betRecord) {}

    static TicketView of(Ticket ticket) {
        return of(ticket, OptionalLong.empty());
    }

    /**
     * The ticket with the balance after its debit.
     *
     * @param balance minor units, when the wallet told
     */
    static TicketView of(Ticket ticket, OptionalLong balance) {
        List<BetReceipt> receipts = ticket.getReceipt().getBetsList();
        return new TicketView(
                ticket.getId(),
                new RoundId(ticket.getGame(), ticket.getRound()).toString(),
                ticket.getGame(),
                ticket.getPlayer(),
                mode(ticket),
                ticket.getCurrency(),
                ticket.getStake(),
                ticket.getPayout(),
                tail(ticket.getState(), "TICKET_STATE_"),
                outcome(ticket),
                IntStream.range(0, ticket.getBetsCount())
                        .mapToObj(i ->
                                bet(
                                        ticket.getBets(i),
                                        i < receipts.size() ? receipts.get(i) : null))
                        .toList(),
                ticket.getAdjustmentsCount() == 0
                        ? null
                        : ticket.getAdjustmentsList().stream().map(TicketView::adjustment).toList(),
                ticket.hasReceipt() ? receipt(ticket.getReceipt()) : null,
                balance.isPresent() ? balance.getAsLong() : null,
                ticket.getDebitTransaction(),
                filled(ticket.getOperatorTransaction()),
                filled(ticket.getFreeBet()),
                Instant.ofEpochMilli(ticket.getCreatedAtMs()),
                Instant.ofEpochMilli(ticket.getConfirmByMs()),
                filled(ticket.getReason()));
    }

    /** REAL or TEST. */
    static String mode(Ticket ticket) {
        return tail(ticket.getMode(), "MODE_");
    }

    /** Whether the bet is in the round, as far as that is decided. */
    static String outcome(Ticket ticket) {
        return switch (ticket.getState()) {
            case TICKET_STATE_ACCEPTED, TICKET_STATE_SETTLED, TICKET_STATE_REFUNDED -> "APPLIED";
            case TICKET_STATE_DECLINED -> "NOT_APPLIED";
            case TICKET_STATE_EXPIRED ->
                    ticket.getReason().equals("DEBIT_LATE") ? "NOT_APPLIED" : "UNKNOWN";
            case TICKET_STATE_RESERVED, TICKET_STATE_UNSPECIFIED, UNRECOGNIZED -> "UNKNOWN";
        };
    }

    private static BetView bet(Bet bet, @Nullable BetReceipt receipt) {
        return new BetView(
                bet.getId(),
                bet.getIndex(),
                bet.getMarket(),
                bet.getSelection(),
                bet.getStake(),
                bet.getMultiplier(),
                bet.getPotentialPayout(),
                tail(bet.getState(), "BET_STATE_"),
                bet.getPayout(),
                receipt == null ? null : receipt.getSequence());
    }

    private static AdjustmentView adjustment(TicketAdjustment it) {
        return new AdjustmentView(
                it.getTransaction(),
                it.getIndex(),
                it.getAmount(),
                it.getReason(),
                Instant.ofEpochMilli(it.getAtMs()));
    }

    static ReceiptView receipt(Receipt receipt) {
        return new ReceiptView(
                receipt.getBetsList().stream().map(TicketView::receipt).toList(),
                hex(receipt.getGroupRoot()),
                receipt.getGroupSize(),
                receipt.getGroupIndex(),
                receipt.getGroupProofList().stream().map(TicketView::hex).toList(),
                hex(receipt.getSignature()),
                hex(receipt.getPublicKey()));
    }

    static BetReceiptView receipt(BetReceipt bet) {
        return new BetReceiptView(
                bet.getSequence(),
                hex(bet.getSalt()),
                hex(bet.getLeaf()),
                hex(bet.getHead()),
                bet.getBetRecord());
    }

    static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static @Nullable String filled(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String tail(Enum<?> value, String prefix) {
        String name = value.name();
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
