package fairdraw.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keycloak with the realm {@code fairdraw}; slow to start, so that its start may be left alone. */
public final class KeycloakPart implements AutoCloseable {

    private static final String VERSION = "26.7.3";
    private static final Duration BUILD_DEADLINE = Duration.ofMinutes(5);
    private static final Duration START_DEADLINE = Duration.ofMinutes(4);

    private final int port;
    private final KeycloakRealm realm;
    private final Child server;

    private KeycloakPart(int port, KeycloakRealm realm, Child server) {
        this.port = port;
        this.realm = realm;
        this.server = server;
    }

    /**
     * Starts the server and returns before it answers; a first start on a machine builds it, which
     * takes about half a minute. A realm that the data folder already holds stays as it is.
     */
    public static KeycloakPart launch(
            Home home, Path data, int port, Path log, KeycloakRealm realm, String adminPassword) {
        try {
            var dist = built(home);
            prepare(dist, data, realm);
            var command =
                    new ArrayList<String>(
                            List.of(
                                    Home.java().toString(),
                                    "-Xms64m",
                                    "-Xmx384m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                                    "--add-opens=java.base/java.security=ALL-UNNAMED",
                                    "-Duser.language=en",
                                    "-Duser.country=US",
                                    "-Dkc.home.dir=" + data,
                                    "-Djboss.server.config.dir=" + data.resolve("conf"),
                                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                    "-Dpicocli.disable.closures=true",
                                    "-cp",
                                    dist.resolve("lib/quarkus-run.jar").toString(),
                                    "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
            command.addAll(
                    List.of(
                            "start",
                            "--optimized",
                            "--import-realm",
                            "--http-enabled=true",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--hostname=http://127.0.0.1:" + port));
            var environment =
                    Map.of(
                            "KC_BOOTSTRAP_ADMIN_USERNAME",
                            "keycloak",
                            "KC_BOOTSTRAP_ADMIN_PASSWORD",
                            adminPassword);
            var spec = Child.Spec.of("keycloak", command, data, log).with(environment);
            return new KeycloakPart(port, realm, Child.start(spec));
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak cannot be started", e);
        }
    }

    /** Waits until the realm answers. */
    public KeycloakPart awaitReady() {
        server.await("answering", START_DEADLINE, this::ready);
        return this;
    }

    /** Whether the realm answers. */
    public boolean ready() {
        return Http.get(realmUrl() + "/.well-known/openid-configuration").isPresent();
    }

    /** The address of the server. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The address of the realm, which is also the issuer of its tokens. */
    public String realmUrl() {
        return url() + "/realms/" + KeycloakRealm.NAME;
    }

    /** The secret of a client. */
    public String secret(String client) {
        var secret = realm.secrets().get(client);
        if (secret == null) {
            throw new IllegalArgumentException("no client " + client);
        }
        return secret;
    }

    /** The process of the server. */
    public Child process() {
        return server;
    }

    @Override
    public void close() {
        server.stop();
    }

    private static Path built(Home home) throws IOException {
        var dist = home.parts().resolve("keycloak/keycloak-" + VERSION);
        var marker = dist.resolveSibling(VERSION + ".built");
        if (Files.exists(marker)) {
            return dist;
        }
        return home.exclusively("keycloak", () -> build(dist, marker));
    }

    private static Path build(Path dist, Path marker) throws IOException {
        if (!Files.exists(marker)) {
            var command = List.of("sh", "bin/kc.sh", "build", "--db=dev-file", "--cache=local");
            Child.run(
                    Child.Spec.of(
                                    "building Keycloak",
                                    command,
                                    dist,
                                    dist.resolveSibling("build.log"))
                            .with(Map.of("JAVA_HOME", System.getProperty("java.home"))),
                    BUILD_DEADLINE);
            Files.createFile(marker);
        }
        return dist;
    }

    /** A home of its own in the data folder, so that two stacks of one working copy do not meet. */
    private static void prepare(Path dist, Path data, KeycloakRealm realm) throws IOException {
        Files.createDirectories(data.resolve("data/import"));
        Files.createDirectories(data.resolve("providers"));
        for (var shared : List.of("lib", "conf", "themes")) {
            var link = data.resolve(shared);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, dist.resolve(shared).toAbsolutePath());
        }
        Files.writeString(data.resolve("data/import/fairdraw-realm.json"), realm.json());
    }
}
