package fairdraw.reporting;

import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Real PostgreSQL and Kafka, and a realm's signing key. */
public final class ReportingParts implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        var db = TestParts.postgres().db("reporting");
        var config = new HashMap<String, String>();
        config.put("fairdraw.db.url", db.url());
        config.put("fairdraw.db.user", db.user());
        config.put("fairdraw.db.password", db.password());
        config.put("kafka.bootstrap.servers", TestParts.kafka().bootstrap());
        config.put("quarkus.http.test-port", "0");
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            var base64 = Base64.getEncoder();
            String key = base64.encodeToString(pair.getPublic().getEncoded());
            config.put("quarkus.oidc.public-key", key);
            config.put("quarkus.oidc.reporting_pages.public-key", key);
            config.put("test.realm-key", base64.encodeToString(pair.getPrivate().getEncoded()));
            return config;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        // The parts end with the JVM.
    }
}
