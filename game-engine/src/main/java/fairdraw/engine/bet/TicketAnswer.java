package fairdraw.engine.bet;

import fairdraw.engine.ticket.Ticket;
import fairdraw.kernel.Refusal;

/** What is true after a command, once it is committed. */
sealed interface TicketAnswer {

    /** The ticket as it is now; this command or an earlier one made it so. */
    record Now(Ticket ticket) implements TicketAnswer {}

    /** The same ticket was reserved before; this is what it is now. */
    record Replayed(Ticket ticket) implements TicketAnswer {}

    /** Nothing was done. */
    record Refused(Refusal refusal) implements TicketAnswer {}
}
