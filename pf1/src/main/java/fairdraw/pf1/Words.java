package fairdraw.pf1;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Consecutive big-endian 32-bit words of HMAC(K, "PF1/out" || u32 draw || u32 j), j = 0, 1, 2, ...
 * (spec 4.3). Not safe for several threads.
 */
public final class Words {

    private static final long WORDS = 1L << 32;

    private final byte[] key;
    private final int draw;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private int next;
    private long read;

    /** The words of draw 0 of a 32-byte key. */
    public Words(byte[] key) {
        this(key, 0);
    }

    /** The words of another draw of the same key. */
    public Words(byte[] key, int draw) {
        this.key = key.clone();
        this.draw = draw;
    }

    /** The next word, 0..2^32-1. */
    public long next() {
        if (!block.hasRemaining()) {
            block =
                    ByteBuffer.wrap(
                            Digest.hmac(
                                    key,
                                    Digest.tag("PF1/out"),
                                    Digest.u32(draw),
                                    Digest.u32(next)));
            next = Math.incrementExact(next);
        }
        read++;
        return Integer.toUnsignedLong(block.getInt());
    }

    /** A number 0..n-1, each as likely as any other; 1 <= n <= 2^32. */
    public long uniform(long n) {
        if (n < 1 || n > WORDS) {
            throw new IllegalArgumentException(n + " is not in 1..2^32");
        }
        return uniform(WORDS, n, this::next);
    }

    /** The rule itself, for words 0..words-1: small ones can be counted out. */
    static long uniform(long words, long n, LongSupplier next) {
        // The words above the largest multiple of n would favour small numbers: take another one.
        long limit = words / n * n;
        long word = next.getAsLong();
        while (word >= limit) {
            word = next.getAsLong();
        }
        return word % n;
    }

    /** How many words were taken so far. */
    public long read() {
        return read;
    }
}
