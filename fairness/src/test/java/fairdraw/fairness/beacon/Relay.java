package fairdraw.fairness.beacon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fairdraw.pf1.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A relay in drand's HTTP shape, which a test lets answer as it likes. */
final class Relay implements AutoCloseable {

    /** What it does with a request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answer answer;

    Relay(Answer answer) {
        this.answer = answer;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** One that says that a round has a signature, whatever it is asked for. */
    static Relay saying(long round, Bytes signature) {
        return new Relay(
                text("{\"round\":%d,\"signature\":\"%s\"}".formatted(round, signature.hex())));
    }

    /** One that never answers. */
    static Relay silent() {
        return new Relay(_ -> new CountDownLatch(1).await());
    }

    static Answer text(String text) {
        return exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** An answer that begins and never ends. */
    static Answer endless(int bytesAtOnce, long pauseMs) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = " ".repeat(bytesAtOnce).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(some);
                exchange.getResponseBody().flush();
                Thread.sleep(pauseMs);
            }
        };
    }

    void answers(Answer next) {
        answer = next;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The paths that were asked for. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) {
        asked.add(exchange.getRequestURI().getPath());
        try (exchange) {
            answer.to(exchange);
        } catch (IOException goneAway) {
            // The service has hung up, as it should.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
