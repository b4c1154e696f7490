package fairdraw.fairness.draw;

import fairdraw.pf1.Bytes;

/** The outcome of a round and the beacon that decided it. */
public record Drawn(int outcome, long beaconRound, Bytes beaconSignature) {}
