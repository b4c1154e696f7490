package fairdraw.engine.player;

import fairdraw.pf1.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for players in public bet records: a keyed hash, so that nobody without the key can tell
 * whose bet a record is, or try names until one fits (spec 4.3).
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PSEUDONYM_BYTES = 16;

    private final SecretKeySpec key;

    /** Of a secret key of 32 bytes, which is copied. */
    public Pseudonyms(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("a pseudonym key has 32 bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The pseudonym of a player: 32 hexadecimal digits. */
    public String of(Player player) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // A zero byte cannot be part of either name.
            mac.update(player.operator().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] hash = mac.doFinal(player.player().getBytes(StandardCharsets.UTF_8));
            return Bytes.of(java.util.Arrays.copyOf(hash, PSEUDONYM_BYTES)).hex();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, absent);
        }
    }
}
