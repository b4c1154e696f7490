package fairdraw.backoffice.money;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.backoffice.BackofficeParts;
import fairdraw.backoffice.MoneyDesk;
import fairdraw.backoffice.QueueDesk;
import fairdraw.backoffice.Tokens;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class ApprovalTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TICKET = "01a00000-0000-8000-8000-0000000000a1";

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    private static String voiding(String id, long round) {
        return """
        {"id":"%s","kind":"VOID_ROUND","game":"digits-3","round":%d,"reason":"beacon late"}
        """
                .formatted(id, round);
    }

    private static String asked(String role, String body) {
        return as(role).body(body)
                .post("/v1/approvals")
                .then()
                .statusCode(201)
                .body("state", equalTo("REQUESTED"))
                .extract()
                .path("id");
    }

    private static void awaitState(String id, String state) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        as("auditor")
                                .get("/v1/approvals/" + id)
                                .then()
                                .body("state", equalTo(state)));
    }

    private static long voids(String id) {
        return MoneyDesk.VOIDS.stream().filter(it -> it.getApproval().getId().equals(id)).count();
    }

    @Test
    void what_two_persons_want_is_done_once_and_each_step_is_in_the_log() {
        String id = asked("risk", voiding(Ids.next().toString(), 7));
        assertEquals(0, voids(id), "nothing happens before the second person");
        as("admin")
                .post("/v1/approvals/" + id + "/approve")
                .then()
                .statusCode(200)
                .body("decidedBy.name", equalTo("admin"));
        awaitState(id, "DONE");
        as("admin").post("/v1/approvals/" + id + "/refuse").then().statusCode(400);
        as("admin")
                .body("{\"reason\":\"too late\"}")
                .post("/v1/approvals/" + id + "/refuse")
                .then()
                .statusCode(409)
                .body("code", equalTo("ALREADY_DECIDED"));
        assertEquals(1, voids(id));
        var sent =
                MoneyDesk.VOIDS.stream()
                        .filter(it -> it.getApproval().getId().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .getApproval();
        assertEquals("id-of-risk", sent.getRequestedBy());
        assertEquals("id-of-admin", sent.getApprovedBy());
        assertEquals("beacon late", sent.getReason());
        as("auditor")
                .get("/v1/audit?subject=approval/" + id)
                .then()
                .body(
                        "items.action",
                        equalTo(
                                List.of(
                                        "approval.carried-out",
                                        "approval.approved",
                                        "approval.requested")))
                .body("items[0].actor", equalTo("system/approvals"))
                .body("items[1].actor", equalTo("id-of-admin"))
                .body("items[1].before", containsString("REQUESTED"))
                .body("items[1].after", containsString("APPROVED"))
                .body("items[2].before", nullValue())
                .body("items[2].reason", equalTo("beacon late"));
        as("auditor").get("/v1/audit/verification").then().body("sound", equalTo(true));
    }

    @Test
    void nobody_is_two_persons() {
        String id = asked("admin", voiding(Ids.next().toString(), 8));
        for (String decision : List.of("approve", "refuse")) {
            as("admin")
                    .body("{\"reason\":\"I say so\"}")
                    .post("/v1/approvals/" + id + "/" + decision)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("SECOND_PERSON_REQUIRED"));
        }
        as("risk").post("/v1/approvals/" + id + "/withdraw").then().statusCode(403);
        as("support").post("/v1/approvals/" + id + "/approve").then().statusCode(403);
        as("admin").post("/v1/approvals/" + id + "/withdraw").then().statusCode(200);
        as("risk")
                .post("/v1/approvals/" + id + "/approve")
                .then()
                .statusCode(409)
                .body("code", equalTo("ALREADY_DECIDED"));
        assertEquals(0, voids(id));
    }

    @Test
    void the_database_itself_refuses_one_person_in_two_roles() throws SQLException {
        String id = asked("admin", voiding(Ids.next().toString(), 9));
        try (var db = database();
                var sql =
                        db.prepareStatement(
                                "update approval set state = 'APPROVED', decided_by = requested_by"
                                        + " where id = ?::uuid")) {
            sql.setString(1, id);
            var refused = assertThrows(SQLException.class, sql::executeUpdate);
            assertTrue(refused.getMessage().contains("check constraint"), refused.getMessage());
        }
    }

    @Test
    void ten_approvals_at_once_are_one() {
        String id = asked("risk", voiding(Ids.next().toString(), 10));
        IntStream.range(0, 10)
                .parallel()
                .forEach(_ ->
                        as("admin")
                                .post("/v1/approvals/" + id + "/approve")
                                .then()
                                .statusCode(200));
        awaitState(id, "DONE");
        assertEquals(1, voids(id));
        as("auditor")
                .get("/v1/audit?subject=approval/" + id)
                .then()
                .body("items.size()", equalTo(3));
    }

    @Test
    void a_request_made_twice_is_one_and_another_one_under_its_id_is_refused() {
        String id = Ids.next().toString();
        asked("risk", voiding(id, 11));
        asked("risk", voiding(id, 11));
        as("risk")
                .body(voiding(id, 12))
                .post("/v1/approvals")
                .then()
                .statusCode(409)
                .body("code", equalTo("ALREADY_EXISTS"));
        as("admin").body(voiding(id, 11)).post("/v1/approvals").then().statusCode(409);
    }

    @Test
    void a_refusal_for_good_ends_it_and_says_why() {
        String id = asked("risk", voiding(Ids.next().toString(), MoneyDesk.BEACON_HAS_COME));
        as("admin").post("/v1/approvals/" + id + "/approve").then().statusCode(200);
        awaitState(id, "FAILED");
        as("auditor").get("/v1/approvals/" + id).then().body("result", containsString("TOO_LATE"));
        assertEquals(1, voids(id));
    }

    @Test
    void a_lost_answer_is_asked_for_again_under_the_same_approval() {
        String id = asked("risk", voiding(Ids.next().toString(), MoneyDesk.ANSWER_IS_LOST));
        as("admin").post("/v1/approvals/" + id + "/approve").then().statusCode(200);
        awaitState(id, "DONE");
        assertEquals(3, voids(id));
    }

    @Test
    void an_approval_that_nobody_carried_out_before_the_crash_is_resumed() throws SQLException {
        String id = Ids.next().toString();
        // What the table holds when we die between the second person's yes and the call.
        try (var db = database();
                var sql =
                        db.prepareStatement(
                                """
                                insert into approval (id, state, kind, operator, currency, amount,
                                    reason, requested_by, requested_by_name, requested_at,
                                    expires_at, decided_by, decided_by_name, decided_at)
                                values (?::uuid, 'APPROVED', 'BOOK_PAYMENT', 'demo', 'EUR', 5000,
                                    'invoice 7', 'a', 'A', now(), now() + interval '1 day', 'b',
                                    'B', now())\
                                """)) {
            sql.setString(1, id);
            sql.executeUpdate();
        }
        awaitState(id, "DONE");
        assertEquals(5_000, MoneyDesk.PAYMENTS.get(id).getAmount());
    }

    @Test
    void what_nobody_decides_expires() throws SQLException {
        String id = asked("risk", voiding(Ids.next().toString(), 15));
        try (var db = database();
                var sql =
                        db.prepareStatement(
                                "update approval set expires_at = now() where id = ?::uuid")) {
            sql.setString(1, id);
            sql.executeUpdate();
        }
        as("admin").post("/v1/approvals/" + id + "/approve").then().statusCode(409);
        awaitState(id, "EXPIRED");
        assertEquals(0, voids(id));
    }

    @Test
    void bets_are_adjusted_and_entries_closed_under_the_approval() {
        String adjust =
                asked(
                        "risk",
                        """
                        {"kind":"ADJUST_BET","operator":"demo","ticket":"%s","index":1,
                         "amount":-250,"currency":"EUR","reason":"paid by a wrong table"}
                        """
                                .formatted(TICKET));
        String close =
                asked(
                        "risk",
                        """
                        {"kind":"CLOSE_PARKED","transaction":"%s","operatorTransaction":"bank-9",
                         "reason":"paid by bank"}
                        """
                                .formatted(QueueDesk.CREDIT));
        for (String id : List.of(adjust, close)) {
            as("admin").post("/v1/approvals/" + id + "/approve").then().statusCode(200);
            awaitState(id, "DONE");
        }
        assertEquals(-250, MoneyDesk.ADJUSTMENTS.get(adjust).getAmount());
        assertEquals(1, MoneyDesk.ADJUSTMENTS.get(adjust).getIndex());
        var closed = QueueDesk.CLOSED.get(QueueDesk.CREDIT);
        assertEquals("bank-9", closed.getOperatorTransaction());
        assertEquals(close, closed.getApproval().getId());
    }

    @Test
    void a_promotion_is_paid_by_the_word_of_two_persons() {
        String gift =
                asked(
                        "risk",
                        """
                        {"kind":"PAY_PROMOTION","operator":"demo","player":"Ann 7","amount":2500,
                         "currency":"EUR","reason":"ten thousand rounds"}
                        """);
        as("risk").post("/v1/approvals/" + gift + "/approve").then().statusCode(403);
        assertFalse(MoneyDesk.PROMOTIONS.containsKey(gift));
        as("admin").post("/v1/approvals/" + gift + "/approve").then().statusCode(200);
        awaitState(gift, "DONE");
        var paid = MoneyDesk.PROMOTIONS.get(gift);
        assertEquals("Ann 7", paid.getPlayer());
        assertEquals(2_500, paid.getAmount());
        assertEquals("ten thousand rounds", paid.getApproval().getReason());
        assertNotEquals(paid.getApproval().getRequestedBy(), paid.getApproval().getApprovedBy());
        as("admin")
                .get("/v1/approvals/" + gift)
                .then()
                .body("order.player", equalTo("Ann 7"))
                .body("result", equalTo("promotion given"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                              | reason
                    {"reason":"r"}                                                  | kind
                    {"reason":"r","kind":"DRAW"}                                    | kind
                    {"reason":"r","kind":"VOID_ROUND","round":1}                    | game
                    {"reason":"r","kind":"VOID_ROUND","game":"g"}                   | round
                    {"reason":" ","kind":"VOID_ROUND","game":"g","round":1}         | reason
                    {"reason":"r","kind":"VOID_ROUND","game":"g","round":1,"amount":1} | amount
                    {"id":"1","reason":"r","kind":"VOID_ROUND","game":"g","round":1}  | id
                    {"reason":"r","kind":"BOOK_PAYMENT","operator":"demo","currency":"EUR"} | amount
                    {"reason":"r","kind":"BOOK_PAYMENT","operator":"demo","amount":1}  | currency
                    {"reason":"r","kind":"BOOK_PAYMENT","operator":"demo","currency":"EUR","amount":-9223372036854775808} | amount
                    {"reason":"r","kind":"PAY_PROMOTION","operator":"demo","currency":"EUR","amount":1} | player
                    {"reason":"r","kind":"PAY_PROMOTION","operator":"demo","player":"a","currency":"EUR","amount":-1} | amount
                    {"reason":"r","kind":"PAY_PROMOTION","operator":"demo","player":"a","currency":"EUR"} | amount
                    {"reason":"r","kind":"BOOK_PAYMENT","operator":"demo","player":"a","currency":"EUR","amount":1} | player
                    {"reason":"r","kind":"CLOSE_PARKED","transaction":"x","operatorTransaction":"y"} | transaction
                    {"reason":"r","kind":"VOID_ROUND","game":"g","round":1,"state":"DONE"} | state
                    """)
    void a_wrong_request_names_its_field_and_changes_nothing(String body, String field) {
        as("admin")
                .body(body)
                .post("/v1/approvals")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    @Test
    void pages_follow_each_other() {
        for (int i = 0; i < 3; i++) {
            asked("risk", voiding(Ids.next().toString(), 100 + i));
        }
        var first = as("support").get("/v1/approvals?limit=2").jsonPath();
        var second =
                as("support")
                        .get("/v1/approvals?limit=2&after=" + first.getString("next"))
                        .jsonPath();
        assertEquals(2, first.getList("items").size());
        assertTrue(
                first.<String>getList("items.id").stream()
                        .noneMatch(second.getList("items.id")::contains));
        as("support").get("/v1/approvals?after=nonsense").then().statusCode(404);
        as("support").get("/v1/approvals?state=MAYBE").then().statusCode(400);
        as("support").get("/v1/approvals?limit=0").then().statusCode(400);
    }

    @Test
    void what_waits_for_people_is_listed_and_sent_again_by_one_person() {
        as("support")
                .get("/v1/manual-queue")
                .then()
                .statusCode(200)
                .body("items.transaction", hasItem(QueueDesk.CREDIT))
                .body("items[0].amount", equalTo(88_500));
        as("support")
                .get("/v1/manual-queue/" + QueueDesk.CREDIT)
                .then()
                .body("attempts[0].status", equalTo(502));
        as("support").get("/v1/liabilities").then().body("items[0].parked", equalTo(88_500));
        as("risk").post("/v1/manual-queue/" + QueueDesk.CREDIT + "/retry").then().statusCode(202);
        assertTrue(QueueDesk.RETRIED.contains(QueueDesk.CREDIT + " id-of-risk"));
        as("auditor")
                .get("/v1/audit?subject=transaction/" + QueueDesk.CREDIT)
                .then()
                .body("items.action", hasItems("parked.retry-asked", "parked.retried"));
        as("risk").post("/v1/manual-queue/nothing/retry").then().statusCode(404);
    }

    @Test
    void an_operator_sees_its_own_balance_only() {
        as("auditor").get("/v1/balances").then().body("items.operator", hasItems("demo", "rival"));
        as("operator")
                .get("/v1/balances")
                .then()
                .statusCode(200)
                .body("items.operator", equalTo(List.of("demo")));
        as("operator").get("/v1/balances?operator=rival").then().statusCode(404);
        as("auditor").get("/v1/balances?operator=nobody").then().body("items", empty());
        as("auditor").get("/v1/balances").then().body(not(containsString("secret")));
    }

    private static Connection database() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("fairdraw.db.user", String.class),
                config.getValue("fairdraw.db.password", String.class));
    }
}
