package fairdraw.fairness.chain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Stands before a node and fails as networks and nodes do. */
public final class FaultyRpc implements AutoCloseable {

    /** What happens to a call. */
    public enum Fault {
        NONE,
        /** The node gets the call, the caller no answer. */
        ANSWER_LOST,
        /** Nobody gets anything. */
        SILENT,
        /** An answer that is no JSON. */
        GARBAGE
    }

    private final URI node;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;
    private volatile String only = "";

    public FaultyRpc(String node) {
        this.node = URI.create(node);
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

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on the fault happens to calls of this method; to all when it is empty. */
    public void set(Fault next, String method) {
        only = method;
        fault = next;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        client.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var happening = question.contains(only) ? fault : Fault.NONE;
        try (exchange) {
            switch (happening) {
                case NONE -> answer(exchange, asked(question));
                case GARBAGE -> answer(exchange, "<html>502 Bad Gateway</html>");
                case ANSWER_LOST -> {
                    var _ = asked(question);
                    closed.await();
                }
                case SILENT -> closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String asked(String question) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(node)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(question))
                        .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
