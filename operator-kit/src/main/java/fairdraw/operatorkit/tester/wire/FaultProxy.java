package fairdraw.operatorkit.tester.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Stands on the wire between the tester and the wallet and does to each call what its fault says.
 * It keeps what the wallet answered, whether or not the answer was let through.
 */
public final class FaultProxy implements AutoCloseable {

    /** Names the message of a call; it goes no further than here. */
    static final String KEY = "fairdraw-message";

    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);
    private static final Duration WALLET_DEADLINE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(400);

    static {
        // Without it the server holds small answers back for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final URI wallet;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_DEADLINE)
                    .build();
    private final Map<String, Message> messages = new ConcurrentHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final List<Exchange> arrived = new CopyOnWriteArrayList<>();

    /**
     * Stands before a wallet, at a free port of this machine.
     *
     * @throws IOException when there is none
     */
    public FaultProxy(URI wallet) throws IOException {
        this.wallet = wallet;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url(String call) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + call);
    }

    /** Makes a message known before it is sent under its key. */
    void expect(String key, Message message) {
        messages.put(key, message);
    }

    /** What the wallet answered since the last time that this was asked, in order. */
    public List<Exchange> arrived() {
        List<Exchange> all = List.copyOf(arrived);
        arrived.clear();
        return all;
    }

    /** Lets a call arrive now, as it is. */
    public Exchange forward(Message message) {
        return forward(message, BodyPublishers.ofByteArray(message.bytes()));
    }

    /** Why the wallet gave no answer to this call, when that is not our own doing. */
    String trouble(String key) {
        String trouble = troubles.remove(key);
        return trouble == null ? "the connection broke" : trouble;
    }

    private void handle(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String key = Objects.requireNonNull(call.getRequestHeaders().getFirst(KEY), KEY);
        Message message = Objects.requireNonNull(messages.remove(key), key);
        assert message.text().equals(new String(body, UTF_8)) : message.call();
        switch (message.fault()) {
            case NONE -> {
                Exchange exchange = forward(message);
                if (exchange.status() == 0) {
                    troubles.put(key, exchange.answer());
                }
                answer(call, exchange);
            }
            case LOSE_CALL, HOLD -> call.close();
            case LOSE_ANSWER -> {
                Exchange lost = forward(message);
                assert lost.millis() >= 0 : lost;
                call.close();
            }
            case TWICE, TEN_TIMES -> answer(call, copies(message).getFirst());
            case CHANGE_BODY -> answer(call, forward(message.text(changed(message.text()))));
            case CHANGE_SIGNATURE ->
                    answer(call, forward(message.signature(otherSignature(message.signature()))));
            case CUT_BODY -> {
                Exchange cut = forward(message, HalfBody.of(body, PAUSE, true));
                assert cut.millis() >= 0 : cut;
                call.close();
            }
            case SLOW_BODY -> answer(call, forward(message, HalfBody.of(body, PAUSE, false)));
        }
    }

    private List<Exchange> copies(Message message) {
        List<Future<Exchange>> futures = new ArrayList<>();
        for (int i = 0; i < message.fault().copies(); i++) {
            futures.add(threads.submit(() -> forward(message)));
        }
        return futures.stream().map(Wire::joined).toList();
    }

    private Exchange forward(Message message, BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(URI.create(wallet + "/" + message.call()))
                        .timeout(WALLET_DEADLINE)
                        .header("accept", "application/json")
                        .header("user-agent", "fairdraw-wallet-test")
                        .header("content-type", message.contentType())
                        .POST(body);
        header(request, "webhook-id", message.id());
        header(request, "webhook-timestamp", message.timestamp());
        header(request, "webhook-signature", message.signature());
        long start = System.nanoTime();
        Exchange exchange;
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString(UTF_8));
            exchange =
                    new Exchange(message, answer.statusCode(), answer.body(), Wire.millis(start));
        } catch (IOException broken) {
            exchange = new Exchange(message, 0, cause(broken), Wire.millis(start));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            exchange = new Exchange(message, 0, "the tester was stopped", Wire.millis(start));
        }
        arrived.add(exchange);
        return exchange;
    }

    private String cause(IOException broken) {
        if (broken instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        return broken instanceof ConnectException
                ? "nothing listens at " + wallet
                : "the connection broke (" + broken.getMessage() + ")";
    }

    private static void header(HttpRequest.Builder request, String name, String value) {
        if (!value.isEmpty()) {
            request.header(name, value);
        }
    }

    private static void answer(HttpExchange call, Exchange exchange) throws IOException {
        if (exchange.status() == 0) {
            call.close();
            return;
        }
        byte[] bytes = exchange.answer().getBytes(UTF_8);
        call.getResponseHeaders().set("content-type", "application/json");
        call.sendResponseHeaders(exchange.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            call.getResponseBody().write(bytes);
        }
        call.close();
    }

    /** Another amount, in place: what a thief on the wire would do. */
    private static String changed(String text) {
        int digit = text.indexOf("\"amount\":") + "\"amount\":".length();
        char other = text.charAt(digit) == '1' ? '2' : '1';
        return text.substring(0, digit) + other + text.substring(digit + 1);
    }

    private static String otherSignature(String signature) {
        int at = signature.length() / 2;
        char other = signature.charAt(at) == 'A' ? 'B' : 'A';
        return signature.substring(0, at) + other + signature.substring(at + 1);
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }
}
