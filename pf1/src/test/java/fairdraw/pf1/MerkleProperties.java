package fairdraw.pf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleProperties {

    @Property(tries = 200)
    void a_growing_tree_has_at_every_size_the_root_of_the_definition(
            @ForAll @IntRange(max = 70) int size) {
        var leaves = leaves(size);
        var frontier = new MerkleFrontier();
        for (int n = 0; n < size; n++) {
            assertEquals(byDefinition(leaves.subList(0, n)), frontier.root());
            assertEquals(n, frontier.size());
            frontier.append(leaves.get(n));
        }
        assertEquals(byDefinition(leaves), frontier.root());
        assertEquals(byDefinition(leaves), MerkleTree.root(leaves));
    }

    @Property(tries = 200)
    void every_leaf_is_proven_at_its_place_and_at_no_other(
            @ForAll @IntRange(min = 1, max = 70) int size, @ForAll @IntRange int seed) {
        var leaves = leaves(size);
        var root = MerkleTree.root(leaves);
        int index = Math.floorMod(seed, size);
        var proof = MerkleTree.path(leaves, index);
        assertTrue(MerkleTree.included(root, size, leaves.get(index), index, proof));
        for (int other = 0; other < size; other++) {
            assertEquals(
                    other == index,
                    MerkleTree.included(root, size, leaves.get(index), other, proof));
        }
        assertFalse(MerkleTree.included(root, size, leaves.get(index), size, proof));
        assertFalse(MerkleTree.included(root, size, leaves.get(index), -1, proof));
    }

    @Property(tries = 200)
    void all_proofs_at_once_are_those_of_each_leaf(@ForAll @IntRange(min = 0, max = 70) int size) {
        var leaves = leaves(size);
        var proofs = MerkleTree.paths(leaves);
        assertEquals(size, proofs.size());
        for (int i = 0; i < size; i++) {
            assertEquals(MerkleTree.path(leaves, i), proofs.get(i));
        }
    }

    @Property(tries = 200)
    void a_proof_that_was_changed_anywhere_fails(
            @ForAll @IntRange(min = 2, max = 70) int size, @ForAll int seed) {
        var leaves = leaves(size);
        var root = MerkleTree.root(leaves);
        int index = Math.floorMod(seed, size);
        Bytes leaf = leaves.get(index);
        var proof = MerkleTree.path(leaves, index);
        for (int i = 0; i < proof.size(); i++) {
            var changed = new ArrayList<>(proof);
            changed.set(i, flipped(proof.get(i), seed));
            assertFalse(MerkleTree.included(root, size, leaf, index, changed));
        }
        assertFalse(MerkleTree.included(root, size, leaf, index, longer(proof, leaf)));
        assertFalse(MerkleTree.included(root, size, leaf, index, proof.subList(1, proof.size())));
        assertFalse(MerkleTree.included(flipped(root, seed), size, leaf, index, proof));
        assertFalse(MerkleTree.included(root, size, flipped(leaf, seed), index, proof));
    }

    @Example
    void an_inner_node_cannot_pass_for_a_leaf() {
        var leaves = leaves(4);
        var left = MerkleTree.node(leaves.get(0), leaves.get(1));
        var right = MerkleTree.node(leaves.get(2), leaves.get(3));
        var root = MerkleTree.root(leaves);
        assertFalse(MerkleTree.included(root, 4, left, 0, List.of(right)));
        // Hashes of data carry another prefix than nodes, so data can never be hashed into one.
        var dataThatLooksLikeANode = Digest.sha256(new byte[] {0}, concatenated(leaves));
        assertFalse(Bytes.of(dataThatLooksLikeANode).equals(left));
    }

    @Example
    void a_copy_grows_on_its_own() {
        var leaves = leaves(5);
        var frontier = new MerkleFrontier();
        leaves.subList(0, 3).forEach(frontier::append);
        var copy = frontier.copy();
        copy.append(leaves.get(3));
        assertEquals(MerkleTree.root(leaves.subList(0, 3)), frontier.root());
        assertEquals(MerkleTree.root(leaves.subList(0, 4)), copy.root());
    }

    /** RFC 9162, section 2.1.1, as it is written. */
    private static Bytes byDefinition(List<Bytes> leaves) {
        if (leaves.isEmpty()) {
            return Bytes.hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return MerkleTree.node(
                byDefinition(leaves.subList(0, k)), byDefinition(leaves.subList(k, leaves.size())));
    }

    private static List<Bytes> leaves(int size) {
        var leaves = new ArrayList<Bytes>();
        for (int i = 0; i < size; i++) {
            leaves.add(Bytes.of(Digest.sha256(Digest.u32(i))));
        }
        return leaves;
    }

    private static Bytes flipped(Bytes bytes, int bit) {
        byte[] array = bytes.toArray();
        int at = Math.floorMod(bit, array.length * Byte.SIZE);
        array[at / Byte.SIZE] ^= (byte) (1 << at % Byte.SIZE);
        return Bytes.of(array);
    }

    private static List<Bytes> longer(List<Bytes> proof, Bytes more) {
        var longer = new ArrayList<>(proof);
        longer.add(more);
        return longer;
    }

    private static byte[] concatenated(List<Bytes> leaves) {
        var both = new byte[64];
        System.arraycopy(leaves.get(0).toArray(), 0, both, 0, 32);
        System.arraycopy(leaves.get(1).toArray(), 0, both, 32, 32);
        return both;
    }
}
