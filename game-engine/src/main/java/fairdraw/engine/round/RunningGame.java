package fairdraw.engine.round;

import fairdraw.engine.game.GameTerms;
import fairdraw.engine.lease.Fence;
import fairdraw.games.PayoutTable;
import fairdraw.pf1.Bytes;

/** A game that this replica owns, and the payout table that its next rounds open with. */
record RunningGame(GameTerms terms, Fence fence, PayoutTable table, Bytes tableHash) {}
