package fairdraw.fairness.seed;

import java.security.GeneralSecurityException;

/**
 * The key that encrypts data keys, wherever it lies. What a key is wrapped with (the context) must
 * be given again to unwrap it.
 */
interface KeyEncryptionKey {

    /** Encrypts a data key of 32 bytes, which stays the caller's. */
    WrappedKey wrap(byte[] dataKey, byte[] context);

    /**
     * Decrypts a data key, which the caller zeroes.
     *
     * @throws GeneralSecurityException when it was wrapped by another key, with another context, or
     *     was changed
     * @throws IllegalStateException when the key cannot be reached now
     */
    byte[] unwrap(WrappedKey wrapped, byte[] context) throws GeneralSecurityException;
}
