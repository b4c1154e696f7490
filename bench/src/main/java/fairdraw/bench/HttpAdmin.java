package fairdraw.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An admin who takes on operators in the backoffice. */
final class HttpAdmin implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final Duration KEYCLOAK_START_MAX = Duration.ofMinutes(3);
    private static final String USER = "admin";
    private static final String CLIENT = "fairdraw-backoffice";
    private static final JsonMapper JSON = new JsonMapper();

    private final RunningPlatform platform;
    private final HttpClient http = HttpClient.newHttpClient();

    HttpAdmin(RunningPlatform platform) {
        this.platform = platform;
    }

    /** What an operator signs with, and what its wallet is signed to with. */
    record Keys(String apiKeyId, String apiSecret, String walletSecret) {}

    /** Takes on an operator whose wallet is at this port, and makes its keys. */
    Keys takeOn(String operator, int walletPort) throws Exception {
        String token = token();
        Map<String, Object> euros =
                Map.of(
                        "currency", "EUR",
                        "minStake", 10,
                        "maxStake", 10_000,
                        "maxWin", 5_000_000,
                        "roundLiability", 100_000_000);
        post(
                token,
                "/v1/operators",
                Map.of(
                        "id",
                        operator,
                        "name",
                        operator,
                        "status",
                        "ACTIVE",
                        "walletUrl",
                        "http://127.0.0.1:" + walletPort,
                        "currencies",
                        List.of(euros),
                        "languages",
                        List.of("en"),
                        "regions",
                        List.of("MT"),
                        "frameOrigins",
                        List.of()));
        JsonNode wallet = key(token, operator, "WALLET");
        JsonNode api = key(token, operator, "API");
        return new Keys(
                api.at("/key/key").asText(),
                api.path("secret").asText(),
                wallet.path("secret").asText());
    }

    private JsonNode key(String token, String operator, String purpose) throws Exception {
        return post(token, "/v1/operators/" + operator + "/keys", Map.of("purpose", purpose));
    }

    private JsonNode post(String token, String path, Object body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(platform.at("/backoffice/url") + path))
                        .timeout(ANSWER_MAX)
                        .header("authorization", "Bearer " + token)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Keycloak may become ready long after the game does. */
    private String token() throws Exception {
        long end = System.nanoTime() + KEYCLOAK_START_MAX.toNanos();
        IllegalStateException never = new IllegalStateException("nobody can sign in");
        while (System.nanoTime() < end) {
            try {
                String token = signIn();
                if (!token.isEmpty()) {
                    return token;
                }
            } catch (IOException starting) {
                never.addSuppressed(starting);
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw never;
    }

    private String signIn() throws Exception {
        String form =
                "grant_type=password&username=%s&password=%s&client_id=%s&client_secret=%s"
                        .formatted(
                                USER,
                                URLEncoder.encode(platform.password(USER), UTF_8),
                                CLIENT,
                                URLEncoder.encode(
                                        platform.at("/keycloak/clients/" + CLIENT), UTF_8));
        URI url =
                URI.create(
                        platform.at("/keycloak/url")
                                + "/realms/"
                                + platform.at("/keycloak/realm")
                                + "/protocol/openid-connect/token");
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(ANSWER_MAX)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200
                ? JSON.readTree(answer.body()).path("access_token").asText()
                : "";
    }

    @Override
    public void close() {
        http.close();
    }
}
