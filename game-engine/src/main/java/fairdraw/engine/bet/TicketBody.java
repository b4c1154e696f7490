package fairdraw.engine.bet;

import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.TicketPostings;
import fairdraw.engine.player.Player;
import fairdraw.pf1.Bytes;
import java.util.List;
import java.util.UUID;

/** What a ticket is, whatever becomes of it. Times in ms since the epoch. */
record TicketBody(
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

    TicketBody {
        bets = List.copyOf(bets);
    }

    /** The sum of the stakes, minor units. */
    long stake() {
        long stake = 0;
        for (PricedBet bet : bets) {
            stake = Math.addExact(stake, bet.stake());
        }
        return stake;
    }

    /** What its steps book. */
    TicketPostings postings() {
        return new TicketPostings(id, party, stake(), game, round);
    }

    /** Whose it is. */
    Player owner() {
        return new Player(party.operator(), player);
    }

    /** Whether the request asks for this very ticket again. */
    boolean isOf(TicketRequest request) {
        return party.equals(request.party())
                && player.equals(request.player())
                && game.equals(request.game())
                && bodyHash.equals(request.bodyHash());
    }
}
