package fairdraw.pf1;

import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree of RFC 9162 that grows leaf by leaf and keeps only the roots of its full subtrees:
 * appending costs one hash on average, the root O(log n), at any time. Not safe for several
 * threads.
 */
public final class MerkleFrontier {

    /** Roots of full subtrees, the largest first; one for each 1 bit of {@code size}. */
    private final List<Bytes> subtrees = new ArrayList<>();

    private long size;

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** Adds a leaf hash of 32 bytes; its index is the size before. */
    public void append(Bytes leaf) {
        if (leaf.length() != Digest.HASH_BYTES) {
            throw new IllegalArgumentException("a leaf hash has 32 bytes: " + leaf.length());
        }
        Bytes right = leaf;
        for (long bits = size; (bits & 1) == 1; bits >>= 1) {
            right = MerkleTree.node(subtrees.removeLast(), right);
        }
        subtrees.add(right);
        size++;
    }

    /** The root over all leaves so far. */
    public Bytes root() {
        if (subtrees.isEmpty()) {
            return MerkleTree.EMPTY_ROOT;
        }
        Bytes root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = MerkleTree.node(subtrees.get(i), root);
        }
        return root;
    }

    /** The same tree, which from now on grows on its own. */
    public MerkleFrontier copy() {
        var copy = new MerkleFrontier();
        copy.subtrees.addAll(subtrees);
        copy.size = size;
        return copy;
    }
}
