package fairdraw.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeycloakPartTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void each_demo_user_gets_a_token_with_its_roles_for_both_admin_services() throws Exception {
        for (var user : KeycloakRealm.USERS) {
            var claims = claims(signIn(user.name(), user.password()).body());
            assertEquals(JSON.valueToTree(user.roles()), claims.get("groups"));
            assertTrue(claims.get("aud").toString().contains(KeycloakRealm.BACKOFFICE));
            assertTrue(claims.get("aud").toString().contains(KeycloakRealm.REPORTING));
            assertEquals(TestParts.keycloak().realmUrl(), claims.get("iss").asText());
        }
    }

    @Test
    void the_operator_user_is_bound_to_its_operator() throws Exception {
        var claims = claims(signIn("operator", "operator").body());
        assertEquals("demo", claims.get("operator").asText());
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        assertEquals(400, signIn("auditor", "wrong").statusCode());
    }

    @Test
    void the_sign_in_page_comes_for_any_local_port_and_no_other_host() throws Exception {
        assertEquals(200, authorize("http://127.0.0.1:45678/callback"));
        assertEquals(200, authorize("http://localhost:8083/"));
        assertEquals(400, authorize("http://evil.example:8083/"));
    }

    private static int authorize(String redirect) throws Exception {
        var query =
                "?response_type=code&scope=openid&state=s&client_id=%s&redirect_uri=%s"
                        .formatted(KeycloakRealm.BACKOFFICE, redirect);
        var url = TestParts.keycloak().realmUrl() + "/protocol/openid-connect/auth" + query;
        return send(HttpRequest.newBuilder(URI.create(url))).statusCode();
    }

    private static HttpResponse<String> signIn(String name, String password) throws Exception {
        var keycloak = TestParts.keycloak();
        var form =
                ("grant_type=password&scope=openid&client_id=%s&client_secret=%s"
                                + "&username=%s&password=%s")
                        .formatted(
                                KeycloakRealm.BACKOFFICE,
                                keycloak.secret(KeycloakRealm.BACKOFFICE),
                                name,
                                password);
        return send(
                HttpRequest.newBuilder(
                                URI.create(keycloak.realmUrl() + "/protocol/openid-connect/token"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static JsonNode claims(String answer) throws Exception {
        var token = JSON.readTree(answer).get("access_token").asText();
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
