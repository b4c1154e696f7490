package fairdraw.operatorkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fairdraw.kernel.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The third party of the casino: answers POST /v1/sessions when the signature is right. */
public final class FakeGateway {

    private static final AtomicReference<@Nullable HttpServer> SERVER = new AtomicReference<>();
    private static final AtomicReference<String> ASKED = new AtomicReference<>("");

    private FakeGateway() {}

    static int start() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/sessions", FakeGateway::session);
            server.createContext("/v1/games/digits-3/rounds/current", FakeGateway::round);
            server.createContext("/v1/bets", FakeGateway::bet);
            server.start();
            SERVER.set(server);
            return server.getAddress().getPort();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static void stop() {
        Objects.requireNonNull(SERVER.get()).stop(0);
    }

    /** The newest request's body. */
    public static String asked() {
        return ASKED.get();
    }

    private static void round(HttpExchange call) throws IOException {
        boolean genuine = genuine(call, call.getRequestBody().readAllBytes());
        answer(
                call,
                genuine ? 200 : 401,
                genuine ? "{\"round\":{\"roundId\":\"digits-3:7\"}}" : "{}");
    }

    private static void bet(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String key = call.getRequestHeaders().getFirst("Idempotency-Key");
        ASKED.set(key + " " + new String(body, StandardCharsets.UTF_8));
        boolean even = ASKED.get().contains("\"selection\":\"EVEN\"");
        answer(
                call,
                !genuine(call, body) ? 401 : even ? 409 : 201,
                even ? "{\"code\":\"ROUND_NOT_OPEN\"}" : "{}");
    }

    private static boolean genuine(HttpExchange call, byte[] body) {
        var headers = call.getRequestHeaders();
        return "demo-api-1".equals(headers.getFirst("fairdraw-key-id"))
                && WebhookSignature.verifyRequest(
                        List.of(RealPostgres.API_SECRET),
                        headers.getFirst("webhook-id"),
                        Instant.ofEpochSecond(
                                Long.parseLong(headers.getFirst("webhook-timestamp"))),
                        headers.getFirst("webhook-signature"),
                        call.getRequestMethod(),
                        call.getRequestURI().toString(),
                        body);
    }

    private static void session(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        boolean genuine = genuine(call, body);
        String asked = new String(body, StandardCharsets.UTF_8);
        ASKED.set(asked);
        String answer =
                !genuine
                        ? "{\"code\":\"SIGNATURE_INVALID\"}"
                        : asked.contains("no-such-game")
                                ? "{\"code\":\"GAME_UNKNOWN\"}"
                                : "{\"launchUrl\":\"http://127.0.0.1:8080/play/#token=abc.def\"}";
        int status = answer.contains("launchUrl") ? 201 : genuine ? 404 : 401;
        answer(call, status, answer);
    }

    private static void answer(HttpExchange call, int status, String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("content-type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        try (var out = call.getResponseBody()) {
            out.write(bytes);
        }
    }
}
