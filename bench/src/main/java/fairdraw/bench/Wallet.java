package fairdraw.bench;

import fairdraw.kernel.WebhookSignature;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An operator's wallet that verifies each call and agrees to all, at once. */
final class Wallet implements AutoCloseable {

    private static final long START_MAX_S = 10;

    private final HttpServer server;
    private final String secret;
    private final AtomicLong calls = new AtomicLong();

    Wallet(Vertx vertx, String secret) {
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
                    String id = new JsonObject(body).getString("transaction_id", "");
                    request.response()
                            .putHeader("content-type", "application/json")
                            .end(
                                    new JsonObject()
                                            .put("transaction_id", id)
                                            .put("operator_transaction_id", "w-" + id)
                                            .put("balance", 1_000_000)
                                            .encode());
                })
                .onFailure(gone -> request.response().reset());
    }

    private static String header(HttpServerRequest request, String name) {
        return Objects.requireNonNull(request.getHeader(name), name);
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(START_MAX_S, TimeUnit.SECONDS);
    }
}
