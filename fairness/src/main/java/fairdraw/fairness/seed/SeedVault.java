package fairdraw.fairness.seed;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Domain;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Encrypts masters at rest: AES-256-GCM under a data key, which itself lies in the database
 * encrypted under the key-encryption key of a PKCS#12 file. What a ciphertext belongs to (domain,
 * batch, version of the key) is authenticated with it: moved to another row it does not open.
 */
@Singleton
public class SeedVault {

    private static final String KEK_ALIAS = "seed-kek";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final int CURRENT_VERSION = 1;
    private static final String MASTER_TAG = "PF1/seal";
    private static final String KEY_TAG = "PF1/data";

    private final Key kek;
    private final PgSeeds seeds;
    private final SecureRandom random = new SecureRandom();

    SeedVault(
            @ConfigProperty(name = "fairdraw.seed.kek-file") Path file,
            @ConfigProperty(name = "fairdraw.seed.kek-password") String password,
            PgSeeds seeds) {
        this.kek = kek(file, password.toCharArray());
        this.seeds = seeds;
    }

    /** Encrypts a master, which stays the caller's. */
    public SealedMaster seal(Domain domain, long batch, byte[] master) {
        byte[] key = dataKey(CURRENT_VERSION);
        try {
            byte[] nonce = nonce();
            byte[] aad = aad(domain, batch, CURRENT_VERSION);
            return new SealedMaster(
                    CURRENT_VERSION,
                    Bytes.of(nonce),
                    Bytes.of(aes(Cipher.ENCRYPT_MODE, aes(key), nonce, aad, master)));
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
            return aes(
                    Cipher.DECRYPT_MODE,
                    aes(key),
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
            return aes(
                    Cipher.DECRYPT_MODE,
                    kek,
                    key.nonce().toArray(),
                    keyAad(version),
                    key.wrapped().toArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key-encryption key does not fit", e);
        }
    }

    private void createDataKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try {
            byte[] nonce = nonce();
            byte[] wrapped = aes(Cipher.ENCRYPT_MODE, kek, nonce, keyAad(CURRENT_VERSION), key);
            seeds.storeKey(
                    CURRENT_VERSION, new PgSeeds.WrappedKey(Bytes.of(nonce), Bytes.of(wrapped)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a data key cannot be wrapped", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
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

    private static byte[] keyAad(int version) {
        return ByteBuffer.allocate(KEY_TAG.length() + Integer.BYTES)
                .put(KEY_TAG.getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .array();
    }

    private static Key aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    private static byte[] aes(int mode, Key key, byte[] nonce, byte[] aad, byte[] input)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(input);
    }

    private static Key kek(Path file, char[] password) {
        try (InputStream in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            Key key = store.getKey(KEK_ALIAS, password);
            if (key == null) {
                throw new IllegalStateException(file + " has no key " + KEK_ALIAS);
            }
            return key;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot read the key-encryption key " + file, e);
        }
    }
}
