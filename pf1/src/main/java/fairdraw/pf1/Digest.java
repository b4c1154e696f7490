package fairdraw.pf1;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The two primitives of PF1, over concatenated parts (spec 4.3). */
final class Digest {

    static final int HASH_BYTES = 32;

    private Digest() {}

    /** H: SHA-256 of the parts, one after another. */
    static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    /** HMAC-SHA-256 of the parts, one after another. */
    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new RawKey(key));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has HmacSHA256", absent);
        }
    }

    /**
     * The caller's key bytes, lent: the JDK zeroes the copy that it is given, while a SecretKeySpec
     * would leave one of its own on the heap.
     */
    @SuppressWarnings({"ArrayRecordComponent", "serial"})
    private record RawKey(byte[] bytes) implements SecretKey {

        @Override
        public String getAlgorithm() {
            return "HmacSHA256";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }
    }

    /** A tag: ASCII without terminator. */
    static byte[] tag(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] u32(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    static byte[] u64(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
