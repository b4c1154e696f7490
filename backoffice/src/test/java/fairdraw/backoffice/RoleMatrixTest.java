package fairdraw.backoffice;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every endpoint against every role, read from the OpenAPI so that none can be forgotten. */
@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class RoleMatrixTest {

    private static final List<String> ROLES =
            List.of("admin", "risk", "support", "auditor", "regulator", "operator", "player");
    private static final Set<String> READERS =
            Set.of("admin", "risk", "support", "auditor", "regulator", "operator");
    private static final Set<String> HOUSE =
            Set.of("admin", "risk", "support", "auditor", "regulator");
    private static final Set<String> DECIDERS = Set.of("admin", "risk");
    private static final Set<String> AUDITORS = Set.of("admin", "auditor", "regulator");

    /** Who may, by method and path. */
    private static final Map<String, Set<String>> MAY =
            Map.ofEntries(
                    Map.entry("GET /v1/operators", READERS),
                    Map.entry("POST /v1/operators", Set.of("admin")),
                    Map.entry("GET /v1/operators/{id}", READERS),
                    Map.entry("PUT /v1/operators/{id}", Set.of("admin", "risk")),
                    Map.entry("PATCH /v1/operators/{id}", Set.of("admin", "risk")),
                    Map.entry("GET /v1/operators/{id}/keys", READERS),
                    Map.entry("POST /v1/operators/{id}/keys", Set.of("admin")),
                    Map.entry("DELETE /v1/operators/{id}/keys/{key}", Set.of("admin")),
                    Map.entry("GET /v1/approvals", HOUSE),
                    Map.entry("POST /v1/approvals", DECIDERS),
                    Map.entry("GET /v1/approvals/{id}", HOUSE),
                    Map.entry("POST /v1/approvals/{id}/approve", DECIDERS),
                    Map.entry("POST /v1/approvals/{id}/refuse", DECIDERS),
                    Map.entry("POST /v1/approvals/{id}/withdraw", DECIDERS),
                    Map.entry("GET /v1/balances", READERS),
                    Map.entry("GET /v1/liabilities", HOUSE),
                    Map.entry("GET /v1/manual-queue", HOUSE),
                    Map.entry("GET /v1/manual-queue/{transaction}", HOUSE),
                    Map.entry("POST /v1/manual-queue/{transaction}/retry", DECIDERS),
                    Map.entry("GET /v1/halts", HOUSE),
                    Map.entry("POST /v1/halts/{id}/resume", Set.of("admin")),
                    Map.entry("GET /ui/halts", HOUSE),
                    Map.entry("POST /ui/halts/{id}/resume", Set.of("admin")),
                    Map.entry("GET /v1/audit", AUDITORS),
                    Map.entry("GET /v1/audit/verification", AUDITORS),
                    Map.entry("GET /v1/payout-tables", READERS),
                    Map.entry("GET /ui/operators", READERS),
                    Map.entry("POST /ui/operators", Set.of("admin")),
                    Map.entry("GET /ui/operators/new", Set.of("admin")),
                    Map.entry("GET /ui/operators/{id}", READERS),
                    Map.entry("POST /ui/operators/{id}", Set.of("admin", "risk")),
                    Map.entry("POST /ui/operators/{id}/keys", Set.of("admin")),
                    Map.entry("POST /ui/operators/{id}/keys/{key}/revoke", Set.of("admin")),
                    Map.entry("GET /ui/approvals", HOUSE),
                    Map.entry("POST /ui/approvals", DECIDERS),
                    Map.entry("GET /ui/approvals/new", DECIDERS),
                    Map.entry("GET /ui/approvals/{id}", HOUSE),
                    Map.entry("POST /ui/approvals/{id}/approve", DECIDERS),
                    Map.entry("POST /ui/approvals/{id}/refuse", DECIDERS),
                    Map.entry("POST /ui/approvals/{id}/withdraw", DECIDERS),
                    Map.entry("GET /ui/manual-queue", HOUSE),
                    Map.entry("GET /ui/manual-queue/{transaction}", HOUSE),
                    Map.entry("POST /ui/manual-queue/{transaction}/retry", DECIDERS),
                    Map.entry("GET /ui/balances", READERS),
                    Map.entry("GET /ui/audit", AUDITORS),
                    Map.entry("GET /ui/payout-tables", READERS));

    @Test
    void every_endpoint_answers_its_roles_and_nobody_else() {
        var wrong = new ArrayList<String>();
        for (String endpoint : endpoints()) {
            Set<String> may = MAY.get(endpoint);
            if (may == null) {
                wrong.add(endpoint + " has no rule");
                continue;
            }
            for (String role : ROLES) {
                int status = call(endpoint, Tokens.of(role));
                // A form without its token is refused to everybody: that is CsrfTest's matter.
                boolean form = endpoint.startsWith("POST /ui");
                boolean good = form || may.contains(role) ? status != 401 : status == 403;
                boolean let = status != 403 || form;
                if (!good || may.contains(role) && !let || status >= 500) {
                    wrong.add(endpoint + " answers " + role + " with " + status);
                }
            }
            int nobody = call(endpoint, "");
            int forged = call(endpoint, forged());
            if (nobody != 401 || forged != 401) {
                wrong.add(endpoint + " answers nobody " + nobody + ", forged " + forged);
            }
            int foreign = call(endpoint, Tokens.of("admin", "another-client"));
            if (foreign != 401 && endpoint.contains(" /v1/")) {
                wrong.add(endpoint + " takes a token for another client: " + foreign);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void an_operator_reads_its_own_data_only() {
        String admin = Tokens.of("admin");
        // The bootstrap file makes it soon after the start.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        given().auth()
                                .oauth2(admin)
                                .get("/v1/operators/demo")
                                .then()
                                .statusCode(200));
        String body =
                given().auth()
                        .oauth2(admin)
                        .get("/v1/operators/demo")
                        .asString()
                        .replace("\"id\":\"demo\"", "\"id\":\"foreign\"");
        given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/operators")
                .then()
                .statusCode(201);
        String operator = Tokens.of("operator");
        for (String path :
                List.of("/v1/operators/%s", "/v1/operators/%s/keys", "/ui/operators/%s")) {
            given().auth().oauth2(operator).get(path.formatted("demo")).then().statusCode(200);
            given().auth().oauth2(operator).get(path.formatted("foreign")).then().statusCode(404);
        }
        assertEquals(
                List.of("demo"),
                given().auth()
                        .oauth2(operator)
                        .get("/v1/operators")
                        .jsonPath()
                        .getList("items.id"));
    }

    private static Set<String> endpoints() {
        Map<String, Map<String, Object>> paths =
                given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
        var methods = new HashSet<>(List.of("get", "post", "put", "patch", "delete"));
        var found = new TreeSet<String>();
        paths.forEach((path, operations) ->
                operations.keySet().stream()
                        .filter(methods::contains)
                        .forEach(method -> found.add(method.toUpperCase() + " " + path)));
        assertEquals(new TreeSet<>(MAY.keySet()), found);
        return found;
    }

    private static int call(String endpoint, String token) {
        String[] parts = endpoint.split(" ");
        String path =
                parts[1].replace("{id}", "demo")
                        .replace("{key}", "no-such-key")
                        .replace("{transaction}", "no-such-one");
        var request = given().redirects().follow(false);
        if (!token.isEmpty()) {
            request.auth().oauth2(token);
        }
        if (path.startsWith("/ui") && parts[0].equals("POST")) {
            request.contentType(ContentType.URLENC).formParam("name", "x");
        } else if (!parts[0].equals("GET") && !parts[0].equals("DELETE")) {
            // Understood, and refused by its content after the role was looked at.
            request.contentType(ContentType.JSON).body("{}");
        }
        return request.request(Method.valueOf(parts[0]), path).statusCode();
    }

    private static String forged() {
        String good = Tokens.of("admin");
        int signature = good.lastIndexOf('.') + 1;
        char other = good.charAt(signature) == 'A' ? 'B' : 'A';
        return good.substring(0, signature) + other + good.substring(signature + 1);
    }
}
