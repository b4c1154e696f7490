package fairdraw.pf1;

import java.util.ArrayList;
import java.util.List;

/** Merkle trees of RFC 9162 over leaf hashes: node = H(0x01 || left || right). */
public final class MerkleTree {

    /** The root of a tree without leaves: H of nothing. */
    public static final Bytes EMPTY_ROOT = Bytes.of(Digest.sha256());

    private static final byte[] NODE = {1};

    private MerkleTree() {}

    /** The root over leaf hashes of 32 bytes. */
    public static Bytes root(List<Bytes> leaves) {
        var frontier = new MerkleFrontier();
        leaves.forEach(frontier::append);
        return frontier.root();
    }

    /** The inclusion proof of one leaf, bottom first. */
    public static List<Bytes> path(List<Bytes> leaves, int index) {
        if (index < 0 || index >= leaves.size()) {
            throw new IllegalArgumentException(index + " is not in 0.." + (leaves.size() - 1));
        }
        var proof = new ArrayList<Bytes>();
        List<Bytes> level = leaves;
        int at = index;
        while (level.size() > 1) {
            int sibling = at ^ 1;
            // A last node without a partner moves up as it is and adds nothing to the proof.
            if (sibling < level.size()) {
                proof.add(level.get(sibling));
            }
            level = parents(level);
            at >>= 1;
        }
        return List.copyOf(proof);
    }

    /** The inclusion proofs of all leaves, in their order: each node is hashed once. */
    public static List<List<Bytes>> paths(List<Bytes> leaves) {
        var proofs = new ArrayList<List<Bytes>>(leaves.size());
        leaves.forEach(_ -> proofs.add(new ArrayList<>()));
        List<Bytes> level = leaves;
        for (int up = 0; level.size() > 1; up++) {
            for (int i = 0; i < leaves.size(); i++) {
                int sibling = i >> up ^ 1;
                if (sibling < level.size()) {
                    proofs.get(i).add(level.get(sibling));
                }
            }
            level = parents(level);
        }
        return proofs.stream().map(List::copyOf).toList();
    }

    /** Whether the proof shows that the leaf is at this index of the tree of n leaves. */
    public static boolean included(Bytes root, long n, Bytes leaf, long index, List<Bytes> proof) {
        if (index < 0 || index >= n) {
            return false;
        }
        long at = index;
        long last = n - 1;
        Bytes hash = leaf;
        for (Bytes sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                hash = node(sibling, hash);
                while (at != 0 && (at & 1) == 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, sibling);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    static Bytes node(Bytes left, Bytes right) {
        return Bytes.of(Digest.sha256(NODE, left.toArray(), right.toArray()));
    }

    private static List<Bytes> parents(List<Bytes> level) {
        var parents = new ArrayList<Bytes>((level.size() + 1) / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            parents.add(node(level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.getLast());
        }
        return parents;
    }
}
