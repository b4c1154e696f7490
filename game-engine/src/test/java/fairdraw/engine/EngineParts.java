package fairdraw.engine;

import fairdraw.kernel.Ed25519Key;
import fairdraw.stack.PostgresPart;
import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** A database of its own and Kafka for the engine under test, and a receipt key. */
public final class EngineParts implements QuarkusTestResourceLifecycleManager {

    private static final byte[] KEY_SEED = HexFormat.of().parseHex("11".repeat(32));

    private static PostgresPart.Db database;
    private static PostgresPart.Db service;

    /** The engine's database as its owner, for what a test wants to see or break. */
    public static PostgresPart.Db database() {
        return database;
    }

    /** The engine's own way into its database. */
    public static PostgresPart.Db service() {
        return service;
    }

    /** The way in of somebody who has the server itself. */
    public static PostgresPart.Db superuser() {
        var name = database.url().substring(database.url().lastIndexOf('/') + 1);
        return TestParts.postgres().superuser(name);
    }

    /** Runs SQL as somebody who has the server itself. */
    public static void asSuperuser(String sql) throws SQLException {
        try (var connection = superuser().connect();
                var statement = connection.createStatement()) {
            statement.execute("set search_path = engine");
            statement.execute(sql);
        }
    }

    /** The public half of the receipt key. */
    public static byte[] receiptKey() {
        return Ed25519Key.fromSeed(KEY_SEED).publicKey();
    }

    @Override
    public Map<String, String> start() {
        var fresh = TestParts.postgres().fresh();
        database = fresh.apply("engine");
        service = fresh.apply("engine_service");
        return Map.of(
                "fairdraw.db.url", service.url(),
                "fairdraw.db.user", service.user(),
                "fairdraw.db.password", service.password(),
                "fairdraw.db.owner", database.user(),
                "fairdraw.db.owner-password", database.password(),
                "kafka.bootstrap.servers", TestParts.kafka().bootstrap(),
                "fairdraw.receipt.key-file", keyFile().toString(),
                // Tests look for who waits in the database: nobody comes by the clock.
                "fairdraw.engine.check-books-every", "off");
    }

    @Override
    public void stop() {}

    private static Path keyFile() {
        try {
            var der = HexFormat.of().parseHex("302e020100300506032b657004220420" + "11".repeat(32));
            var file = Files.createTempFile("receipt", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getEncoder().encodeToString(der)
                            + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
