package fairdraw.engine.ticket;

import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.TicketPostings;
import fairdraw.engine.ledger.Transfer;
import fairdraw.engine.player.Player;
import fairdraw.pf1.Bytes;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a ticket is, whatever becomes of it. Times in ms since the epoch.
 *
 * @param freeBet the operator's own id of the free bet that it is played with; empty for money
 */
public record TicketBody(
        UUID id,
        Party party,
        String player,
        String session,
        String game,
        long round,
        List<PricedBet> bets,
        String freeBet,
        Bytes bodyHash,
        long createdAtMs,
        long confirmByMs) {

    /** A copy of the bets. */
    public TicketBody {
        bets = List.copyOf(bets);
    }

    /** Whether it is played with a free bet: its stakes are nominal. */
    public boolean free() {
        return !freeBet.isEmpty();
    }

    /** What the debit takes, minor units: 0 of a free bet. */
    public long debit() {
        return free() ? 0 : stake();
    }

    /** The sum of the stakes, minor units; nominal of a free bet. */
    public long stake() {
        long stake = 0;
        for (PricedBet bet : bets) {
            stake = Math.addExact(stake, bet.stake());
        }
        return stake;
    }

    /** What its steps are called at the wallet, and what they book where money moves. */
    public TicketPostings postings() {
        return new TicketPostings(id, party, stake(), game, round);
    }

    /** What a step books: nothing for a free bet, whose stake moves no money. */
    public List<Transfer> books(Function<TicketPostings, Transfer> step) {
        return free() ? List.of() : List.of(step.apply(postings()));
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
