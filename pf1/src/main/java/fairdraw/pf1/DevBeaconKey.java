package fairdraw.pf1;

import supranational.blst.P1;
import supranational.blst.P2;
import supranational.blst.SecretKey;

/**
 * The key of a development beacon, which signs rounds in the place of drand on a machine without
 * internet. Whoever holds it can predict every round; production refuses its source.
 */
public final class DevBeaconKey {

    private static final int MATERIAL_BYTES_MIN = 32;

    private final SecretKey secret;
    private final Bytes publicKey;

    private DevBeaconKey(SecretKey secret) {
        this.secret = secret;
        this.publicKey = Bytes.of(new P2(secret).compress());
    }

    /** The key that follows from at least 32 random bytes; the same bytes give the same key. */
    public static DevBeaconKey of(byte[] keyMaterial) {
        if (keyMaterial.length < MATERIAL_BYTES_MIN) {
            throw new IllegalArgumentException("a key needs 32 bytes: " + keyMaterial.length);
        }
        var secret = new SecretKey();
        secret.keygen(keyMaterial);
        return new DevBeaconKey(secret);
    }

    /** The 96-byte public key. */
    public Bytes publicKey() {
        return publicKey;
    }

    /** The 48-byte signature of a round 1... */
    public Bytes sign(long round) {
        if (round < 1) {
            throw new IllegalArgumentException("beacon rounds start at 1: " + round);
        }
        var point = new P1().hash_to(Beacon.message(round), Beacon.DST).sign_with(secret);
        return Bytes.of(point.compress());
    }
}
