package fairdraw.bench;

import fairdraw.kernel.WebhookSignature;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An operator's wallet that verifies each call and agrees to all: at once, or when it likes. */
final class Wallet implements AutoCloseable {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final long START_MAX_S = 10;

    private final Vertx vertx;
    private final HttpServer server;
    private final String secret;
    private final AtomicLong calls = new AtomicLong();
    private final Map<String, Queue<Instant>> creditsByRound = new ConcurrentHashMap<>();
    private volatile Duration takes = Duration.ZERO;

    Wallet(Vertx vertx, String secret) {
        this.vertx = vertx;
        this.secret = secret;
        this.server = vertx.createHttpServer().requestHandler(this::answer);
    }

    /** Listens on a port of this machine. */
    void listen(int port) throws Exception {
        server.listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(START_MAX_S, TimeUnit.SECONDS);
    }

    /** From now on it thinks so long about each call. */
    void takes(Duration duration) {
        takes = duration;
    }

    /** When the credits of a round came in, by the system's clock. */
    List<Instant> credits(String round) {
        return List.copyOf(creditsByRound.getOrDefault(round, new ConcurrentLinkedQueue<>()));
    }

    /** How often it was called. */
    long calls() {
        return calls.get();
    }

    private void answer(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    boolean ours =
                            WebhookSignature.verify(
                                    List.of(secret),
                                    header(request, "webhook-id"),
                                    Instant.ofEpochSecond(
                                            Long.parseLong(header(request, "webhook-timestamp"))),
                                    header(request, "webhook-signature"),
                                    body.getBytes());
                    if (!ours) {
                        request.response().setStatusCode(401).end();
                        return;
                    }
                    calls.incrementAndGet();
                    JsonObject call = new JsonObject(body);
                    if (request.uri().endsWith("/credit")) {
                        creditsByRound
                                .computeIfAbsent(
                                        call.getString("round_id", ""),
                                        _ -> new ConcurrentLinkedQueue<>())
                                .add(CLOCK.instant());
                    }
                    agree(request, call.getString("transaction_id", ""));
                })
                .onFailure(gone -> request.response().reset());
    }

    private void agree(HttpServerRequest request, String id) {
        String answer =
                new JsonObject()
                        .put("transaction_id", id)
                        .put("operator_transaction_id", "w-" + id)
                        .put("balance", 1_000_000)
                        .encode();
        Duration thinks = takes;
        if (thinks.isZero()) {
            end(request, answer);
        } else {
            vertx.setTimer(thinks.toMillis(), _ -> end(request, answer));
        }
    }

    /** Whoever gave up meanwhile hears nothing. */
    private static void end(HttpServerRequest request, String answer) {
        if (!request.response().closed()) {
            request.response().putHeader("content-type", "application/json").end(answer);
        }
    }

    private static String header(HttpServerRequest request, String name) {
        return Objects.requireNonNull(request.getHeader(name), name);
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(START_MAX_S, TimeUnit.SECONDS);
    }
}
