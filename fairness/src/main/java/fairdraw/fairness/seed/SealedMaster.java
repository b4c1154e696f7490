package fairdraw.fairness.seed;

import fairdraw.pf1.Bytes;

/** A master as it lies in the database: AES-256-GCM, tag included. */
public record SealedMaster(int keyVersion, Bytes nonce, Bytes ciphertext) {}
