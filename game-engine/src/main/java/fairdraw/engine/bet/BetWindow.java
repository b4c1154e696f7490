package fairdraw.engine.bet;

import fairdraw.engine.config.Terms;
import fairdraw.engine.receipt.BetRecord;
import fairdraw.engine.ticket.TicketBody;
import fairdraw.games.PayoutTable;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Domain;

/**
 * A round as bets see it. Times in ms since the epoch.
 *
 * @param closeAtMs reservations end
 * @param confirmByMs the one cut-off
 * @param beaconRound the beacon that decides the round: once it is out nothing is accepted
 * @param terms the operators' limits that were in force when the round opened
 */
public record BetWindow(
        String game,
        Bytes gameId,
        Domain domain,
        long round,
        long openAtMs,
        long closeAtMs,
        long confirmByMs,
        long beaconRound,
        PayoutTable table,
        Bytes tableHash,
        Terms terms) {

    /** What the leaf of a ticket's bet commits to. */
    BetRecord record(TicketBody ticket, int index, String pseudonym) {
        var bet = ticket.bets().get(index);
        return new BetRecord(
                gameId,
                round,
                ticket.id(),
                index,
                ticket.party().operator(),
                pseudonym,
                bet.market(),
                bet.selection(),
                bet.stake(),
                ticket.party().currency(),
                tableHash);
    }
}
