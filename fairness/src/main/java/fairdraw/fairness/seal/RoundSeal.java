package fairdraw.fairness.seal;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The set of bets of a round.
 *
 * @param late whether the seal came at or after the beacon
 * @param json the signed seal, canonical JSON
 */
public record RoundSeal(
        Bytes betRoot,
        long betCount,
        Bytes tableHash,
        Instant sealedAt,
        boolean late,
        String json,
        Bytes signature) {

    /** SHA-256 of the seal, by which operators acknowledge it. */
    public Bytes hash() {
        return Derivation.hash(json.getBytes(StandardCharsets.UTF_8));
    }

    boolean sameBets(Bytes root, long count, Bytes table) {
        return betRoot.equals(root) && betCount == count && tableHash.equals(table);
    }
}
