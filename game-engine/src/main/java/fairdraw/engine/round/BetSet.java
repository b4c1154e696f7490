package fairdraw.engine.round;

import fairdraw.pf1.Bytes;

/** The set of bets of a round, fixed for ever: the Merkle root of their leaves and their number. */
public record BetSet(Bytes root, long count) {}
