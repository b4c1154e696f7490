package fairdraw.pf1;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Public bytes that never change: hashes, keys, signatures. Its text is hexadecimal and may be
 * logged, so secrets (a master, a seed before its reveal) stay in plain arrays that can be zeroed.
 */
public final class Bytes implements Comparable<Bytes> {

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of the array. */
    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /** A copy of the array, which must have exactly this length. */
    public static Bytes of(byte[] value, int length) {
        if (value.length != length) {
            throw new IllegalArgumentException(value.length + " bytes instead of " + length);
        }
        return of(value);
    }

    /** Hexadecimal digits of either case, with or without 0x; anything else is refused. */
    public static Bytes hex(String text) {
        return new Bytes(HEX.parseHex(text.startsWith("0x") ? text.substring(2) : text));
    }

    /** That many zero bytes. */
    public static Bytes zero(int length) {
        return new Bytes(new byte[length]);
    }

    /** Number of bytes. */
    public int length() {
        return value.length;
    }

    /** A copy. */
    public byte[] toArray() {
        return value.clone();
    }

    /** Lower-case hexadecimal digits without a prefix. */
    public String hex() {
        return HEX.formatHex(value);
    }

    /** Lower-case hexadecimal digits behind 0x, as chains write it. */
    public String hex0x() {
        return "0x" + hex();
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
