package fairdraw.fairness.seed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A secret to search for, which is itself kept under a mask: what looks for it must not be what is
 * found. Known as bytes, as hex in both cases and as base64.
 */
public final class Needle {

    private static final byte MASK = 0x5a;
    private static final String HEX_LOWER = "0123456789abcdef";
    private static final String HEX_UPPER = "0123456789ABCDEF";
    private static final String BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String BASE64_URL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int BLOCK = 1 << 20;

    private final List<byte[]> masked;

    private Needle(List<byte[]> masked) {
        this.masked = masked;
    }

    /** Remembers the secret, which stays the caller's. */
    public static Needle of(byte[] secret) {
        var forms = new ArrayList<byte[]>();
        byte[] raw = new byte[secret.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (secret[i] ^ MASK);
        }
        forms.add(raw);
        forms.add(hex(secret, HEX_LOWER));
        forms.add(hex(secret, HEX_UPPER));
        forms.add(base64(secret, BASE64));
        forms.add(base64(secret, BASE64_URL));
        return new Needle(List.copyOf(forms));
    }

    /** Whether a text holds the secret in one of its forms. */
    public boolean in(String text) {
        return in(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    /** Whether these bytes hold the secret in one of its forms. */
    public boolean in(byte[] bytes) {
        return in(bytes, bytes.length);
    }

    /** Whether a stream holds the secret in one of its forms; reads it to its end or the find. */
    public boolean in(InputStream stream) throws IOException {
        int overlap = masked.stream().mapToInt(form -> form.length).max().orElseThrow() - 1;
        byte[] block = new byte[BLOCK + overlap];
        int kept = 0;
        try (var input = new BufferedInputStream(stream, BLOCK)) {
            while (true) {
                int read = input.readNBytes(block, kept, BLOCK);
                if (in(block, kept + read)) {
                    return true;
                }
                if (read < BLOCK) {
                    return false;
                }
                int end = kept + read;
                kept = Math.min(overlap, end);
                System.arraycopy(block, end - kept, block, 0, kept);
            }
        }
    }

    private boolean in(byte[] bytes, int length) {
        return masked.stream().anyMatch(form -> holds(bytes, length, form));
    }

    private static boolean holds(byte[] bytes, int length, byte[] form) {
        byte first = (byte) (form[0] ^ MASK);
        for (int at = 0; at <= length - form.length; at++) {
            if (bytes[at] == first && equal(bytes, at, form)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(byte[] bytes, int at, byte[] form) {
        for (int i = 1; i < form.length; i++) {
            if (bytes[at + i] != (byte) (form[i] ^ MASK)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] hex(byte[] secret, String digits) {
        byte[] form = new byte[2 * secret.length];
        for (int i = 0; i < secret.length; i++) {
            form[2 * i] = (byte) (digits.charAt(secret[i] >> 4 & 0xf) ^ MASK);
            form[2 * i + 1] = (byte) (digits.charAt(secret[i] & 0xf) ^ MASK);
        }
        return form;
    }

    /** Of the whole groups of three bytes: what follows depends on what stands behind. */
    private static byte[] base64(byte[] secret, String digits) {
        int groups = secret.length / 3;
        byte[] form = new byte[4 * groups];
        for (int i = 0; i < groups; i++) {
            int bits =
                    (secret[3 * i] & 0xff) << 16
                            | (secret[3 * i + 1] & 0xff) << 8
                            | secret[3 * i + 2] & 0xff;
            for (int j = 0; j < 4; j++) {
                form[4 * i + j] = (byte) (digits.charAt(bits >> 18 - 6 * j & 0x3f) ^ MASK);
            }
        }
        return form;
    }

    @Override
    public String toString() {
        return "Needle[" + Arrays.hashCode(masked.getFirst()) + "]";
    }
}
