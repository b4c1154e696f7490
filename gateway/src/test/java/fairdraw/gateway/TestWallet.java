package fairdraw.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fairdraw.kernel.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The wallets of all operators of the tests: they keep balances, check signatures, and fail. */
public final class TestWallet {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration HANG = Duration.ofSeconds(8);
    private static final int BALANCE = 100_000;

    private static final Map<String, Deque<Reply>> SCRIPT = new ConcurrentHashMap<>();
    private static final Map<String, Function<Call, Reply>> ALWAYS = new ConcurrentHashMap<>();
    private static final List<Call> MOVED = new CopyOnWriteArrayList<>();
    private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
    private static final CountDownLatch STOPPED = new CountDownLatch(1);
    private static @Nullable HttpServer server;

    private TestWallet() {}

    /** A call that came in. */
    public record Call(
            String operator,
            String call,
            JsonNode body,
            String id,
            String signature,
            String raw,
            Instant at) {

        /** Whether one of the signatures is by this secret. */
        public boolean signedBy(String secret, Instant timestamp) {
            return WebhookSignature.verify(
                    List.of(secret), id, timestamp, signature, raw.getBytes(UTF_8));
        }
    }

    /** How the wallet answers. */
    public sealed interface Reply {

        /** The movement is made. */
        record Ok() implements Reply {}

        /** A refusal with a code. */
        record No(int status, String code) implements Reply {}

        /** Any text. */
        record Text(int status, String contentType, String body) implements Reply {}

        /** No answer for a long time. */
        record Hang() implements Reply {}

        /** The right answer after a while. */
        record Late(Duration by) implements Reply {}

        /** The connection is cut. */
        record Cut() implements Reply {}
    }

    static void start() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", TestWallet::handle);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void stop() {
        STOPPED.countDown();
        Objects.requireNonNull(server).stop(0);
    }

    /** Where an operator's wallet lives; the wallet of "dead" refuses connections. */
    public static String url(String operator) {
        int port =
                operator.equals("dead") ? 1 : Objects.requireNonNull(server).getAddress().getPort();
        return "http://127.0.0.1:" + port + "/" + operator;
    }

    /** Answers the next call so, once; further ones in order. */
    public static void next(String operator, String call, Reply... replies) {
        SCRIPT.computeIfAbsent(operator + "/" + call, key -> new ArrayDeque<>())
                .addAll(List.of(replies));
    }

    /** Answers every call so from now on. */
    public static void always(String operator, String call, Reply reply) {
        always(operator, call, came -> reply);
    }

    /** Answers every call by what came from now on. */
    public static void always(String operator, String call, Function<Call, Reply> reply) {
        ALWAYS.put(operator + "/" + call, reply);
    }

    /** The calls of an operator of one kind that were answered with a yes, in order. */
    public static List<Call> moved(String operator, String call) {
        return MOVED.stream()
                .filter(it -> it.operator.equals(operator) && it.call.equals(call))
                .toList();
    }

    /** The calls of an operator of one kind, in order. */
    public static List<Call> calls(String operator, String call) {
        return CALLS.stream()
                .filter(it -> it.operator.equals(operator) && it.call.equals(call))
                .toList();
    }

    /** The calls that carry this text anywhere. */
    public static List<Call> callsWith(String call, String text) {
        return CALLS.stream().filter(it -> it.call.equals(call) && it.raw.contains(text)).toList();
    }

    private static void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String raw = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        JsonNode body = JSON.readTree(raw);
        var headers = exchange.getRequestHeaders();
        var call =
                new Call(
                        path[1],
                        path[2],
                        body,
                        Objects.requireNonNull(headers.getFirst("webhook-id")),
                        Objects.requireNonNull(headers.getFirst("webhook-signature")),
                        raw,
                        Instant.ofEpochSecond(
                                Long.parseLong(headers.getFirst("webhook-timestamp"))));
        CALLS.add(call);
        try (exchange) {
            reply(exchange, reply(path[1] + "/" + path[2], call), call);
        }
    }

    private static synchronized Reply reply(String key, Call call) {
        Deque<Reply> script = SCRIPT.get(key);
        Reply scripted = script == null ? null : script.poll();
        return scripted != null
                ? scripted
                : ALWAYS.getOrDefault(key, came -> new Reply.Ok()).apply(call);
    }

    private static void reply(HttpExchange exchange, Reply reply, Call call) throws IOException {
        switch (reply) {
            case Reply.Ok ok -> {
                MOVED.add(call);
                send(exchange, 200, "application/json", ok(call));
            }
            case Reply.No no ->
                    send(
                            exchange,
                            no.status(),
                            "application/json",
                            "{\"code\":\"" + no.code() + "\",\"message\":\"no\"}");
            case Reply.Text text -> send(exchange, text.status(), text.contentType(), text.body());
            case Reply.Hang hang -> pause(HANG);
            case Reply.Late late -> {
                pause(late.by());
                send(exchange, 200, "application/json", ok(call));
            }
            case Reply.Cut cut -> exchange.close();
        }
    }

    private static String ok(Call call) {
        if (call.call().equals("transactions")) {
            return "{\"transactions\":[],\"next\":null}";
        }
        String echo = call.body().path("transaction_id").asText(call.id());
        String free = call.body().path("free_bet_id").asText();
        return "{\"transaction_id\":\"%s\",\"operator_transaction_id\":\"op-%s\",\"balance\":%d%s}"
                .formatted(
                        echo,
                        echo,
                        BALANCE,
                        free.isEmpty() ? "" : ",\"free_bet_id\":\"" + free + "\"");
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        if (status / 100 == 3) {
            exchange.getResponseHeaders().set("location", url("other") + "/debit");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void pause(Duration wait) {
        try {
            if (STOPPED.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the wallet was stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
