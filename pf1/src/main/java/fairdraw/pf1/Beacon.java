package fairdraw.pf1;

import supranational.blst.BLST_ERROR;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

/**
 * Checks the signatures of one beacon: BLS12-381, public key in G2, signature in G1, message
 * SHA-256(u64 round), the scheme {@code bls-unchained-g1-rfc9380} of drand (spec 4.4). A check
 * takes about 3 ms of native code: keep it off an event loop.
 */
public final class Beacon {

    /** Length of a compressed public key. */
    public static final int PUBLIC_KEY_BYTES = 96;

    /** Length of a compressed signature. */
    public static final int SIGNATURE_BYTES = 48;

    static final String DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

    private final P2_Affine publicKey;

    /**
     * The beacon of a 96-byte public key.
     *
     * @throws IllegalArgumentException if the bytes are not a point of the group, or its neutral
     *     one
     */
    public Beacon(Bytes publicKey) {
        if (publicKey.length() != PUBLIC_KEY_BYTES) {
            throw new IllegalArgumentException("a beacon's public key has 96 bytes: " + publicKey);
        }
        try {
            this.publicKey = new P2_Affine(publicKey.toArray());
        } catch (RuntimeException notAPoint) {
            throw new IllegalArgumentException("not a public key: " + publicKey, notAPoint);
        }
        if (this.publicKey.is_inf() || !this.publicKey.in_group()) {
            throw new IllegalArgumentException("not a public key: " + publicKey);
        }
    }

    /** Whether the signature is this beacon's for this round. */
    public boolean verify(long round, Bytes signature) {
        if (round < 1 || signature.length() != SIGNATURE_BYTES) {
            return false;
        }
        P1_Affine point;
        try {
            point = new P1_Affine(signature.toArray());
        } catch (RuntimeException notAPoint) {
            // The library throws for bytes that are no point of the curve: a forged signature.
            return false;
        }
        return !point.is_inf()
                && point.in_group()
                && point.core_verify(publicKey, true, message(round), DST)
                        == BLST_ERROR.BLST_SUCCESS;
    }

    /** What a development beacon's game names as its source: no drand chain hash can equal it. */
    public static Bytes devSource(Bytes publicKey) {
        return Bytes.of(Digest.sha256(Digest.tag("PF1/source/dev:"), publicKey.toArray()));
    }

    static byte[] message(long round) {
        return Digest.sha256(Digest.u64(round));
    }
}
