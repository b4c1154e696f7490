package fairdraw.fairness.seed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreKekTest extends KekContract {

    private static final char[] PASSWORD = "only for tests".toCharArray();

    @TempDir static Path folder;

    @Override
    KeyEncryptionKey kek() throws Exception {
        return new KeystoreKek(file("one.p12"), PASSWORD);
    }

    @Override
    KeyEncryptionKey other() throws Exception {
        return new KeystoreKek(file("two.p12"), PASSWORD);
    }

    @Test
    void a_wrong_password_or_file_stops_the_start() throws Exception {
        var file = file("one.p12");
        var wrong =
                assertThrows(
                        IllegalStateException.class,
                        () -> new KeystoreKek(file, "not the word".toCharArray()));
        assertTrue(wrong.getMessage().startsWith("fairdraw.seed.kek-password is wrong"));
        assertFalse(wrong.getMessage().contains("not the word"));
        var none =
                assertThrows(
                        IllegalStateException.class,
                        () -> new KeystoreKek(folder.resolve("none.p12"), PASSWORD));
        assertTrue(none.getMessage().startsWith("fairdraw.seed.kek-file is wrong"));
        var garbage = Files.writeString(folder.resolve("garbage.p12"), "not a key store");
        var odd =
                assertThrows(IllegalStateException.class, () -> new KeystoreKek(garbage, PASSWORD));
        assertTrue(odd.getMessage().startsWith("fairdraw.seed.kek-file is wrong"));
    }

    private static Path file(String name) throws Exception {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setEntry(
                    "seed-kek",
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")),
                    new KeyStore.PasswordProtection(PASSWORD));
            try (var out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD);
            }
        }
        return file;
    }
}
