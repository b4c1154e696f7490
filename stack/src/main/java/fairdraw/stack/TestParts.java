package fairdraw.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real parts for tests: each starts on free ports when it is first asked for, is shared by the
 * tests of this JVM, and ends with it.
 */
public final class TestParts {

    private static final List<AutoCloseable> STARTED = new ArrayList<>();
    private static final Home HOME = Home.find();
    private static @Nullable Path folder;
    private static @Nullable PostgresPart postgres;
    private static @Nullable RedisPart redis;
    private static @Nullable KafkaPart kafka;
    private static @Nullable ChainPart anvil;
    private static @Nullable BeaconPart beacon;
    private static @Nullable KeycloakPart keycloak;

    private TestParts() {}

    /** PostgreSQL; {@link PostgresPart#db} gives a test a database of its own. */
    public static synchronized PostgresPart postgres() {
        if (postgres == null) {
            // In tests a role's password is its name.
            postgres =
                    started(
                            PostgresPart.start(
                                    HOME,
                                    dir("postgres"),
                                    Ports.free(),
                                    log("postgres"),
                                    role -> role));
        }
        return postgres;
    }

    /** Redis. */
    public static synchronized RedisPart redis() {
        if (redis == null) {
            redis = started(RedisPart.start(HOME, dir("redis"), Ports.free(), log("redis")));
        }
        return redis;
    }

    /** Kafka with the topics of the platform. */
    public static synchronized KafkaPart kafka() {
        if (kafka == null) {
            var ports = Ports.free(2);
            kafka =
                    started(
                            KafkaPart.start(
                                    HOME,
                                    dir("kafka"),
                                    ports.getFirst(),
                                    ports.getLast(),
                                    log("kafka")));
        }
        return kafka;
    }

    /** A chain with the contract deployed. */
    public static synchronized ChainPart anvil() {
        if (anvil == null) {
            anvil = started(ChainPart.start(HOME, dir("anvil"), Ports.free(), log("anvil")));
        }
        return anvil;
    }

    /** A dev beacon. */
    public static synchronized BeaconPart beacon() {
        if (beacon == null) {
            beacon = started(BeaconPart.start(HOME, dir("beacon"), Ports.free(), log("beacon")));
        }
        return beacon;
    }

    /** Keycloak with the realm {@code fairdraw}; the first start takes half a minute and more. */
    public static synchronized KeycloakPart keycloak() {
        if (keycloak == null) {
            var secrets =
                    Map.of(
                            KeycloakRealm.BACKOFFICE,
                            "test-backoffice",
                            KeycloakRealm.REPORTING,
                            "test-reporting");
            keycloak =
                    started(
                            KeycloakPart.launch(
                                    HOME,
                                    dir("keycloak"),
                                    Ports.free(),
                                    log("keycloak"),
                                    new KeycloakRealm(secrets),
                                    "keycloak"));
            keycloak.awaitReady();
        }
        return keycloak;
    }

    private static <T extends AutoCloseable> T started(T part) {
        STARTED.add(part);
        return part;
    }

    private static Path dir(String part) {
        return folder().resolve(part);
    }

    private static Path log(String part) {
        return folder().resolve(part + ".log");
    }

    private static Path folder() {
        try {
            if (folder == null) {
                folder = Files.createTempDirectory("fairdraw-test");
                Runtime.getRuntime().addShutdownHook(new Thread(TestParts::endAll));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the parts of the tests", e);
        }
    }

    private static synchronized void endAll() {
        for (var part : STARTED.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("a part did not end well: " + e);
            }
        }
        deleteFolder();
    }

    private static void deleteFolder() {
        if (folder == null) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + folder + ": " + e);
        }
    }
}
