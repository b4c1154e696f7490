package fairdraw.fairness.beacon;

import fairdraw.pf1.Bytes;

/** A round of a beacon whose signature was verified. */
public record VerifiedBeacon(Bytes source, long beaconRound, Bytes signature) {}
