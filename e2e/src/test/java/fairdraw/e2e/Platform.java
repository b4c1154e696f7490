package fairdraw.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A running platform: its own ports, its own state, the same command that a newcomer types. Started
 * once for all tests of the JVM and stopped with it. {@code FAIRDRAW_E2E_HOME} names the state
 * folder of one that already runs, for a quick look at a single test.
 */
final class Platform {

    private static final Duration START_MAX = Duration.ofMinutes(8);
    private static final int PORTS = 20;
    private static final int LAST_LINES = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Platform running;

    private final Path home;
    private final int portBase;
    private final Wires wires;
    private final Optional<SimulatedTime> time;
    private JsonNode stack;

    private Platform(
            Path home, int portBase, Wires wires, Optional<SimulatedTime> time, JsonNode stack) {
        this.home = home;
        this.portBase = portBase;
        this.wires = wires;
        this.time = time;
        this.stack = stack;
    }

    /** The platform of this JVM; starts it at the first call. */
    static synchronized Platform get() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static Platform start() {
        String given = System.getenv("FAIRDRAW_E2E_HOME");
        if (given != null) {
            Path home = Path.of(given);
            return new Platform(home, 0, Wires.none(), Optional.empty(), read(home));
        }
        return start("platform", Optional.empty());
    }

    /** A platform of its own on a faster time. */
    static Platform simulated(SimulatedTime time) {
        return start("simulation", Optional.of(time));
    }

    private static Platform start(String name, Optional<SimulatedTime> time) {
        Path home = root().resolve("e2e/target").resolve(name);
        int base = freePortBase();
        Platform platform =
                new Platform(home, base, Wires.above(base), time, JSON.createObjectNode());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> platform.dev("down")));
        Run up = platform.dev("up", "--fresh", "--detach");
        assertEquals(
                0, up.exit(), () -> "./dev up did not start:\n" + up.output() + lastWords(home));
        assertTrue(up.output().contains("READY"), up.output());
        platform.stack = read(home);
        return platform;
    }

    /** The end of every log: the next start clears them away. */
    private static String lastWords(Path home) {
        if (!Files.isDirectory(home.resolve("logs"))) {
            return "";
        }
        var words = new StringBuilder();
        try (var logs = Files.newDirectoryStream(home.resolve("logs"), "*.log")) {
            for (Path log : logs) {
                List<String> lines = Files.readAllLines(log);
                words.append("\n== ").append(log.getFileName()).append('\n');
                lines.stream()
                        .skip(Math.max(0, lines.size() - LAST_LINES))
                        .forEach(line -> words.append(line).append('\n'));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return words.toString();
    }

    /** What a command printed, and how it ended. */
    record Run(int exit, String output) {}

    /** Runs {@code ./dev} with these words against this platform. */
    Run dev(String... words) {
        List<String> command = new ArrayList<>(List.of("./dev"));
        command.addAll(List.of(words));
        return run(command);
    }

    /** Runs a command at the root of the repository, with this platform's environment. */
    Run run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(root().toFile());
            builder.environment().put("FAIRDRAW_STATE", home.toString());
            if (portBase > 0) {
                builder.environment().put("FAIRDRAW_PORT_BASE", Integer.toString(portBase));
                builder.environment().put("FAIRDRAW_VIA", wires.via());
                time.ifPresent(it -> builder.environment().put("FAIRDRAW_CLOCK", it.text()));
            }
            // A file, not a pipe: what `--detach` leaves running must not hold the reader.
            Path output = Files.createTempFile("fairdraw-e2e", ".out");
            Process process =
                    builder.redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end:\n" + Files.readString(output));
            }
            String printed = Files.readString(output);
            Files.delete(output);
            return new Run(process.exitValue(), printed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** A value of {@code stack.json} by JSON pointer. */
    String at(String pointer) {
        JsonNode value = stack.at(pointer);
        assertTrue(!value.isMissingNode(), () -> pointer + " is not in stack.json: " + stack);
        return value.asText();
    }

    /** The password of a user of the realm. */
    String password(String user) {
        for (JsonNode each : stack.at("/keycloak/users")) {
            if (each.path("name").asText().equals(user)) {
                return each.path("password").asText();
            }
        }
        throw new AssertionError("the realm has no user " + user);
    }

    /** The whole {@code stack.json}. */
    JsonNode stack() {
        return stack;
    }

    /** The process of a service now; it changes when the service restarts. */
    ProcessHandle process(String service) {
        long pid = read(home).at("/processes/" + service).asLong();
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new AssertionError(service + " has no process " + pid));
    }

    /** SIGKILL, and waits until the process is gone. */
    void kill(String service) {
        ProcessHandle process = process(service);
        assertTrue(process.destroyForcibly(), service);
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** The time that its processes keep. */
    InstantSource clock() {
        return time.<InstantSource>map(it -> it).orElseGet(InstantSource::system);
    }

    /** Whether a test can cut what runs off: not when it was started by hand. */
    boolean wired() {
        return portBase > 0;
    }

    /** Cuts a service or a part off from the others, until the result is closed. */
    Wires.Cut cut(String label) {
        return wires.cut(label);
    }

    /** The gateway's address as the world outside reaches it, which a cut of it closes. */
    String gatewayOutside() {
        return wired() ? "http://127.0.0.1:" + wires.port("gateway") : at("/gateway/url");
    }

    /** A connection with the login role of a service, for what only the books can tell. */
    Connection database(String role) throws SQLException {
        JsonNode user = stack.at("/postgres/users/" + role);
        return DriverManager.getConnection("jdbc:" + at("/postgres/url"), role, user.asText());
    }

    /** Where the repository is. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("dev"))) {
            here = here.getParent();
        }
        return here;
    }

    private static JsonNode read(Path home) {
        try {
            return JSON.readTree(home.resolve("stack.json").toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePortBase() {
        for (int base = 21_000; base < 30_000; base += PORTS) {
            if (free(base)) {
                return base;
            }
        }
        throw new AssertionError("no " + PORTS + " free ports in a row");
    }

    private static boolean free(int base) {
        for (int port = base; port < base + PORTS; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                assert socket.isBound();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
