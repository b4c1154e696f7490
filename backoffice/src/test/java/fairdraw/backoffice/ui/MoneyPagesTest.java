package fairdraw.backoffice.ui;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.backoffice.BackofficeParts;
import fairdraw.backoffice.QueueDesk;
import fairdraw.backoffice.Tokens;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class MoneyPagesTest {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).redirects().follow(false);
    }

    private static RequestSpecification form(String role) {
        var found = CSRF.matcher(as(role).get("/ui/approvals/new?kind=VOID_ROUND").asString());
        assertTrue(found.find());
        return as(role).contentType(ContentType.URLENC).formParam("csrf", found.group(1));
    }

    private static String asked(String role) {
        String there =
                form(role)
                        .formParam("id", Ids.next().toString())
                        .formParam("kind", "BOOK_PAYMENT")
                        .formParam("operator", "demo")
                        .formParam("direction", "BACK")
                        .formParam("amount", "1250.50")
                        .formParam("currency", "EUR")
                        .formParam("reason", "refund <b>of")
                        .post("/ui/approvals")
                        .then()
                        .statusCode(303)
                        .extract()
                        .header("Location");
        return there.substring(there.indexOf("/ui/"));
    }

    @Test
    void one_person_asks_another_one_approves_with_plain_forms() {
        String page = asked("risk");
        as("risk")
                .get(page)
                .then()
                .body(containsString("1\u202f250.50 EUR paid to demo"))
                .body(containsString("refund &lt;b&gt;of"))
                .body(containsString("Withdraw it"))
                .body(not(containsString(">Approve<")));
        form("risk")
                .post(page + "/approve")
                .then()
                .statusCode(422)
                .body(containsString("Somebody else"));
        as("support").get(page).then().statusCode(200).body(not(containsString("<form")));
        form("admin").post(page + "/approve").then().statusCode(303);
        as("admin").get(page).then().body(not(containsString(">Approve<")));
        as("auditor").get("/ui/approvals?state=EXPIRED").then().statusCode(200);
    }

    @Test
    void no_page_hides_the_end_of_a_sign_in() {
        as("admin").get("/ui/signed-in").then().statusCode(303);
        as("admin").get("/ui/sign-out").then().statusCode(303);
    }

    @Test
    void a_refusal_needs_a_reason_and_shows_it() {
        String page = asked("risk");
        form("admin").formParam("reason", " ").post(page + "/refuse").then().statusCode(422);
        form("admin")
                .formParam("reason", "no invoice")
                .post(page + "/refuse")
                .then()
                .statusCode(303);
        as("risk").get(page).then().body(containsString("no invoice"));
    }

    @Test
    void mistakes_are_shown_at_their_fields_and_nothing_typed_is_lost() {
        form("admin")
                .formParam("id", Ids.next().toString())
                .formParam("kind", "ADJUST_BET")
                .formParam("operator", "demo")
                .formParam("ticket", "not a ticket")
                .formParam("index", "0")
                .formParam("amount", "1.005")
                .formParam("currency", "EUR")
                .formParam("reason", "typed before")
                .post("/ui/approvals")
                .then()
                .statusCode(422)
                .body(containsString("Nothing was asked for."))
                .body(containsString("aria-describedby=\"ticket-error\""))
                .body(containsString("aria-describedby=\"amount-error\""))
                .body(containsString("value=\"typed before\""));
        as("admin").get("/ui/approvals/new?kind=NOTHING").then().statusCode(400);
    }

    @Test
    void a_form_without_the_token_of_its_sign_in_changes_nothing() {
        String page = asked("risk");
        for (String path :
                List.of(
                        "/ui/approvals",
                        page + "/approve",
                        page + "/refuse",
                        page + "/withdraw",
                        "/ui/manual-queue/" + QueueDesk.CREDIT + "/retry")) {
            as("admin")
                    .contentType(ContentType.URLENC)
                    .formParam("csrf", "forged")
                    .formParam("kind", "VOID_ROUND")
                    .post(path)
                    .then()
                    .statusCode(403);
        }
        as("admin").get(page).then().body(containsString(">REQUESTED<"));
    }

    @Test
    void stuck_money_shows_its_age_its_amount_and_its_tries() {
        as("support")
                .get("/ui/manual-queue")
                .then()
                .statusCode(200)
                .body(containsString("885.00"))
                .body(containsString("TIMEOUT"));
        String page = "/ui/manual-queue/" + QueueDesk.CREDIT;
        as("support")
                .get(page)
                .then()
                .body(containsString("&lt;b&gt;no&lt;/b&gt;"))
                .body(not(containsString("Send once more")));
        as("risk").get(page).then().body(containsString("Close it by hand"));
        form("risk").post(page + "/retry").then().statusCode(303);
        as("risk").get("/ui/manual-queue/nothing").then().statusCode(404);
    }

    @Test
    void an_operator_sees_its_own_balance_and_no_way_to_change() {
        as("operator")
                .get("/ui/balances")
                .then()
                .statusCode(200)
                .body(containsString("12\u202f345.67"))
                .body(not(containsString("rival")))
                .body(not(containsString("Manual queue")))
                .body(not(containsString("Book a payment")));
        as("admin").get("/ui/balances").then().body(containsString("rival"));
    }

    @Test
    void pages_come_under_a_strict_policy_and_obey_it() {
        for (String path :
                List.of(
                        "/ui/approvals",
                        "/ui/approvals/new?kind=VOID_ROUND",
                        "/ui/approvals/new?kind=ADJUST_BET",
                        "/ui/approvals/new?kind=PAY_PROMOTION",
                        "/ui/approvals/new?kind=BOOK_PAYMENT",
                        "/ui/approvals/new?kind=CLOSE_PARKED",
                        asked("risk"),
                        "/ui/manual-queue",
                        "/ui/manual-queue/" + QueueDesk.CREDIT,
                        "/ui/balances")) {
            String body =
                    as("admin")
                            .get(path)
                            .then()
                            .statusCode(200)
                            .header("Content-Security-Policy", containsString("default-src 'none'"))
                            .header("Cache-Control", containsString("no-store"))
                            .body(not(containsString(" style=")))
                            .body(not(containsString("<script>")))
                            .extract()
                            .asString();
            // Every field that a person fills in has a label of its own.
            var field = Pattern.compile("<(?:input|select)[^>]* id=\"([^\"]+)\"").matcher(body);
            while (field.find()) {
                assertEquals(
                        1,
                        body.split("<label for=\"" + field.group(1) + "\"", -1).length - 1,
                        path + " " + field.group(1));
            }
        }
    }
}
