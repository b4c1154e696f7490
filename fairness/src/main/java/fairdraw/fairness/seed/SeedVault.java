package fairdraw.fairness.seed;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Domain;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Encrypts masters at rest: AES-256-GCM under a data key, which itself lies in the database
 * encrypted under the key-encryption key. What a ciphertext belongs to (domain, batch, version of
 * the key) is authenticated with it: moved to another row it does not open.
 */
@Singleton
public class SeedVault {

    private static final int CURRENT_VERSION = 1;
    private static final String MASTER_TAG = "PF1/seal";
    private static final String KEY_TAG = "PF1/data";

    private final KeyEncryptionKey kek;
    private final MasterSource keys;
    private final PgSeeds seeds;
    private final SecureRandom random = new SecureRandom();

    SeedVault(KeyEncryptionKey kek, MasterSource keys, PgSeeds seeds) {
        this.kek = kek;
        this.keys = keys;
        this.seeds = seeds;
    }

    /**
     * Stops the start of a service that could not open a single master.
     *
     * @throws IllegalStateException which names the settings of the key-encryption key
     */
    void fits(@Observes StartupEvent starting) {
        if (seeds.key(CURRENT_VERSION).isPresent()) {
            Arrays.fill(dataKey(CURRENT_VERSION), (byte) 0);
        }
    }

    /** Encrypts a master, which stays the caller's. */
    public SealedMaster seal(Domain domain, long batch, byte[] master) {
        byte[] key = dataKey(CURRENT_VERSION);
        try {
            byte[] nonce = new byte[AesGcm.NONCE_BYTES];
            random.nextBytes(nonce);
            byte[] aad = aad(domain, batch, CURRENT_VERSION);
            return new SealedMaster(
                    CURRENT_VERSION,
                    Bytes.of(nonce),
                    Bytes.of(AesGcm.encrypt(AesGcm.lent(key), nonce, aad, master)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a master cannot be encrypted", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * Decrypts a master, which the caller zeroes.
     *
     * @throws GeneralSecurityException when the ciphertext is not that of this domain and batch
     */
    public byte[] open(Domain domain, long batch, SealedMaster sealed)
            throws GeneralSecurityException {
        byte[] key = dataKey(sealed.keyVersion());
        try {
            return AesGcm.decrypt(
                    AesGcm.lent(key),
                    sealed.nonce().toArray(),
                    aad(domain, batch, sealed.keyVersion()),
                    sealed.ciphertext().toArray());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] dataKey(int version) {
        var stored = seeds.key(version);
        if (stored.isEmpty() && version == CURRENT_VERSION) {
            createDataKey();
            stored = seeds.key(version);
        }
        var key =
                stored.orElseThrow(
                        () -> new IllegalStateException("there is no data key " + version));
        try {
            return kek.unwrap(key, keyContext(version));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the key-encryption key does not open the stored data key:"
                            + " fairdraw.seed.kek-file or vault-key is that of another database",
                    e);
        }
    }

    private void createDataKey() {
        byte[] key = keys.draw();
        try {
            seeds.storeKey(CURRENT_VERSION, kek.wrap(key, keyContext(CURRENT_VERSION)));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] aad(Domain domain, long batch, int keyVersion) {
        return ByteBuffer.allocate(
                        MASTER_TAG.length() + domain.hash().length() + Long.BYTES + Integer.BYTES)
                .put(MASTER_TAG.getBytes(StandardCharsets.US_ASCII))
                .put(domain.hash().toArray())
                .putLong(batch)
                .putInt(keyVersion)
                .array();
    }

    private static byte[] keyContext(int version) {
        return ByteBuffer.allocate(KEY_TAG.length() + Integer.BYTES)
                .put(KEY_TAG.getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .array();
    }
}
