package fairdraw.fairness.seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fairdraw.pf1.Bytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** What every key-encryption key does, wherever it lies. */
abstract class KekContract {

    private static final byte[] CONTEXT = {1, 2, 3};

    private final byte[] dataKey = new byte[32];

    KekContract() {
        new SecureRandom().nextBytes(dataKey);
    }

    /** The key. */
    abstract KeyEncryptionKey kek() throws Exception;

    /** Another key of the same kind. */
    abstract KeyEncryptionKey other() throws Exception;

    @Test
    void what_is_wrapped_is_unwrapped_with_its_context() throws Exception {
        var wrapped = kek().wrap(dataKey, CONTEXT);
        assertArrayEquals(dataKey, kek().unwrap(wrapped, CONTEXT));
        assertArrayEquals(dataKey, kek().unwrap(wrapped, CONTEXT), "and again");
    }

    @Test
    void nothing_of_the_key_is_seen_and_no_wrapping_is_like_another() throws Exception {
        var wrapped = kek().wrap(dataKey, CONTEXT);
        assertFalse(wrapped.wrapped().hex().contains(Bytes.of(dataKey).hex()));
        assertNotEquals(wrapped, kek().wrap(dataKey, CONTEXT));
    }

    @Test
    void another_context_does_not_open_it() throws Exception {
        var wrapped = kek().wrap(dataKey, CONTEXT);
        for (byte[] context : new byte[][] {{1, 2, 4}, {}, {1, 2, 3, 0}}) {
            assertThrows(GeneralSecurityException.class, () -> kek().unwrap(wrapped, context));
        }
    }

    @Test
    void another_key_does_not_open_it() throws Exception {
        var wrapped = kek().wrap(dataKey, CONTEXT);
        assertThrows(GeneralSecurityException.class, () -> other().unwrap(wrapped, CONTEXT));
    }

    @Test
    void a_changed_ciphertext_does_not_open() throws Exception {
        var wrapped = kek().wrap(dataKey, CONTEXT);
        byte[] changed = wrapped.wrapped().toArray();
        changed[changed.length - 8] ^= 1;
        assertThrows(
                GeneralSecurityException.class,
                () -> kek().unwrap(new WrappedKey(wrapped.nonce(), Bytes.of(changed)), CONTEXT));
    }
}
