package fairdraw.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Redis on a port of the loopback interface, its data kept in a folder. */
public final class RedisPart implements AutoCloseable {

    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final int ANSWER_TIMEOUT_MS = 1_000;

    private final int port;
    private final Child server;

    private RedisPart(int port, Child server) {
        this.port = port;
        this.server = server;
    }

    /** Starts the server on the data folder, which is made when it is absent. */
    public static RedisPart start(Home home, Path data, int port, Path log) {
        var command =
                List.of(
                        binary(home).toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        data.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--maxmemory",
                        "256mb");
        var server = Child.start(Child.Spec.of("redis", command, data, log));
        try {
            server.await("answering", START_DEADLINE, () -> answers(port));
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
        return new RedisPart(port, server);
    }

    /** {@code redis://host:port}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** The process of the server. */
    public Child process() {
        return server;
    }

    @Override
    public void close() {
        server.stop();
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), ANSWER_TIMEOUT_MS);
            socket.setSoTimeout(ANSWER_TIMEOUT_MS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.UTF_8);
            return answer.equals("+PONG");
        } catch (IOException starting) {
            return false;
        }
    }

    private static Path binary(Home home) {
        var name =
                switch (Platform.current()) {
                    case LINUX_AMD64 -> "redis-server-6.2.6-v5-linux-amd64";
                    case LINUX_ARM64 -> "redis-server-6.2.7-linux-arm64";
                    case MAC_AMD64 -> "redis-server-6.2.6-v5-darwin-amd64";
                    case MAC_ARM64 -> "redis-server-6.2.6-v5-darwin-arm64";
                };
        try {
            var binary = home.parts().resolve("redis").resolve(name);
            if (!Files.isExecutable(binary) && !binary.toFile().setExecutable(true)) {
                throw new IOException("cannot make executable: " + binary);
            }
            return binary;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
