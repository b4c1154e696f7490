package fairdraw.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole platform of {@code ./dev up}, on ports and a state of its own. */
final class RunningPlatform implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(10);
    private static final Duration ROUND_MAX = Duration.ofSeconds(60);
    private static final int PORTS = 20;
    private static final int FIRST_BASE = 20_000;

    /** Below the ports that the system gives out by itself. */
    private static final int LAST_BASE = 32_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path root;
    private final Path state;
    private final int base;
    private final HttpClient http = HttpClient.newHttpClient();
    private JsonNode stack = JSON.createObjectNode();

    private RunningPlatform(Path root) throws IOException {
        this.root = root;
        this.state = root.resolve("bench/target/platform");
        this.base = freeBase();
    }

    /** A round that takes bets. */
    record Round(String id, Instant closeAt) {}

    /**
     * Starts one from nothing.
     *
     * @param environment more of it, for the command and all services
     */
    static RunningPlatform start(Map<String, String> environment) throws Exception {
        RunningPlatform platform = new RunningPlatform(root());
        Runtime.getRuntime().addShutdownHook(new Thread(platform::end));
        platform.dev(environment, List.of("./dev", "up", "--fresh", "--detach"));
        platform.stack = JSON.readTree(platform.state.resolve("stack.json").toFile());
        return platform;
    }

    /** A value of {@code stack.json} by JSON pointer. */
    String at(String pointer) {
        JsonNode value = stack.at(pointer);
        if (value.isMissingNode()) {
            throw new IllegalStateException(pointer + " is not in stack.json");
        }
        return value.asText();
    }

    /** The password of a person of the realm. */
    String password(String user) {
        for (JsonNode each : stack.at("/keycloak/users")) {
            if (each.path("name").asText().equals(user)) {
                return each.path("password").asText();
            }
        }
        throw new IllegalStateException("the realm has no user " + user);
    }

    /** When a round was settled, which it must be. */
    Instant settledAt(String round) throws IOException, InterruptedException {
        JsonNode settledAt = read("/v1/rounds/" + round).path("settledAt");
        if (!settledAt.isTextual()) {
            throw new IllegalStateException(round + " is not settled");
        }
        return Instant.parse(settledAt.asText());
    }

    /** The next round from its very opening on. */
    Round freshRound() throws Exception {
        long end = System.nanoTime() + ROUND_MAX.toNanos();
        String seen = current().path("round").path("roundId").asText();
        while (System.nanoTime() < end) {
            JsonNode round = current().path("round");
            String id = round.path("roundId").asText();
            if (!id.equals(seen) && round.path("state").asText().equals("OPEN")) {
                return new Round(id, Instant.parse(round.path("closeAt").asText()));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("no round opens");
    }

    /** The process of every service and part, by its name. */
    Map<String, Long> processes() {
        Map<String, Long> processes = new HashMap<>();
        stack.path("processes")
                .properties()
                .forEach(process -> processes.put(process.getKey(), process.getValue().asLong()));
        return processes;
    }

    static Path root() {
        // `dev` runs from its own folder.
        return Path.of("").toAbsolutePath();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        dev(Map.of(), List.of("./dev", "down"));
    }

    private void end() {
        try {
            close();
        } catch (Exception late) {
            System.err.println("the platform did not end: " + late.getMessage());
        }
    }

    private JsonNode current() throws IOException, InterruptedException {
        return read("/v1/games/digits-3/rounds/current");
    }

    private JsonNode read(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(at("/gateway/url") + path))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void dev(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("FAIRDRAW_STATE", state.toString());
        builder.environment().put("FAIRDRAW_PORT_BASE", Integer.toString(base));
        Path log =
                Files.createDirectories(root.resolve("bench/target"))
                        .resolve(command.get(1) + ".log");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command + ": see " + log);
        }
    }

    private static int freeBase() throws IOException {
        // Not from the first one on: a second run beside this one would start at the same.
        int bases = (LAST_BASE - FIRST_BASE) / PORTS;
        int first = (int) (ProcessHandle.current().pid() % bases);
        for (int i = 0; i < bases; i++) {
            int base = FIRST_BASE + (first + i) % bases * PORTS;
            if (allFree(base)) {
                return base;
            }
        }
        throw new IOException("no free ports");
    }

    private static boolean allFree(int base) {
        for (int port = base; port < base + PORTS; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assert socket.isBound();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
