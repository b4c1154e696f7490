package fairdraw.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The wallet of an operator that does not do what the contract says: it takes everything, but for
 * what a test lets it answer. It believes a call only when its signature fits.
 */
final class ScriptedWallet implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BALANCE = 100_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private volatile String secret = "";

    /**
     * A call as it came.
     *
     * @param name such as credit
     * @param raw the bytes that were signed, as text
     */
    record Call(String name, String raw, JsonNode body) {
        String transaction() {
            return body.path("transaction_id").asText();
        }

        long amount() {
            return body.path("amount").asLong();
        }
    }

    /** What it answers: a status and an object. */
    record Reply(int status, Map<String, Object> body) {}

    ScriptedWallet() {
        try {
            InetAddress here = InetAddress.getLoopbackAddress();
            server = HttpServer.create(new InetSocketAddress(here, 0), 0);
        } catch (IOException noPort) {
            throw new AssertionError(noPort);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/wallet";
    }

    /** The secret that calls are signed with, as the backoffice showed it once. */
    void trust(String shown) {
        secret = shown;
    }

    /** Answers every call of a kind so from now on. */
    void answer(String name, int status, Map<String, Object> body) {
        answers.put(name, new Reply(status, body));
    }

    /** Takes calls of this kind again. */
    void mend(String name) {
        answers.remove(name);
    }

    /** Calls of a kind, in order. */
    List<Call> calls(String name) {
        return calls.stream().filter(call -> call.name.equals(name)).toList();
    }

    /** The attempts at a transaction, in order. */
    List<Call> attempts(String transaction) {
        return calls.stream().filter(call -> call.transaction().equals(transaction)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String raw = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Call call = new Call(path.substring(path.lastIndexOf('/') + 1), raw, JSON.readTree(raw));
        Reply reply;
        if (genuine(exchange, raw)) {
            calls.add(call);
            reply = Optional.ofNullable(answers.get(call.name)).orElseGet(() -> taken(call));
        } else {
            reply = new Reply(401, Map.of("code", "SIGNATURE_INVALID"));
        }
        byte[] answer = Operator.json(reply.body).getBytes(UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(reply.status, answer.length);
        try (var out = exchange.getResponseBody()) {
            out.write(answer);
        }
    }

    private static Reply taken(Call call) {
        return new Reply(
                200,
                Map.of(
                        "transaction_id",
                        call.transaction(),
                        "operator_transaction_id",
                        "own-" + call.transaction(),
                        "balance",
                        BALANCE));
    }

    private boolean genuine(HttpExchange exchange, String raw) {
        var headers = exchange.getRequestHeaders();
        String signed =
                headers.getFirst("webhook-id")
                        + "."
                        + headers.getFirst("webhook-timestamp")
                        + "."
                        + raw;
        return List.of(headers.getFirst("webhook-signature").split(" "))
                .contains("v1," + Operator.mac(secret, signed));
    }
}
