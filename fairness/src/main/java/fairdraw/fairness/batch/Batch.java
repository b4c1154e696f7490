package fairdraw.fairness.batch;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.MerkleTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The public part of a batch.
 *
 * @param leaves the seed hashes of its rounds, in order
 * @param committedBlock the block of its commit, once that is final
 * @param finalAt when its commit was seen to be final and the same as this
 * @param finalSignature the record key's signature over what was seen then
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
        Optional<Bytes> finalSignature,
        Optional<Instant> closedAt,
        Optional<Bytes> recordsRoot) {

    private static final int HASH_BYTES = 32;

    public Batch {
        leaves = List.copyOf(leaves);
    }

    /** Whether the stored leaves still lead to the root. */
    public boolean sound() {
        return MerkleTree.root(leaves).equals(root);
    }

    /** What the record key signs when the batch is seen to be final in a block. */
    Bytes confirmation(Domain domain, long block) {
        var tag = "PF1/final".getBytes(StandardCharsets.US_ASCII);
        return Derivation.hash(
                ByteBuffer.allocate(tag.length + 2 * Long.BYTES + 3 * HASH_BYTES)
                        .put(tag)
                        .put(domain.hash().toArray())
                        .putLong(number)
                        .put(root.toArray())
                        .put(masterHash.toArray())
                        .putLong(block)
                        .array());
    }

    /** Whether the chain holds the same promise. */
    boolean promised(Bytes chainRoot, Bytes chainMasterHash) {
        return chainRoot.equals(root) && chainMasterHash.equals(masterHash);
    }
}
