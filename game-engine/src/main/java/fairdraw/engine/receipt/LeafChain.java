package fairdraw.engine.receipt;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.MerkleFrontier;

/**
 * The accepted bets of a round in order: the Merkle tree that the seal names and the chain of heads
 * that receipts carry (spec 4.1). Grows at each acceptance. Not safe for several threads.
 */
public final class LeafChain {

    private final Domain domain;
    private final long round;
    private final MerkleFrontier tree;
    private Bytes head;

    /** Of a round without bets. */
    public LeafChain(Domain domain, long round) {
        this(domain, round, new MerkleFrontier(), Derivation.FIRST_HEAD);
    }

    private LeafChain(Domain domain, long round, MerkleFrontier tree, Bytes head) {
        this.domain = domain;
        this.round = round;
        this.tree = tree;
        this.head = head;
    }

    /** The same chain, which from now on grows on its own. */
    public LeafChain copy() {
        return new LeafChain(domain, round, tree.copy(), head);
    }

    /** Adds a bet and gives it the next sequence number. */
    public BetEntry append(BetRecord bet, Bytes salt) {
        long sequence = tree.size();
        var leaf = Derivation.betLeaf(domain, round, sequence, salt, bet.hash());
        restore(leaf);
        return new BetEntry(sequence, salt, leaf, head, bet.json());
    }

    /** Adds a leaf that was stored. */
    public void restore(Bytes leaf) {
        tree.append(leaf);
        head = Derivation.head(head, leaf);
    }

    /** Number of bets; the next sequence number. */
    public long size() {
        return tree.size();
    }

    /** The root over all bets so far. */
    public Bytes root() {
        return tree.root();
    }

    /** The newest head. */
    public Bytes head() {
        return head;
    }
}
