package fairdraw.backoffice.halt;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import fairdraw.backoffice.BackofficeParts;
import fairdraw.backoffice.HaltDesk;
import fairdraw.backoffice.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class HaltTest {

    private static final String RESUME = "/v1/halts/" + HaltDesk.HALT + "/resume";

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    @Test
    void an_admin_resumes_a_stopped_game_with_a_reason_and_the_log_keeps_both() {
        as("risk").get("/ui/halts").then().statusCode(200).body(not(containsString("<form")));
        as("admin")
                .get("/ui/halts")
                .then()
                .statusCode(200)
                .body(containsString("STOPPED"))
                .body(containsString("z = 5.10"))
                .body(containsString("Why it may go on"));
        as("risk").body("{\"reason\":\"fine\"}").post(RESUME).then().statusCode(403);
        as("admin")
                .body("{\"reason\":\" \"}")
                .post(RESUME)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo("reason"));
        as("admin")
                .body("{\"reason\":\"fine\"}")
                .post("/v1/halts/0199e5a0-0000-7000-8000-00000000dead/resume")
                .then()
                .statusCode(404);
        as("admin")
                .body("{\"reason\":\"the generator was checked\"}")
                .post(RESUME)
                .then()
                .statusCode(200)
                .body("stands", equalTo(false))
                .body("resumedBecause", equalTo("the generator was checked"));
        as("auditor")
                .get("/v1/audit?subject=game/digits-3")
                .then()
                .statusCode(200)
                .body("items.action", hasItems("game.resume-asked", "game.resumed"))
                .body("items[0].reason", equalTo("the generator was checked"));
        as("admin").get("/ui/halts").then().body(containsString("RESUMED"));
    }
}
