package fairdraw.pf1;

/**
 * The derivation of PF1 v1, byte for byte (spec 4.3). Secrets come and go as plain arrays, so that
 * their owner can zero them; everything public is {@link Bytes}.
 */
public final class Derivation {

    /** The 32 bytes {@code extra} of a draw that mixes in nothing else. */
    public static final Bytes NO_EXTRA = Bytes.zero(Digest.HASH_BYTES);

    /** The head of a round's receipts before its first bet. */
    public static final Bytes FIRST_HEAD = Bytes.zero(Digest.HASH_BYTES);

    /** Length of the salt of a bet. */
    public static final int SALT_BYTES = 16;

    private static final byte[] LEAF = {0};

    private Derivation() {}

    /** The hash of a batch's 32-byte master that goes on chain. */
    public static Bytes masterHash(byte[] master, Domain domain, long batch) {
        requireHash(master);
        return Bytes.of(
                Digest.sha256(Digest.tag("PF1/mast"), domain.bytes(), Digest.u64(batch), master));
    }

    /** The secret seed of a round; 32 bytes that the caller zeroes. */
    public static byte[] seed(byte[] master, Domain domain, long round) {
        requireHash(master);
        return Digest.hmac(master, Digest.tag("PF1/seed"), domain.bytes(), Digest.u64(round));
    }

    /** The published seed hash: the round's leaf in its batch. */
    public static Bytes seedLeaf(Domain domain, long round, byte[] seed) {
        requireHash(seed);
        return Bytes.of(Digest.sha256(LEAF, domain.bytes(), Digest.u64(round), seed));
    }

    /** The leaf of a bet: {@code recordHash} is SHA-256 of its canonical JSON. */
    public static Bytes betLeaf(
            Domain domain, long round, long sequence, Bytes salt, Bytes recordHash) {
        if (salt.length() != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has 16 bytes: " + salt.length());
        }
        requireHash(recordHash);
        return Bytes.of(
                Digest.sha256(
                        LEAF,
                        Digest.tag("PF1/bet"),
                        domain.bytes(),
                        Digest.u64(round),
                        Digest.u64(sequence),
                        salt.toArray(),
                        recordHash.toArray()));
    }

    /** The leaf of a round record in the tree that is anchored at the end of its batch. */
    public static Bytes recordLeaf(Domain domain, long round, Bytes recordHash) {
        requireHash(recordHash);
        return Bytes.of(
                Digest.sha256(
                        LEAF,
                        Digest.tag("PF1/rec"),
                        domain.bytes(),
                        Digest.u64(round),
                        recordHash.toArray()));
    }

    /** The next head of a round's receipts: H(head || leaf). */
    public static Bytes head(Bytes head, Bytes leaf) {
        requireHash(head);
        requireHash(leaf);
        return Bytes.of(Digest.sha256(head.toArray(), leaf.toArray()));
    }

    /** The entropy of a beacon: SHA-256 of its signature. */
    public static Bytes entropy(Bytes beaconSignature) {
        return Bytes.of(Digest.sha256(beaconSignature.toArray()));
    }

    /** K_r, from which the numbers are drawn; 32 bytes. */
    public static byte[] key(
            byte[] seed,
            Domain domain,
            long round,
            Bytes source,
            long beaconRound,
            Bytes entropy,
            Bytes extra) {
        requireHash(seed);
        requireHash(source);
        requireHash(entropy);
        requireHash(extra);
        return Digest.hmac(
                seed,
                Digest.tag("PF1/key"),
                domain.bytes(),
                Digest.u64(round),
                source.toArray(),
                Digest.u64(beaconRound),
                entropy.toArray(),
                extra.toArray());
    }

    /** The outcome 0..M-1 of a key. */
    public static int outcome(byte[] key, long outcomes) {
        if (outcomes < 1 || outcomes > OutcomeSpace.OUTCOMES_MAX) {
            throw new IllegalArgumentException("not a number of outcomes: " + outcomes);
        }
        return Math.toIntExact(new Words(key).uniform(outcomes));
    }

    /** SHA-256, the H of the protocol. */
    public static Bytes hash(byte[] bytes) {
        return Bytes.of(Digest.sha256(bytes));
    }

    private static void requireHash(byte[] value) {
        if (value.length != Digest.HASH_BYTES) {
            throw new IllegalArgumentException(value.length + " bytes instead of 32");
        }
    }

    private static void requireHash(Bytes value) {
        if (value.length() != Digest.HASH_BYTES) {
            throw new IllegalArgumentException(value.length() + " bytes instead of 32");
        }
    }
}
