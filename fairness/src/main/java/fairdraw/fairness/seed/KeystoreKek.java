package fairdraw.fairness.seed;

import fairdraw.pf1.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.crypto.SecretKey;

/** A key-encryption key in a PKCS#12 file, under the alias {@code seed-kek}. */
final class KeystoreKek implements KeyEncryptionKey {

    private static final String ALIAS = "seed-kek";

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    KeystoreKek(Path file, char[] password) {
        this.key = read(file, password);
    }

    @Override
    public WrappedKey wrap(byte[] dataKey, byte[] context) {
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return new WrappedKey(
                    Bytes.of(nonce), Bytes.of(AesGcm.encrypt(key, nonce, context, dataKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a data key cannot be wrapped", e);
        }
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] context) throws GeneralSecurityException {
        return AesGcm.decrypt(key, wrapped.nonce().toArray(), context, wrapped.wrapped().toArray());
    }

    private static SecretKey read(Path file, char[] password) {
        try (InputStream in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            if (!(store.getKey(ALIAS, password) instanceof SecretKey key)) {
                throw new IllegalStateException(file + " has no key " + ALIAS);
            }
            return key;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot read the key-encryption key " + file, e);
        }
    }
}
