package fairdraw.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets at rest: AES-256-GCM under the key encryption key, bound to the name they are stored
 * under, so that a row cannot be swapped for another one's. Box = 12-byte nonce, ciphertext, tag.
 */
final class SecretBox {

    private static final int KEK_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey kek;
    private final SecureRandom random;

    /**
     * Takes the key encryption key.
     *
     * @param kek base64 of 32 bytes
     * @throws IllegalArgumentException when it is of another form
     */
    SecretBox(String kek, SecureRandom random) {
        byte[] key = Base64.getDecoder().decode(kek);
        if (key.length != KEK_BYTES) {
            throw new IllegalArgumentException(
                    "fairdraw.operator-key.kek is base64 of 32 bytes, not of " + key.length);
        }
        this.kek = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    byte[] close(String name, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = crypt(Cipher.ENCRYPT_MODE, nonce, name, secret.getBytes(UTF_8));
        return ByteBuffer.allocate(NONCE_BYTES + text.length).put(nonce).put(text).array();
    }

    /**
     * The secret of that name.
     *
     * @throws IllegalStateException when it was closed under another key or name
     */
    String open(String name, byte[] box) {
        byte[] nonce = Arrays.copyOf(box, NONCE_BYTES);
        byte[] text = Arrays.copyOfRange(box, NONCE_BYTES, box.length);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, name, text), UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, String name, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, kek, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.getBytes(UTF_8));
            return cipher.doFinal(text);
        } catch (AEADBadTagException wrong) {
            throw new IllegalStateException(
                    "the stored secret " + name + " does not open under this KEK", wrong);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every JDK has AES-GCM", impossible);
        }
    }
}
