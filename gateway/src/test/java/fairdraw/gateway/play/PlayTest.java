package fairdraw.gateway.play;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import fairdraw.events.v1.ConfigEvent;
import fairdraw.events.v1.OperatorConfig;
import fairdraw.events.v1.OperatorStatus;
import fairdraw.gateway.Parts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The game page as a browser gets it. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class PlayTest {

    private static final String SITE = "https://casino.example";

    @Test
    void the_page_has_its_settings_without_a_session() {
        given().get("/play/config.json")
                .then()
                .statusCode(200)
                .body("notifierUrl", not(endsWith("/")))
                .body("fairnessUrl", not(endsWith("/")));
    }

    @Test
    void the_folder_leads_to_the_page() {
        given().redirects()
                .follow(false)
                .get("/play")
                .then()
                .statusCode(308)
                .header("location", equalTo("/play/"));
        given().get("/play/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("app.js"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play/", "/play/app.js", "/play/play.css", "/play/config.json"})
    void every_file_carries_the_policy_and_is_asked_for_again(String path) {
        given().get(path)
                .then()
                .statusCode(200)
                .header("content-security-policy", containsString("default-src 'none'"))
                .header("content-security-policy", containsString("script-src 'self';"))
                .header("x-content-type-options", equalTo("nosniff"))
                .header("referrer-policy", equalTo("no-referrer"))
                .header("cache-control", equalTo("no-cache"));
    }

    @Test
    void only_the_sites_of_active_operators_may_frame_it() {
        say(OperatorStatus.OPERATOR_STATUS_ACTIVE, 1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        given().get("/play/")
                                .then()
                                .header(
                                        "content-security-policy",
                                        containsString("frame-ancestors " + SITE)));
        say(OperatorStatus.OPERATOR_STATUS_SUSPENDED, 2);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        given().get("/play/")
                                .then()
                                .header("content-security-policy", not(containsString(SITE))));
    }

    private static void say(OperatorStatus status, long version) {
        var event =
                ConfigEvent.newBuilder()
                        .setVersion(version)
                        .setOperator(
                                OperatorConfig.newBuilder()
                                        .setOperator("framing")
                                        .setStatus(status)
                                        .addFrameOrigins(SITE)
                                        .addFrameOrigins("https://x; script-src *"));
        Parts.send("fairdraw.config.v1", "operator/framing", event.build().toByteArray());
    }
}
