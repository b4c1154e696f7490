package fairdraw.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.e2e.Operator.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Somebody of the house with an account at the realm, who works by the admin APIs. */
final class Person {

    private static final Duration KEYCLOAK_START_MAX = Duration.ofMinutes(3);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final Duration TOKEN_LASTS = Duration.ofSeconds(60);

    private final Platform platform;
    private final String name;
    private String token = "";
    private long tokenAtNanos;

    Person(Platform platform, String name) {
        this.platform = platform;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Reads from the backoffice. */
    Answer get(String path) {
        return send("GET", platform.at("/backoffice/url") + path, "");
    }

    /** Sends an object to the backoffice; an empty text sends none. */
    Answer post(String path, Object body) {
        String text = body.equals("") ? "" : Operator.json(body);
        return send("POST", platform.at("/backoffice/url") + path, text);
    }

    /** Changes the named fields of something at the backoffice. */
    Answer patch(String path, Map<String, Object> fields) {
        return send("PATCH", platform.at("/backoffice/url") + path, Operator.json(fields));
    }

    /** Reads from reporting. */
    JsonNode report(String path) {
        return send("GET", platform.at("/reporting/url") + path, "").expect(200);
    }

    /** Asks for what two persons have to want; returns the approval that waits. */
    JsonNode order(String kind, String reason, Map<String, Object> fields) {
        return post("/v1/approvals", draft(kind, reason, fields)).expect(201);
    }

    private static Map<String, Object> draft(
            String kind, String reason, Map<String, Object> fields) {
        Map<String, Object> draft = new HashMap<>(fields);
        draft.put("id", UUID.randomUUID().toString());
        draft.put("kind", kind);
        draft.put("reason", reason);
        return draft;
    }

    /** Says yes to an approval. */
    Answer approve(JsonNode approval) {
        return post("/v1/approvals/" + id(approval) + "/approve", "");
    }

    /** Waits until an approval has ended, and returns it. */
    JsonNode ended(JsonNode approval) {
        return await("the end of approval " + id(approval))
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> get("/v1/approvals/" + id(approval)).expect(200),
                        it -> !it.path("endedAt").asText("null").equals("null"));
    }

    static String id(JsonNode approval) {
        return approval.path("id").asText();
    }

    private Answer send(String method, String url, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(ANSWER_MAX)
                        .header("authorization", "Bearer " + token());
        return Operator.send(method, body, request);
    }

    private String token() {
        if (token.isEmpty() || System.nanoTime() - tokenAtNanos > TOKEN_LASTS.toNanos()) {
            // Keycloak may become ready long after the game does.
            token =
                    await("a token of " + name)
                            .atMost(KEYCLOAK_START_MAX)
                            .pollInterval(Duration.ofSeconds(1))
                            .pollDelay(Duration.ZERO)
                            .ignoreExceptions()
                            .until(this::signIn, it -> !it.isEmpty());
            tokenAtNanos = System.nanoTime();
        }
        return token;
    }

    private String signIn() {
        String client = "fairdraw-backoffice";
        String form =
                "grant_type=password&username=%s&password=%s&client_id=%s&client_secret=%s"
                        .formatted(
                                name,
                                platform.password(name),
                                client,
                                URLEncoder.encode(
                                        platform.at("/keycloak/clients/" + client), UTF_8));
        URI url =
                URI.create(
                        platform.at("/keycloak/url")
                                + "/realms/"
                                + platform.at("/keycloak/realm")
                                + "/protocol/openid-connect/token");
        return Operator.form(HttpRequest.newBuilder(url).timeout(ANSWER_MAX), form)
                .body()
                .path("access_token")
                .asText();
    }
}
