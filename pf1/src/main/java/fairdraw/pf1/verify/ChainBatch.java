package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;

/** What the contract holds about a batch; times in seconds since the epoch, 0 for not yet. */
record ChainBatch(
        Bytes root,
        Bytes masterHash,
        long committedBlock,
        long committedAtS,
        long revealedAtS,
        Bytes recordsRoot) {

    /** The struct {@code Batch} of FairDraw.sol, word by word. */
    static ChainBatch of(AbiWords words) {
        return new ChainBatch(
                words.bytes(0),
                words.bytes(1),
                words.number(2),
                words.number(3),
                words.number(4),
                words.bytes(7));
    }

    /** Whether the root of the records is there. */
    boolean anchored() {
        return !recordsRoot.equals(Bytes.zero(recordsRoot.length()));
    }
}
