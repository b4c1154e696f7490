package fairdraw.engine.ticket;

import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.TicketPostings;
import fairdraw.engine.player.Player;
import fairdraw.pf1.Bytes;
import java.util.List;
import java.util.UUID;

/** What a ticket is, whatever becomes of it. Times in ms since the epoch. */
public record TicketBody(
        UUID id,
        Party party,
        String player,
        String session,
        String game,
        long round,
        List<PricedBet> bets,
        Bytes bodyHash,
        long createdAtMs,
        long confirmByMs) {

    /** A copy of the bets. */
    public TicketBody {
        bets = List.copyOf(bets);
    }

    /** The sum of the stakes, minor units. */
    public long stake() {
        long stake = 0;
        for (PricedBet bet : bets) {
            stake = Math.addExact(stake, bet.stake());
        }
        return stake;
    }

    /** What its steps book. */
    public TicketPostings postings() {
        return new TicketPostings(id, party, stake(), game, round);
    }

    /** Whose it is. */
    public Player owner() {
        return new Player(party.operator(), player);
    }

    /** Whether the request asks for this very ticket again. */
    public boolean isOf(TicketRequest request) {
        return party.equals(request.party())
                && player.equals(request.player())
                && game.equals(request.game())
                && bodyHash.equals(request.bodyHash());
    }
}
