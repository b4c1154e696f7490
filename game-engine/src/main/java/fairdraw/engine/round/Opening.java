package fairdraw.engine.round;

import fairdraw.pf1.Bytes;
import java.util.List;

/**
 * What fairness committed to before the round opened (spec 4.1): published at the opening.
 *
 * @param beaconRound rho(r), whose entropy decides the round
 * @param beaconAtMs when that beacon is emitted
 * @param text canonical JSON of the signed opening
 */
record Opening(
        long batch,
        int index,
        Bytes seedHash,
        List<Bytes> proof,
        long beaconRound,
        long beaconAtMs,
        Bytes tableHash,
        String text,
        Bytes signature) {}
