package fairdraw.engine.round;

import fairdraw.engine.bet.BetWindow;
import fairdraw.engine.config.Terms;
import fairdraw.engine.game.GameTerms;
import fairdraw.engine.lease.Fence;
import fairdraw.games.PayoutTable;
import fairdraw.pf1.Bytes;

/** A game that this replica owns, and the payout table that its next rounds open with. */
record RunningGame(GameTerms terms, Fence fence, PayoutTable table, Bytes tableHash) {

    /** A round of this game as bets see it. */
    BetWindow window(RoundPlan plan, Opening opening, PayoutTable opened, Terms inForce) {
        return new BetWindow(
                plan.game(),
                terms.gameId(),
                terms.domain(),
                plan.number(),
                plan.openAtMs(),
                plan.closeAtMs(),
                plan.confirmByMs(),
                opening.beaconRound(),
                opened,
                opening.tableHash(),
                inForce);
    }
}
