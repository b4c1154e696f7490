package fairdraw.fairness.seed;

import fairdraw.pf1.Bytes;

/**
 * A data key, encrypted under the key-encryption key.
 *
 * @param nonce empty where the ciphertext carries its own
 */
public record WrappedKey(Bytes nonce, Bytes wrapped) {}
