package fairdraw.engine.ticket;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A ticket as it is shown: its state and what its round's settlement made of its bets.
 *
 * @param settled whether the round is settled
 * @param payouts by index of the winning bets, minor units
 * @param adjustments what was corrected later, oldest first
 */
public record TicketView(
        Ticket ticket, boolean settled, Map<Integer, Long> payouts, List<Adjustment> adjustments) {

    /** A copy of the payouts and adjustments. */
    public TicketView {
        payouts = Map.copyOf(payouts);
        adjustments = List.copyOf(adjustments);
    }

    /**
     * A correction of what a bet was paid.
     *
     * @param transaction its id at the operator's wallet
     * @param amount minor units, below 0 when it was taken back
     */
    public record Adjustment(
            UUID transaction, int index, long amount, String reason, UUID approval, long atMs) {}

    /** What a bet was paid in the end: its payout and every adjustment. */
    public long paid(int index) {
        long paid = payouts.getOrDefault(index, 0L);
        for (var adjustment : adjustments) {
            if (adjustment.index() == index) {
                paid = Math.addExact(paid, adjustment.amount());
            }
        }
        return paid;
    }

    /** A ticket whose round is not settled. */
    public static TicketView of(Ticket ticket) {
        return new TicketView(ticket, false, Map.of(), List.of());
    }
}
