package fairdraw.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The demo operator's server: signs its calls as spec 6 says, written from the document alone. */
final class Operator {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final String gateway;
    private final String keyId;
    private final String secret;
    private final InstantSource clock;

    Operator(Platform platform) {
        this(platform, platform.at("/gateway/url"));
    }

    /** The demo operator that reaches the gateway at an address of its own. */
    Operator(Platform platform, String gateway) {
        this(
                gateway,
                platform.at("/demoOperator/keyId"),
                platform.at("/demoOperator/secret"),
                platform.clock());
    }

    /** An operator with the API key that it was given. */
    Operator(String gateway, String keyId, String secret, InstantSource clock) {
        this.gateway = gateway;
        this.keyId = keyId;
        this.secret = secret;
        this.clock = clock;
    }

    /** Status and body of an answer. */
    record Answer(int status, JsonNode body) {
        JsonNode expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", got " + status + ": " + body);
            }
            return body;
        }
    }

    Answer get(String path) {
        return signed("GET", path, "", Map.of());
    }

    Answer post(String path, Object body, Map<String, String> headers) {
        return signed("POST", path, json(body), headers);
    }

    /** A session of a player, in euros, on the default game. */
    Player player(String name) {
        JsonNode session =
                post(
                                "/v1/sessions",
                                Map.of(
                                        "player",
                                        name,
                                        "currency",
                                        "EUR",
                                        "game",
                                        "digits-3",
                                        "mode",
                                        "REAL"),
                                Map.of())
                        .expect(201);
        return new Player(gateway, name, session, clock);
    }

    private Answer signed(String method, String path, String body, Map<String, String> headers) {
        String id = "msg_" + UUID.randomUUID();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String message = id + "." + timestamp + "." + method + " " + path + "." + body;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(gateway + path))
                        .timeout(ANSWER_MAX)
                        .header("fairdraw-key-id", keyId)
                        .header("webhook-id", id)
                        .header("webhook-timestamp", timestamp)
                        .header("webhook-signature", "v1," + mac(secret, message));
        headers.forEach(request::header);
        return send(method, body, request);
    }

    static Answer send(String method, String body, HttpRequest.Builder request) {
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("content-type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return answer(request);
    }

    /** Sends a form as a browser would. */
    static Answer form(HttpRequest.Builder request, String form) {
        request.header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return answer(request);
    }

    private static Answer answer(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = answer.body();
            return new Answer(
                    answer.statusCode(),
                    text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** HMAC-SHA-256 by a secret as it is handed over, base64. */
    static String mac(String secret, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
