package fairdraw.engine.ticket;

import fairdraw.engine.config.Party;
import fairdraw.pf1.Bytes;
import java.util.List;
import java.util.UUID;

/**
 * A ticket that somebody asks for: one round, one currency, all bets or none.
 *
 * @param ticket named by the caller, so that asking twice is one ticket
 * @param freeBet the operator's own id of the free bet that it is played with; empty for money
 * @param bodyHash SHA-256 of what was asked; the same ticket with another one is refused
 */
public record TicketRequest(
        UUID ticket,
        Party party,
        String player,
        String session,
        String game,
        long round,
        List<Line> bets,
        String freeBet,
        Bytes bodyHash) {

    /** A copy of the bets. */
    public TicketRequest {
        bets = List.copyOf(bets);
    }

    /** One bet that is asked for; the stake is in minor units and not checked yet. */
    public record Line(String market, String selection, long stake) {}
}
