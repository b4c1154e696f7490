package fairdraw.backoffice;

import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Real PostgreSQL and Kafka, a realm's signing key, and a bootstrap file. */
public final class BackofficeParts implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        var db = TestParts.postgres().db("backoffice");
        var config = new HashMap<String, String>();
        config.put("fairdraw.db.url", db.url());
        config.put("fairdraw.db.user", db.user());
        config.put("fairdraw.db.password", db.password());
        config.put("kafka.bootstrap.servers", TestParts.kafka().bootstrap());
        config.put("fairdraw.bootstrap.file", bootstrapFile().toString());
        // The desks of keys, stuck money and corrections answer on our own port.
        String port = Integer.toString(freePort());
        config.put("quarkus.http.test-port", port);
        config.put("quarkus.grpc.clients.gateway.port", port);
        config.put("quarkus.grpc.clients.engine.port", port);
        addKeys(config);
        return config;
    }

    private static void addKeys(Map<String, String> config) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            var base64 = Base64.getEncoder();
            String key = base64.encodeToString(pair.getPublic().getEncoded());
            config.put("quarkus.oidc.public-key", key);
            config.put("quarkus.oidc.backoffice_pages.public-key", key);
            config.put("test.realm-key", base64.encodeToString(pair.getPrivate().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path bootstrapFile() {
        try {
            Path file = Files.createTempFile("bootstrap", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file,
                    """
                    {"operators":[{"id":"demo","name":"Demo Casino","status":"ACTIVE",
                      "walletUrl":"http://127.0.0.1:8086/wallet",
                      "currencies":[{"currency":"EUR","minStake":10,"maxStake":10000,
                        "maxWin":5000000,"roundLiability":100000000}],
                      "languages":["en"],"regions":["MT"],
                      "frameOrigins":["http://127.0.0.1:8086"],
                      "keys":[{"id":"demo-api-1","purpose":"API","secret":"whsec_AAAA"}]}]}
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The parts end with the JVM.
    }
}
