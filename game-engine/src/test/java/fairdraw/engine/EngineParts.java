package fairdraw.engine;

import fairdraw.kernel.Ed25519Key;
import fairdraw.stack.PostgresPart;
import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** A database of its own and Kafka for the engine under test, and a receipt key. */
public final class EngineParts implements QuarkusTestResourceLifecycleManager {

    private static final byte[] KEY_SEED = HexFormat.of().parseHex("11".repeat(32));

    private static PostgresPart.Db database;

    /** The engine's database, for what a test wants to see or break behind its back. */
    public static PostgresPart.Db database() {
        return database;
    }

    /** The public half of the receipt key. */
    public static byte[] receiptKey() {
        return Ed25519Key.fromSeed(KEY_SEED).publicKey();
    }

    @Override
    public Map<String, String> start() {
        database = TestParts.postgres().db("engine");
        return Map.of(
                "fairdraw.db.url", database.url(),
                "fairdraw.db.user", database.user(),
                "fairdraw.db.password", database.password(),
                "kafka.bootstrap.servers", TestParts.kafka().bootstrap(),
                "fairdraw.receipt.key-file", keyFile().toString());
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
