package fairdraw.gateway.ticket;

import fairdraw.kernel.Refusal;

/** What became of a request for a ticket. */
sealed interface Placed {

    /** The ticket is in the round, or was and is settled. */
    record Taken(TicketView ticket) implements Placed {}

    /** It is not, or nobody knows: the refusal says which. */
    record Refused(Refusal refusal) implements Placed {}
}
