package fairdraw.operatorkit.casino;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import fairdraw.operatorkit.FakeGateway;
import fairdraw.operatorkit.RealPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The casino's pages, as a browser sees them. */
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
class CasinoTest {

    @Test
    void a_guest_picks_a_player_and_sees_the_balance() {
        given().get("/")
                .then()
                .statusCode(200)
                .body(containsString("Who is playing"), containsString("value=\"ada\""));
        given().cookie(signedIn("thomas"))
                .get("/")
                .then()
                .statusCode(200)
                .body(containsString("thomas"), containsString("€1,000.00"));
    }

    @Test
    void the_cookie_is_hidden_from_scripts_and_other_sites() {
        Cookie cookie = signedIn("rosa");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualToIgnoringCase("lax");
    }

    @Test
    void the_game_is_embedded_for_the_signed_in_player_only() {
        given().cookie(signedIn("sofia"))
                .get("/games/digits-3")
                .then()
                .statusCode(200)
                .body(containsString("src=\"http://127.0.0.1:8080/play/#token=abc.def\""))
                .header(
                        "content-security-policy",
                        containsString("frame-src http://127.0.0.1:8080"));
        assertThat(FakeGateway.asked()).contains("\"player\":\"sofia\"");
        given().redirects().follow(false).get("/games/digits-3").then().statusCode(303);
    }

    @Test
    void a_game_that_the_server_does_not_know_is_told_plainly() {
        given().cookie(signedIn("sofia"))
                .get("/games/no-such-game")
                .then()
                .statusCode(502)
                .body(containsString("GAME_UNKNOWN"), containsString("money is untouched"));
    }

    @Test
    void a_form_of_another_site_is_refused() {
        form("ada").header("origin", "http://evil.example").post("/sign-in").then().statusCode(403);
        form("ada").header("sec-fetch-site", "cross-site").post("/sign-in").then().statusCode(403);
        form("ada").header("sec-fetch-site", "same-site").post("/sign-in").then().statusCode(403);
        form("ada").post("/sign-in").then().statusCode(403);
        Cookie cookie = signedIn("ursula");
        given().cookie(cookie).post("/sign-out").then().statusCode(403);
        given().cookie(cookie).get("/account").then().statusCode(200);
    }

    @Test
    void sign_out_ends_the_session_on_the_server() {
        Cookie cookie = signedIn("vera");
        given().cookie(cookie).get("/account").then().body("player", equalTo("vera"));
        given().cookie(cookie)
                .header("sec-fetch-site", "same-origin")
                .redirects()
                .follow(false)
                .post("/sign-out")
                .then()
                .statusCode(303);
        given().cookie(cookie).get("/account").then().statusCode(401);
    }

    @Test
    void an_invented_cookie_signs_nobody_in() {
        given().cookie(CasinoResource.COOKIE, "invented").get("/account").then().statusCode(401);
        given().cookie(CasinoResource.COOKIE, "x".repeat(5_000))
                .get("/account")
                .then()
                .statusCode(401);
    }

    @Test
    void an_unknown_player_cannot_sign_in() {
        form("<script>alert(1)</script>")
                .header("sec-fetch-site", "same-origin")
                .post("/sign-in")
                .then()
                .statusCode(404)
                .body(not(containsString("<script>alert")));
    }

    @Test
    void no_page_may_be_framed_or_load_from_elsewhere() {
        given().get("/")
                .then()
                .header("content-security-policy", containsString("frame-ancestors 'none'"))
                .header("content-security-policy", containsString("default-src 'none'"))
                .header("x-content-type-options", equalTo("nosniff"))
                .header("cache-control", equalTo("no-store"));
    }

    @Test
    void a_free_bet_is_granted_by_the_casino_and_played_at_the_game_server() {
        Cookie cookie = signedIn("irene");
        for (int i = 0; i < CasinoResource.FREE_BETS_MAX + 1; i++) {
            ours(cookie).post("/free-bets").then().statusCode(303);
        }
        String lobby = given().cookie(cookie).get("/").asString();
        var ids =
                Pattern.compile("/free-bets/([0-9a-f-]{36})")
                        .matcher(lobby)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(ids).hasSize(CasinoResource.FREE_BETS_MAX);
        String id = ids.getFirst();
        play(cookie, id, "ODD").then().statusCode(303).header("location", endsWith("=TAKEN"));
        assertThat(FakeGateway.asked())
                .startsWith(id + ":digits-3:7 ")
                .contains("\"freeBetId\":\"" + id + "\"", "\"stake\":200", "\"selection\":\"ODD\"");
        play(cookie, id, "EVEN").then().header("location", endsWith("=ROUND_NOT_OPEN"));
        given().cookie(cookie)
                .get("/?free-bet=ROUND_NOT_OPEN")
                .then()
                .body(containsString("still yours"));
        // Neither another player's, nor one that nobody has, nor from a page of another site.
        play(signedIn("jakob"), id, "ODD").then().statusCode(404);
        play(cookie, "no-such", "ODD").then().statusCode(404);
        play(cookie, id, "BOTH").then().statusCode(404);
        given().cookie(cookie).post("/free-bets").then().statusCode(403);
        given().cookie(cookie).post("/free-bets/" + id).then().statusCode(403);
        ours(new Cookie.Builder(CasinoResource.COOKIE, "invented").build())
                .post("/free-bets")
                .then()
                .statusCode(403);
    }

    private static Response play(Cookie cookie, String id, String selection) {
        return ours(cookie).formParam("selection", selection).post("/free-bets/" + id);
    }

    private static RequestSpecification ours(Cookie cookie) {
        return given().cookie(cookie)
                .header("sec-fetch-site", "same-origin")
                .redirects()
                .follow(false);
    }

    private static RequestSpecification form(String player) {
        return given().formParam("player", player).redirects().follow(false);
    }

    private static Cookie signedIn(String player) {
        return form(player)
                .header("sec-fetch-site", "same-origin")
                .post("/sign-in")
                .then()
                .statusCode(303)
                .extract()
                .detailedCookie(CasinoResource.COOKIE);
    }
}
