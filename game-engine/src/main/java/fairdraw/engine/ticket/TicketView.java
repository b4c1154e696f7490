package fairdraw.engine.ticket;

import java.util.Map;

/**
 * A ticket as it is shown: its state and what its round's settlement made of its bets.
 *
 * @param settled whether the round is settled
 * @param payouts by index of the winning bets, minor units
 */
public record TicketView(Ticket ticket, boolean settled, Map<Integer, Long> payouts) {

    /** A copy of the payouts. */
    public TicketView {
        payouts = Map.copyOf(payouts);
    }

    /** A ticket whose round is not settled. */
    public static TicketView of(Ticket ticket) {
        return new TicketView(ticket, false, Map.of());
    }
}
