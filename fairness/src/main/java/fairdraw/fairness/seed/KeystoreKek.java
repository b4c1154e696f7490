package fairdraw.fairness.seed;

import fairdraw.pf1.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

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
                throw wrong("kek-file", file, "has no key " + ALIAS, null);
            }
            return key;
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? wrong("kek-password", file, "does not open with it", e)
                    : wrong("kek-file", file, "is no PKCS#12 file that can be read", e);
        } catch (GeneralSecurityException e) {
            throw wrong("kek-file", file, "holds no key that can be read", e);
        }
    }

    private static IllegalStateException wrong(
            String setting, Path file, String why, @Nullable Throwable cause) {
        return new IllegalStateException(
                "fairdraw.seed." + setting + " is wrong: " + file + " " + why, cause);
    }
}
