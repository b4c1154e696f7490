package fairdraw.engine.ticket;

import fairdraw.engine.receipt.BetEntry;
import fairdraw.engine.receipt.GroupReceipt;
import java.util.List;

/**
 * A ticket in one of its states (spec 5). Only RESERVED moves; WON and LOST follow from an accepted
 * ticket, its round's outcome and the payout table.
 */
public sealed interface Ticket {

    /** What it is, whatever became of it. */
    TicketBody body();

    /** Held, waiting for the debit. */
    record Reserved(TicketBody body) implements Ticket {

        /** The debit was applied in time: the bets are in the round. */
        public Accepted accept(
                String operatorTransaction, List<BetEntry> bets, GroupReceipt receipt) {
            if (bets.size() != body.bets().size()) {
                throw new IllegalArgumentException("a bet of " + body.id() + " has no leaf");
            }
            return new Accepted(body, operatorTransaction, bets, receipt);
        }

        /** The debit was definitely not applied: nothing is owed. */
        public Declined decline(String code) {
            return new Declined(body, code);
        }

        /** The debit is unknown or came too late: a rollback is owed. */
        public Expired expire(String reason) {
            return new Expired(body, reason);
        }
    }

    /** In the round. */
    record Accepted(
            TicketBody body, String operatorTransaction, List<BetEntry> bets, GroupReceipt receipt)
            implements Ticket {

        /** A copy of the bets. */
        public Accepted {
            bets = List.copyOf(bets);
        }
    }

    /** Not in the round, no money moved. */
    record Declined(TicketBody body, String code) implements Ticket {}

    /** Not in the round; what the wallet may have taken goes back. */
    record Expired(TicketBody body, String reason) implements Ticket {}

    /** Was in a round that was voided. */
    record Refunded(TicketBody body, String reason) implements Ticket {}
}
