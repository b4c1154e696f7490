package fairdraw.fairness.chain;

import fairdraw.pf1.Bytes;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The 32-byte words of a view's answer, in the order of the struct's fields. The wrapper's own
 * reader of structs looks their classes up by name, which fails where libraries and application
 * have different class loaders.
 */
record AbiWords(Bytes answer) {

    private static final int WORD_BYTES = 32;
    private static final int ADDRESS_BYTES = 20;

    AbiWords {
        if (answer.length() == 0 || answer.length() % WORD_BYTES != 0) {
            throw new ChainException("no contract answers at this address", null);
        }
    }

    Bytes word(int index) {
        int from = index * WORD_BYTES;
        if (from + WORD_BYTES > answer.length()) {
            throw new ChainException("the contract's answer is too short", null);
        }
        return Bytes.of(Arrays.copyOfRange(answer.toArray(), from, from + WORD_BYTES));
    }

    long number(int index) {
        return new BigInteger(1, word(index).toArray()).longValueExact();
    }

    Bytes address(int index) {
        return Bytes.of(
                Arrays.copyOfRange(word(index).toArray(), WORD_BYTES - ADDRESS_BYTES, WORD_BYTES));
    }
}
