package fairdraw.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fairdraw.kernel.Ids;
import fairdraw.kernel.WebhookSignature;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The API is the same over HTTP/1.1 and HTTP/2, by an upgrade or from the first byte. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ProtocolTest {

    private static final int ANSWER_S = 10;

    @Inject Vertx vertx;

    enum Protocol {
        HTTP_1_1,
        HTTP_2_BY_UPGRADE,
        HTTP_2_FROM_THE_FIRST_BYTE;

        HttpClientOptions options() {
            return new HttpClientOptions()
                    .setProtocolVersion(version())
                    .setHttp2ClearTextUpgrade(this == HTTP_2_BY_UPGRADE)
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(RestAssured.port);
        }

        HttpVersion version() {
            return this == HTTP_1_1 ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_2;
        }
    }

    private record Answer(int status, HttpVersion version, String body) {}

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
    }

    @ParameterizedTest
    @EnumSource
    void a_signed_body_is_read(Protocol protocol) throws Exception {
        String body =
                "{\"player\":\"anna\",\"currency\":\"EUR\",\"game\":\"digits-3\",\"mode\":\"REAL\"}";
        Answer answer = call(protocol, HttpMethod.POST, "/v1/sessions", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.version()).isEqualTo(protocol.version());
    }

    @ParameterizedTest
    @EnumSource
    void a_call_without_a_body_is_answered(Protocol protocol) throws Exception {
        assertThat(call(protocol, HttpMethod.GET, "/v1/transactions", "").status()).isEqualTo(200);
        assertThat(call(protocol, HttpMethod.POST, "/v1/sessions", "").status()).isEqualTo(400);
        String gone = "/v1/transactions/" + Ids.next() + "/replay";
        assertThat(call(protocol, HttpMethod.POST, gone, "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void a_body_over_the_bound_is_refused_as_a_problem(Protocol protocol) throws Exception {
        for (int bytes : new int[] {64 * 1024 + 1, 5_000_000}) {
            Answer answer = call(protocol, HttpMethod.POST, "/v1/sessions", "x".repeat(bytes));
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("BODY_TOO_LARGE");
        }
    }

    private Answer call(Protocol protocol, HttpMethod method, String path, String body)
            throws Exception {
        HttpClient client = vertx.createHttpClient(protocol.options());
        try {
            // The upgrade is asked for by a first call; a connection that is upgraded then is used.
            if (protocol == Protocol.HTTP_2_BY_UPGRADE) {
                send(client, HttpMethod.GET, "/v1/games", "");
            }
            return send(client, method, path, body);
        } finally {
            client.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWER_S, TimeUnit.SECONDS);
        }
    }

    private static Answer send(HttpClient client, HttpMethod method, String path, String body)
            throws Exception {
        String id = Ids.next().toString();
        Instant at = TestClock.now();
        Future<Answer> answer =
                client.request(method, path)
                        .compose(request ->
                                request.putHeader("fairdraw-key-id", "demo-api-1")
                                        .putHeader("webhook-id", id)
                                        .putHeader(
                                                "webhook-timestamp",
                                                Long.toString(at.getEpochSecond()))
                                        .putHeader(
                                                "webhook-signature",
                                                WebhookSignature.signRequest(
                                                        Parts.apiSecret("demo"),
                                                        id,
                                                        at,
                                                        method.name(),
                                                        path,
                                                        body.getBytes(UTF_8)))
                                        .putHeader("content-type", "application/json")
                                        .send(Buffer.buffer(body)))
                        .compose(response ->
                                response.body()
                                        .map(read ->
                                                new Answer(
                                                        response.statusCode(),
                                                        response.version(),
                                                        read.toString(UTF_8))));
        return answer.toCompletionStage().toCompletableFuture().get(ANSWER_S, TimeUnit.SECONDS);
    }
}
