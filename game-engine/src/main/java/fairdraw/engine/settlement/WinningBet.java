package fairdraw.engine.settlement;

import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.TicketPostings;
import java.util.UUID;

/**
 * A bet that the outcome pays, or a losing one whose operator wants to hear of it.
 *
 * @param sequence its leaf index in the round
 * @param free whether it was played with a free bet
 * @param payout minor units; 0 of a losing bet
 */
record WinningBet(
        long sequence,
        UUID ticket,
        int index,
        Party party,
        boolean free,
        String player,
        long payout) {

    boolean won() {
        return payout > 0;
    }

    /** Id of the credit at the operator's wallet. */
    UUID credit() {
        return TicketPostings.creditTransaction(ticket, index);
    }
}
