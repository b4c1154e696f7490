package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;

/**
 * What the contract holds about a batch; times in seconds since the epoch, 0 for not yet.
 *
 * @param slashed the bond was taken because the master stayed hidden
 * @param badLeaf the bond was taken for a leaf that does not follow from the master
 */
record ChainBatch(
        Bytes root,
        Bytes masterHash,
        long committedBlock,
        long committedAtS,
        long revealedAtS,
        boolean slashed,
        boolean badLeaf,
        Bytes recordsRoot) {

    /** The struct {@code Batch} of FairDraw.sol, word by word. */
    static ChainBatch of(AbiWords words) {
        return new ChainBatch(
                words.bytes(0),
                words.bytes(1),
                words.number(2),
                words.number(3),
                words.number(4),
                words.truth(5),
                words.truth(6),
                words.bytes(7));
    }

    /** Whether the root of the records is there. */
    boolean anchored() {
        return !recordsRoot.equals(Bytes.zero(recordsRoot.length()));
    }
}
