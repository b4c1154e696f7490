package fairdraw.engine.round;

import fairdraw.pf1.Bytes;
import java.util.List;

/** The result of a round: outcome 0..M-1, its display, and the beacon that it came from. */
record Draw(int outcome, List<Integer> numbers, long beaconRound, Bytes beaconSignature) {}
