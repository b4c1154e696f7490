package fairdraw.fairness.open;

import fairdraw.fairness.batch.Batch;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.MerkleTree;
import java.time.Instant;
import java.util.List;

/**
 * What a round published when it opened.
 *
 * @param json the signed opening, canonical JSON
 */
public record Opening(
        long round,
        Batch batch,
        int index,
        Bytes tableHash,
        Instant confirmBy,
        String json,
        Bytes signature) {

    /** The round's leaf in its batch. */
    public Bytes seedHash() {
        return batch.leaves().get(index);
    }

    /** The leaf's way to the root, bottom first. */
    public List<Bytes> proof() {
        return MerkleTree.path(batch.leaves(), index);
    }
}
