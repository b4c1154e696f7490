package fairdraw.backoffice.key;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import fairdraw.backoffice.BackofficeParts;
import fairdraw.backoffice.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class KeyTest {

    private static final String KEYS = "/v1/operators/demo/keys";

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    @Test
    void a_secret_is_shown_once_and_never_logged() {
        String key =
                as("admin")
                        .body("{\"purpose\":\"API\"}")
                        .post(KEYS)
                        .then()
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .body("secret", startsWith("whsec_"))
                        .extract()
                        .path("key.key");
        as("support")
                .get(KEYS)
                .then()
                .statusCode(200)
                .body("items.key", hasItem(key))
                .body(not(containsString("whsec_")));
        as("auditor")
                .get("/v1/audit?subject=operator/demo")
                .then()
                .body("items.action", hasItems("operator-key.create-asked", "operator-key.created"))
                .body(containsString(key))
                .body(not(containsString("whsec_")));
        as("admin")
                .delete(KEYS + "/" + key)
                .then()
                .statusCode(200)
                .body("revokedAt", notNullValue());
    }

    @Test
    void a_refusal_of_the_gateway_reaches_the_caller() {
        as("admin")
                .delete(KEYS + "/no-such-key")
                .then()
                .statusCode(404)
                .body("code", equalTo("NOT_FOUND"));
        as("admin")
                .body("{\"purpose\":\"API\"}")
                .post("/v1/operators/nobody/keys")
                .then()
                .statusCode(404);
    }

    @Test
    void a_wrong_purpose_is_named() {
        for (String body : new String[] {"{}", "{\"purpose\":\"ROOT\"}", "{\"purpose\":null}"}) {
            as("admin")
                    .body(body)
                    .post(KEYS)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("purpose"));
        }
    }
}
