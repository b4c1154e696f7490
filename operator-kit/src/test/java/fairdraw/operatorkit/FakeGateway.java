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

    private static void session(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        var headers = call.getRequestHeaders();
        boolean genuine =
                "demo-api-1".equals(headers.getFirst("fairdraw-key-id"))
                        && WebhookSignature.verifyRequest(
                                List.of(RealPostgres.API_SECRET),
                                headers.getFirst("webhook-id"),
                                Instant.ofEpochSecond(
                                        Long.parseLong(headers.getFirst("webhook-timestamp"))),
                                headers.getFirst("webhook-signature"),
                                call.getRequestMethod(),
                                call.getRequestURI().toString(),
                                body);
        String asked = new String(body, StandardCharsets.UTF_8);
        ASKED.set(asked);
        String answer =
                !genuine
                        ? "{\"code\":\"SIGNATURE_INVALID\"}"
                        : asked.contains("no-such-game")
                                ? "{\"code\":\"GAME_UNKNOWN\"}"
                                : "{\"launchUrl\":\"http://127.0.0.1:8080/play/#token=abc.def\"}";
        int status = answer.contains("launchUrl") ? 201 : genuine ? 404 : 401;
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("content-type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        try (var out = call.getResponseBody()) {
            out.write(bytes);
        }
    }
}
