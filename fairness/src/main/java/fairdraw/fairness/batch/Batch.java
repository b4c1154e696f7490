package fairdraw.fairness.batch;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.MerkleTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The public part of a batch.
 *
 * @param leaves the seed hashes of its rounds, in order
 * @param committedBlock the block of its commit, once that is final
 * @param finalAt when its commit was seen to be final and the same as this
 * @param closedAt when its master was handed to the chain
 * @param recordsRoot what is anchored with that
 */
public record Batch(
        long number,
        Bytes root,
        Bytes masterHash,
        List<Bytes> leaves,
        Optional<Long> committedBlock,
        Optional<Instant> finalAt,
        Optional<Instant> closedAt,
        Optional<Bytes> recordsRoot) {

    public Batch {
        leaves = List.copyOf(leaves);
    }

    /** Whether the stored leaves still lead to the root. */
    public boolean sound() {
        return MerkleTree.root(leaves).equals(root);
    }

    /** Whether the chain holds the same promise. */
    boolean promised(Bytes chainRoot, Bytes chainMasterHash) {
        return chainRoot.equals(root) && chainMasterHash.equals(masterHash);
    }
}
