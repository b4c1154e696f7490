package fairdraw.fairness.seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpVaultKekTest extends KekContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final byte[] KEY = new byte[32];
    private static final byte[] CONTEXT = {9};

    @TempDir Path folder;
    private TransitServer vault;
    private Path token;

    @BeforeEach
    void start() throws Exception {
        vault = new TransitServer("s.token");
        vault.rotate("one");
        vault.rotate("two");
        token = Files.writeString(folder.resolve("token"), "s.token\n");
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Override
    KeyEncryptionKey kek() {
        return new HttpVaultKek(vault.transit(), "one", token, TIMEOUT);
    }

    @Override
    KeyEncryptionKey other() {
        return new HttpVaultKek(vault.transit(), "two", token, TIMEOUT);
    }

    @Test
    void after_a_rotation_in_the_vault_older_keys_still_open() throws Exception {
        var before = kek().wrap(KEY, CONTEXT);
        vault.rotate("one");
        var after = kek().wrap(KEY, CONTEXT);
        assertArrayEquals(KEY, kek().unwrap(before, CONTEXT));
        assertArrayEquals(KEY, kek().unwrap(after, CONTEXT));
        assertTrue(text(before).startsWith("vault:v1:") && text(after).startsWith("vault:v2:"));
    }

    @Test
    void a_token_that_an_agent_renews_is_read_again_and_a_revoked_one_is_not_a_wrong_key()
            throws Exception {
        var kek = kek();
        var wrapped = kek.wrap(KEY, CONTEXT);
        vault.token("s.next");
        assertThrows(IllegalStateException.class, () -> kek.unwrap(wrapped, CONTEXT));
        Files.writeString(token, "s.next");
        assertArrayEquals(KEY, kek.unwrap(wrapped, CONTEXT));
    }

    @Test
    void a_silent_vault_is_waited_for_no_longer_than_the_deadline() {
        var kek = kek();
        var wrapped = kek.wrap(KEY, CONTEXT);
        vault.silent(true);
        assertTimeout(
                TIMEOUT.multipliedBy(3),
                () ->
                        assertThrows(
                                IllegalStateException.class, () -> kek.unwrap(wrapped, CONTEXT)));
    }

    @Test
    void a_key_travels_by_https_or_not_at_all() {
        for (var elsewhere : new String[] {"http://192.0.2.1/v1/transit", "ftp://127.0.0.1/v1"}) {
            assertThrows(
                    IllegalStateException.class,
                    () -> new HttpVaultKek(URI.create(elsewhere), "one", token, TIMEOUT));
        }
        assertThrows(
                IllegalStateException.class,
                () -> new HttpVaultKek(vault.transit(), "../sys/raw", token, TIMEOUT));
    }

    private static String text(WrappedKey key) {
        return new String(key.wrapped().toArray(), StandardCharsets.US_ASCII);
    }
}
