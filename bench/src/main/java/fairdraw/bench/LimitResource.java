package fairdraw.bench;

import fairdraw.kernel.WebhookSignature;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The least that a ticket costs on this stack: a POST whose signature is verified and that asks the
 * same wallet once. It decides nothing and writes nothing.
 */
@Path("/v1/bets")
class LimitResource {

    private static final int CONNECTIONS_MAX = 64;

    private final HttpClient client;
    private final InstantSource clock;
    private final String apiSecret;
    private final String walletSecret;
    private final String walletUrl;

    LimitResource(
            Vertx vertx,
            InstantSource clock,
            @ConfigProperty(name = "fairdraw.bench.api-secret") String apiSecret,
            @ConfigProperty(name = "fairdraw.bench.wallet-secret") String walletSecret,
            @ConfigProperty(name = "fairdraw.bench.wallet-url") String walletUrl) {
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
        this.clock = clock;
        this.apiSecret = apiSecret;
        this.walletSecret = walletSecret;
        this.walletUrl = walletUrl;
    }

    @POST
    public Uni<String> place(
            byte[] body,
            @HeaderParam("webhook-id") String id,
            @HeaderParam("webhook-timestamp") long seconds,
            @HeaderParam("webhook-signature") String signature) {
        if (!WebhookSignature.verifyRequest(
                List.of(apiSecret),
                id,
                Instant.ofEpochSecond(seconds),
                signature,
                "POST",
                "/v1/bets",
                body)) {
            throw new WebApplicationException(401);
        }
        return Uni.createFrom().completionStage(() -> ask(body).toCompletionStage());
    }

    private io.vertx.core.Future<String> ask(byte[] body) {
        String transaction = UUID.randomUUID().toString();
        Instant now = clock.instant();
        byte[] question =
                ("{\"transaction_id\":\"" + transaction + "\",\"asked\":" + body.length + "}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(walletUrl + "/debit")
                        .putHeader("content-type", "application/json")
                        .putHeader("webhook-id", transaction)
                        .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .putHeader(
                                "webhook-signature",
                                WebhookSignature.sign(walletSecret, transaction, now, question));
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(question)))
                .compose(response -> response.body())
                .map(answer -> answer.toString());
    }
}
