package fairdraw.fairness.chain;

import fairdraw.pf1.Bytes;

/** A batch as the contract holds it; times are Unix seconds of the block, 0 when not yet. */
public record ChainBatch(
        Bytes root,
        Bytes masterHash,
        long committedBlock,
        long committedAtS,
        long revealedAtS,
        Bytes recordsRoot) {

    /** Reads the struct Batch. */
    static ChainBatch of(AbiWords words) {
        return new ChainBatch(
                words.word(0),
                words.word(1),
                words.number(2),
                words.number(3),
                words.number(4),
                words.word(7));
    }

    /** Whether the root of its records is there. */
    public boolean anchored() {
        return !recordsRoot.equals(Bytes.zero(recordsRoot.length()));
    }

    /** Whether both show the same commit in the same block. */
    boolean samePromise(ChainBatch other) {
        return root.equals(other.root)
                && masterHash.equals(other.masterHash)
                && committedBlock == other.committedBlock
                && committedAtS == other.committedAtS;
    }

    /** Whether it is committed. */
    boolean exists() {
        return committedAtS != 0;
    }
}
