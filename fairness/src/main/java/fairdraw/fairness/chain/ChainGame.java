package fairdraw.fairness.chain;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameRegistration;

/** A game as the contract holds it; units as in its source. */
public record ChainGame(
        Bytes committer,
        long originMs,
        long periodMs,
        long betMs,
        long gapMs,
        long outcomes,
        long beaconGenesisS,
        long beaconPeriodS,
        int depth,
        int confirmations,
        Bytes source,
        Bytes recordKey,
        Bytes receiptKey) {

    /** Reads the struct Game. */
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
                Math.toIntExact(words.number(11)),
                Math.toIntExact(words.number(3)),
                words.word(12),
                words.word(13),
                words.word(14));
    }

    /** Whether anybody registered it. */
    boolean exists() {
        return !committer.equals(Bytes.zero(committer.length()));
    }

    /** Whether this is that game in every field. */
    public boolean is(GameRegistration game) {
        var identity = game.identity();
        var schedule = identity.schedule();
        return equals(
                new ChainGame(
                        game.committer(),
                        schedule.originMs(),
                        schedule.periodMs(),
                        schedule.betMs(),
                        schedule.gapMs(),
                        identity.space().outcomes(),
                        game.beacon().genesisS(),
                        game.beacon().periodS(),
                        identity.depth(),
                        Math.toIntExact(game.confirmations()),
                        identity.source(),
                        game.recordKey(),
                        game.receiptKey()));
    }
}
