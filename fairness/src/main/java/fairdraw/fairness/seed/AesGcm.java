package fairdraw.fairness.seed;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM, with a tag of 128 bits behind the ciphertext and a nonce of 96. */
final class AesGcm {

    static final int NONCE_BYTES = 12;
    static final int KEY_BYTES = 32;

    private static final int TAG_BITS = 128;

    private AesGcm() {}

    static byte[] encrypt(SecretKey key, byte[] nonce, byte[] aad, byte[] plain)
            throws GeneralSecurityException {
        return run(Cipher.ENCRYPT_MODE, key, nonce, aad, plain);
    }

    static byte[] decrypt(SecretKey key, byte[] nonce, byte[] aad, byte[] sealed)
            throws GeneralSecurityException {
        return run(Cipher.DECRYPT_MODE, key, nonce, aad, sealed);
    }

    /**
     * The caller's key bytes, lent: the JDK zeroes the copy that it is given, while a SecretKeySpec
     * would leave one of its own on the heap.
     */
    static SecretKey lent(byte[] key) {
        return new LentKey(key);
    }

    private static final class LentKey implements SecretKey {

        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        LentKey(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String getAlgorithm() {
            return "AES";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return "a key";
        }
    }

    private static byte[] run(int mode, SecretKey key, byte[] nonce, byte[] aad, byte[] input)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(input);
    }
}
