package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** The little of the contract ABI that the verifier needs: 32-byte words, written and read. */
final class AbiWords {

    static final int WORD = 32;
    private static final int ADDRESS = 20;
    private static final int SELECTOR = 4;

    private final byte[] data;

    private AbiWords(byte[] data) {
        this.data = data;
    }

    /** What a call returned. */
    static AbiWords returned(Bytes data) {
        return new AbiWords(data.toArray());
    }

    /** The bytes of a call: selector of the signature, then the arguments. */
    static Bytes call(String signature, byte[]... arguments) {
        var call = new ByteArrayOutputStream();
        call.write(keccak(signature), 0, SELECTOR);
        for (byte[] argument : arguments) {
            call.writeBytes(argument);
        }
        return Bytes.of(call.toByteArray());
    }

    /** The topic of an event's signature. */
    static Bytes topic(String signature) {
        return Bytes.of(keccak(signature));
    }

    /** An unsigned number as a word. */
    static byte[] word(long number) {
        return word(BigInteger.valueOf(number).toByteArray());
    }

    /** At most 32 bytes, right-aligned. */
    private static byte[] word(byte[] value) {
        byte[] word = new byte[WORD];
        System.arraycopy(value, 0, word, WORD - value.length, value.length);
        return word;
    }

    /** A dynamic last argument of bytes, after that many static words. */
    static byte[] dynamic(int wordsBefore, byte[] value) {
        return tail(wordsBefore, value.length, value);
    }

    /** A dynamic last argument of 32-byte items, after that many static words. */
    static byte[] dynamic(int wordsBefore, List<Bytes> items) {
        var joined = new ByteArrayOutputStream();
        items.forEach(item -> joined.writeBytes(item.toArray()));
        return tail(wordsBefore, items.size(), joined.toByteArray());
    }

    private static byte[] tail(int wordsBefore, int length, byte[] content) {
        var tail = new ByteArrayOutputStream();
        tail.writeBytes(word((long) (wordsBefore + 1) * WORD));
        tail.writeBytes(word(length));
        tail.writeBytes(Arrays.copyOf(content, Math.ceilDiv(content.length, WORD) * WORD));
        return tail.toByteArray();
    }

    /** The word at this place. */
    Bytes bytes(int word) {
        if (data.length < (word + 1) * WORD) {
            throw new UnreadableException("the contract answered " + data.length + " bytes");
        }
        return Bytes.of(Arrays.copyOfRange(data, word * WORD, (word + 1) * WORD));
    }

    /** The address at this place. */
    Bytes address(int word) {
        return Bytes.of(Arrays.copyOfRange(bytes(word).toArray(), WORD - ADDRESS, WORD));
    }

    /** The number at this place. */
    long number(int word) {
        var number = new BigInteger(1, bytes(word).toArray());
        if (number.bitLength() >= Long.SIZE) {
            throw new UnreadableException("the contract answered with the number " + number);
        }
        return number.longValueExact();
    }

    /** Whether a 1 is at this place. */
    boolean truth(int word) {
        return number(word) == 1;
    }

    private static byte[] keccak(String text) {
        byte[] input = text.getBytes(StandardCharsets.US_ASCII);
        var digest = new KeccakDigest(WORD * Byte.SIZE);
        digest.update(input, 0, input.length);
        byte[] hash = new byte[WORD];
        digest.doFinal(hash, 0);
        return hash;
    }
}
