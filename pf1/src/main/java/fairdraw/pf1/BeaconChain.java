package fairdraw.pf1;

/**
 * A public randomness beacon: its identity, the second of its round 1, its period in seconds, and
 * the 96-byte BLS public key (G2) that signs its rounds (spec 4.4).
 */
public record BeaconChain(Bytes source, long genesisS, long periodS, Bytes publicKey) {

    /** The drand network quicknet. */
    public static final BeaconChain QUICKNET =
            new BeaconChain(
                    Bytes.hex("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"),
                    1_692_803_367,
                    3,
                    Bytes.hex(
                            "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
                                    + "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e6"
                                    + "3aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76"
                                    + "eae8991ef5ece45a"));

    private static final long SECOND_MS = 1000;

    public BeaconChain {
        if (source.length() != Digest.HASH_BYTES) {
            throw new IllegalArgumentException("a source has 32 bytes: " + source);
        }
        if (publicKey.length() != Beacon.PUBLIC_KEY_BYTES) {
            throw new IllegalArgumentException("a beacon's public key has 96 bytes: " + publicKey);
        }
        if (genesisS < 0 || periodS <= 0) {
            throw new IllegalArgumentException("not a clock: " + genesisS + " " + periodS);
        }
    }

    /** A development beacon, whose source can never pass for that of a drand network. */
    public static BeaconChain dev(Bytes publicKey, long genesisS, long periodS) {
        return new BeaconChain(Beacon.devSource(publicKey), genesisS, periodS, publicKey);
    }

    /** Whether the house holds this beacon's key and could predict its rounds. */
    public boolean dev() {
        return source.equals(Beacon.devSource(publicKey));
    }

    /**
     * rho: the first beacon round emitted at or after the end of the gap of a round that opens at
     * {@code openMs}; round 1 is emitted at the genesis. Refused if that is before the genesis.
     */
    public long beaconRound(long openMs, long betMs, long gapMs) {
        long end = Math.addExact(openMs, Math.addExact(betMs, gapMs));
        long round =
                Math.ceilDiv(
                                end - Math.multiplyExact(genesisS, SECOND_MS),
                                Math.multiplyExact(periodS, SECOND_MS))
                        + 1;
        if (round < 1) {
            throw new IllegalArgumentException("the beacon starts after " + end);
        }
        return round;
    }

    /** rho of a round of a schedule. */
    public long beaconRound(Schedule schedule, long round) {
        return beaconRound(schedule.openAtMs(round), schedule.betMs(), schedule.gapMs());
    }

    /** When a beacon round 1.. is emitted, ms since the epoch. */
    public long emittedAtMs(long beaconRound) {
        if (beaconRound < 1) {
            throw new IllegalArgumentException("beacon rounds start at 1: " + beaconRound);
        }
        long seconds = Math.addExact(genesisS, Math.multiplyExact(beaconRound - 1, periodS));
        return Math.multiplyExact(seconds, SECOND_MS);
    }
}
