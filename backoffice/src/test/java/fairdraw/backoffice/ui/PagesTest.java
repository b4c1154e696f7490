package fairdraw.backoffice.ui;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.backoffice.BackofficeParts;
import fairdraw.backoffice.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class PagesTest {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).redirects().follow(false);
    }

    private static String csrf(String role) {
        String page = role.equals("admin") ? "/ui/operators/new" : "/ui/operators/demo";
        var found = CSRF.matcher(as(role).get(page).asString());
        assertEquals(true, found.find());
        return found.group(1);
    }

    private static RequestSpecification form(String role, String id) {
        return as(role).contentType(ContentType.URLENC)
                .formParam("csrf", csrf(role))
                .formParam("id", id)
                .formParam("name", "Casino <b>" + id)
                .formParam("status", "ACTIVE")
                .formParam("walletUrl", "https://wallet.example")
                .formParam("languages", "en, pt-br")
                .formParam("regions", "MT US-NJ")
                .formParam("frameOrigins", "https://casino.example\nhttps://m.casino.example")
                .formParam("currency", "EUR", "JPY", "")
                .formParam("minStake", "0.50", "100", "")
                .formParam("maxStake", "100.00", "20000", "")
                .formParam("maxWin", "50000", "9000000", "")
                .formParam("roundLiability", "1000000", "900000000", "");
    }

    @Test
    void an_admin_creates_and_edits_with_plain_forms() {
        form("admin", "formed")
                .post("/ui/operators")
                .then()
                .statusCode(303)
                .header("Location", containsString("/ui/operators/formed?done=created"));
        given().auth()
                .oauth2(Tokens.of("admin"))
                .get("/v1/operators/formed")
                .then()
                .body("currencies[0].minStake", equalTo(50))
                .body("currencies[0].maxWin", equalTo(5_000_000))
                .body("currencies[1].maxStake", equalTo(20_000))
                .body("languages", equalTo(java.util.List.of("en", "pt-BR")))
                .body("frameOrigins.size()", equalTo(2));
        as("admin")
                .get("/ui/operators/formed?done=created")
                .then()
                .statusCode(200)
                .body(containsString("The operator was created."))
                .body(containsString("Casino &lt;b&gt;formed"))
                .body(not(containsString("Casino <b>")));
        form("admin", "formed")
                .formParam("version", "1")
                .post("/ui/operators/formed")
                .then()
                .statusCode(303);
    }

    @Test
    void mistakes_are_shown_at_their_fields_and_nothing_typed_is_lost() {
        form("admin", "Bad Id")
                .formParam("reason", "typed before")
                .post("/ui/operators")
                .then()
                .statusCode(422)
                .body(containsString("Nothing was saved."))
                .body(containsString("aria-describedby=\"id-error\""))
                .body(containsString("value=\"Bad Id\""))
                .body(containsString("value=\"typed before\""));
        as("admin")
                .contentType(ContentType.URLENC)
                .formParam("csrf", csrf("admin"))
                .formParam("currency", "EUR")
                .formParam("minStake", "0.505")
                .post("/ui/operators")
                .then()
                .statusCode(422)
                .body(containsString("Least stake of EUR: a whole number of minor units"));
    }

    @Test
    void credit_terms_and_dialect_are_edited_with_plain_forms() {
        form("admin", "termed")
                .formParam("creditMode", "PREPAID", "", "")
                .formParam("creditLimit", "12.50", "", "")
                .formParam("zeroCredits", "on")
                .formParam("codes", "NO_MONEY = INSUFFICIENT_FUNDS\n\n")
                .post("/ui/operators")
                .then()
                .statusCode(303);
        as("auditor")
                .get("/ui/operators/termed")
                .then()
                .body(containsString("value=\"12.50\""))
                .body(containsString("NO_MONEY = INSUFFICIENT_FUNDS"))
                .body(containsString("Losing bets: a credit of 0"));
        form("admin", "untermed")
                .formParam("creditMode", "", "CREDIT", "")
                .formParam("creditLimit", "1.00", "", "")
                .formParam("codes", "NO_MONEY")
                .post("/ui/operators")
                .then()
                .statusCode(422)
                .body(containsString("How it pays of EUR: CREDIT or PREPAID"))
                .body(containsString("Most it may owe of JPY"))
                .body(containsString("Its own code NO_MONEY"))
                .body(containsString("aria-describedby=\"codes-error\""));
    }

    @Test
    void an_outdated_form_is_refused() {
        form("admin", "outdated").post("/ui/operators").then().statusCode(303);
        form("admin", "outdated")
                .formParam("version", "9")
                .post("/ui/operators/outdated")
                .then()
                .statusCode(422)
                .body(containsString("read it again"));
    }

    @Test
    void a_form_without_the_token_of_its_sign_in_changes_nothing() {
        for (String token : new String[] {"", "forged", csrf("risk")}) {
            as("admin")
                    .contentType(ContentType.URLENC)
                    .formParam("csrf", token)
                    .formParam("purpose", "API")
                    .post("/ui/operators/demo/keys")
                    .then()
                    .statusCode(403)
                    .contentType(startsWith("text/html"))
                    .body(not(containsString("whsec_")));
        }
        as("admin")
                .contentType(ContentType.URLENC)
                .post("/ui/operators/demo")
                .then()
                .statusCode(403);
    }

    @Test
    void a_secret_is_on_one_page_only() {
        as("admin")
                .contentType(ContentType.URLENC)
                .formParam("csrf", csrf("admin"))
                .formParam("purpose", "WALLET")
                .post("/ui/operators/demo/keys")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body(containsString("whsec_"));
        as("admin").get("/ui/operators/demo").then().body(not(containsString("whsec_")));
    }

    @Test
    void pages_come_under_a_strict_policy_and_obey_it() {
        for (String path :
                new String[] {
                    "/ui/operators",
                    "/ui/operators/demo",
                    "/ui/operators/new",
                    "/ui/audit",
                    "/ui/payout-tables"
                }) {
            as("admin")
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType(startsWith("text/html"))
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("X-Frame-Options", "DENY")
                    .header("Cache-Control", containsString("no-store"))
                    .body(not(containsString(" style=")))
                    .body(not(containsString(" onclick=")))
                    .body(not(containsString("<script>")))
                    .body(not(containsString("//cdn")));
        }
        as("admin")
                .get("/ui/payout-tables")
                .then()
                .body(containsString("digits-3"))
                .body(containsString("88.5000"))
                .body(containsString("177/200"));
    }

    @Test
    void a_reader_sees_no_way_to_change_and_a_missing_page_is_a_page() {
        as("auditor")
                .get("/ui/operators/demo")
                .then()
                .body(not(containsString("Save changes")))
                .body(not(containsString("Make key")));
        as("support").get("/ui/operators").then().body(not(containsString("Audit log")));
        as("admin")
                .get("/ui/operators/nobody")
                .then()
                .statusCode(404)
                .contentType(startsWith("text/html"));
        as("support").get("/ui/audit").then().statusCode(403).contentType(startsWith("text/html"));
        given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(303)
                .header("Location", containsString("/ui/operators"));
        given().get("/assets/backoffice.css").then().statusCode(200);
    }
}
