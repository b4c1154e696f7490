package fairdraw.fairness;

import fairdraw.stack.ChainPart;
import fairdraw.stack.PostgresPart.Db;
import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;

/** The real parts of this service, with three quick games: 3-second rounds, two to a batch. */
public final class FairnessParts implements QuarkusTestResourceLifecycleManager {

    /** The game that is played. */
    static final String GAME = "digits-3";

    /** The game whose encrypted masters are swapped. */
    static final String SWAPPED = "digits-2";

    /** The game whose batch differs from the chain. */
    static final String DIFFERENT = "lotto-5-20";

    private static final String KEK_PASSWORD = "only for tests";
    private static Function<String, Db> databases =
            _ -> {
                throw new IllegalStateException("not started");
            };

    /** A role's way into the database of the running service. */
    static Db database(String role) {
        return databases.apply(role);
    }

    @Override
    public Map<String, String> start() {
        try {
            return config(Files.createTempDirectory("fairness-keys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        // The parts end with the JVM.
    }

    private static Map<String, String> config(Path keys)
            throws IOException, GeneralSecurityException {
        databases = TestParts.postgres().fresh();
        var owner = databases.apply("fairness");
        var service = databases.apply("fairness_service");
        var config = new HashMap<String, String>();
        config.put("fairdraw.db.url", service.url());
        config.put("fairdraw.db.user", service.user());
        config.put("fairdraw.db.password", service.password());
        config.put("fairdraw.db.owner", owner.user());
        config.put("fairdraw.db.owner-password", owner.password());
        config.put("kafka.bootstrap.servers", TestParts.kafka().bootstrap());
        config.put("fairdraw.chain.rpc", TestParts.anvil().rpc());
        config.put("fairdraw.chain.contract", ChainPart.CONTRACT);
        config.put("fairdraw.chain.committer-key", ChainPart.COMMITTER_KEY);
        config.put("fairdraw.chain.bump-after", "PT4S");
        config.put("fairdraw.beacon.urls", TestParts.beacon().url());
        config.put("fairdraw.beacon.allow-dev", "true");
        config.put("fairdraw.receipt.public-key", "22".repeat(32));
        config.put("fairdraw.record.key-file", recordKey(keys).toString());
        config.put("fairdraw.seed.kek-file", kek(keys).toString());
        // Told to a test that looks for secrets in them.
        config.put("quarkus.otel.sdk.disabled", "false");
        config.put("fairdraw.seed.kek-password", KEK_PASSWORD);
        config.put("fairdraw.batch.depth", "1");
        config.put("fairdraw.registration.start-after", "PT10S");
        config.put("fairdraw.batch.finality", "PT7S");
        game(config, GAME, "DIGITS", Map.of("digits", 3));
        game(config, SWAPPED, "DIGITS", Map.of("digits", 2));
        game(config, DIFFERENT, "COMBINATION", Map.of("pick", 5, "of", 20));
        int port = freePort();
        config.put("quarkus.http.test-port", Integer.toString(port));
        config.put("quarkus.grpc.clients.fairness.host", "127.0.0.1");
        config.put("quarkus.grpc.clients.fairness.port", Integer.toString(port));
        return config;
    }

    private static void game(
            Map<String, String> config, String slug, String kind, Map<String, Integer> parameters) {
        var prefix = "fairdraw.games.\"" + slug + "\".";
        config.put(prefix + "kind", kind);
        parameters.forEach(
                (name, value) -> config.put(prefix + "parameters." + name, value.toString()));
        config.put(prefix + "period", "PT3S");
        config.put(prefix + "bet", "PT0.5S");
        config.put(prefix + "gap", "PT1.5S");
    }

    private static Path recordKey(Path keys) throws IOException, GeneralSecurityException {
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        var pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(keys.resolve("record.pem"), pem);
    }

    private static Path kek(Path keys) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var password = KEK_PASSWORD.toCharArray();
        store.setEntry(
                "seed-kek",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[32], "AES")),
                new KeyStore.PasswordProtection(password));
        var file = keys.resolve("kek.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return file;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
