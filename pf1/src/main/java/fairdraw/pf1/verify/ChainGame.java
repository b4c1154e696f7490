package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;

/** What the contract holds about a game; a zero committer means that it holds nothing. */
record ChainGame(
        Bytes committer,
        long originMs,
        long periodMs,
        long betMs,
        long gapMs,
        long outcomes,
        long beaconGenesisS,
        long beaconPeriodS,
        long depth,
        long confirmations,
        Bytes source,
        Bytes recordKey,
        Bytes receiptKey) {

    /** The struct {@code Game} of FairDraw.sol, word by word. */
    static ChainGame of(AbiWords words) {
        return new ChainGame(
                words.address(0),
                words.number(4),
                words.number(5),
                words.number(6),
                words.number(7),
                words.number(2),
                words.number(8),
                words.number(9),
                words.number(11),
                words.number(3),
                words.bytes(12),
                words.bytes(13),
                words.bytes(14));
    }

    boolean registered() {
        return !committer.equals(Bytes.zero(committer.length()));
    }
}
