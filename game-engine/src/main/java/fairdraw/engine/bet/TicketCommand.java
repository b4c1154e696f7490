package fairdraw.engine.bet;

import fairdraw.engine.ticket.TicketRequest;
import java.util.UUID;

/** What may be asked of a game's tickets; each may be asked again. */
sealed interface TicketCommand {

    /** Which ticket it is about. */
    UUID ticket();

    /** Hold a new ticket. */
    record Reserve(TicketRequest request) implements TicketCommand {
        @Override
        public UUID ticket() {
            return request.ticket();
        }
    }

    /** The debit was applied. */
    record Confirm(UUID ticket, String operatorTransaction) implements TicketCommand {}

    /** The debit was definitely not applied, and why. */
    record Decline(UUID ticket, String code) implements TicketCommand {}

    /** The debit is unknown or too late, and which. */
    record Expire(UUID ticket, String reason) implements TicketCommand {}
}
