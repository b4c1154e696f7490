package fairdraw.stack.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final String ED25519_X509_PREFIX = "302a300506032b6570032100";

    @TempDir Path folder;

    @Test
    void secrets_are_made_once_and_kept() {
        var first = Secrets.in(folder).database("engine");
        assertEquals(first, Secrets.in(folder).database("engine"));
        assertThrows(CannotStart.class, () -> Secrets.in(folder).text("no such"));
    }

    @Test
    void keys_of_an_older_version_get_the_passwords_that_came_later() throws Exception {
        var first = Secrets.in(folder).database("engine");
        var file = folder.resolve("secrets.json");
        var older = Files.readString(file).replaceAll("\\s*\"postgres.engine_service\"[^,]*,", "");
        Files.writeString(file, older);
        var added = Secrets.in(folder);
        assertEquals(first, added.database("engine"));
        assertEquals(
                added.database("engine_service"), Secrets.in(folder).database("engine_service"));
    }

    @Test
    void only_the_owner_may_read_them() throws Exception {
        var _ = Secrets.in(folder).write("bootstrap.json", "{}");
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file::toString);
            }
        }
    }

    @Test
    void the_receipt_key_signs_for_its_public_key() throws Exception {
        var secrets = Secrets.in(folder);
        var signature = Signature.getInstance("Ed25519");
        var factory = KeyFactory.getInstance("Ed25519");
        signature.initSign(
                factory.generatePrivate(new PKCS8EncodedKeySpec(pem(secrets, "receipt.pem"))));
        signature.update(new byte[] {1, 2, 3});
        var signed = signature.sign();

        var x509 = HexFormat.of().parseHex(ED25519_X509_PREFIX + secrets.text("receipt.public"));
        signature.initVerify(factory.generatePublic(new X509EncodedKeySpec(x509)));
        signature.update(new byte[] {1, 2, 3});
        assertTrue(signature.verify(signed));
    }

    @Test
    void the_session_key_is_on_p256_and_the_kek_is_aes_256() throws Exception {
        var secrets = Secrets.in(folder);
        var _ =
                KeyFactory.getInstance("EC")
                        .generatePrivate(new PKCS8EncodedKeySpec(pem(secrets, "session.pem")));
        var password = secrets.text("seed-kek.password").toCharArray();
        var store = KeyStore.getInstance(secrets.file("seed-kek.p12").toFile(), password);
        var key = store.getKey("seed-kek", password);
        assertEquals("AES", key.getAlgorithm());
        assertEquals(32, key.getEncoded().length);
    }

    private static byte[] pem(Secrets secrets, String name) throws Exception {
        var lines = Files.readAllLines(secrets.file(name));
        return Base64.getDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
    }
}
