package fairdraw.engine.settlement;

import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.TicketPostings;
import java.util.UUID;

/**
 * A bet that the outcome pays.
 *
 * @param sequence its leaf index in the round
 * @param payout minor units, above 0
 */
record WinningBet(long sequence, UUID ticket, int index, Party party, String player, long payout) {

    /** Id of the credit at the operator's wallet. */
    UUID credit() {
        return TicketPostings.creditTransaction(ticket, index);
    }
}
