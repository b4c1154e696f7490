package fairdraw.reporting.reconcile;

import static fairdraw.reporting.reconcile.ThreeSides.CREDIT;
import static fairdraw.reporting.reconcile.ThreeSides.DEBIT;
import static fairdraw.reporting.reconcile.ThreeSides.MIDNIGHT;
import static fairdraw.reporting.reconcile.ThreeSides.NEXT;
import static fairdraw.reporting.reconcile.ThreeSides.NOON;
import static fairdraw.reporting.reconcile.ThreeSides.PROMOTION;
import static fairdraw.reporting.reconcile.ThreeSides.ROLLBACK;
import static fairdraw.reporting.reconcile.ThreeSides.debit;
import static fairdraw.reporting.reconcile.ThreeSides.id;
import static fairdraw.reporting.reconcile.ThreeSides.ticket;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.reporting.Feed;
import fairdraw.reporting.ReportingParts;
import fairdraw.reporting.Tokens;
import fairdraw.stack.up.Reconcile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ReportingParts.class)
class ReconcileTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DAY = "from=2026-03-02&to=2026-03-03";

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role));
    }

    private static ValidatableResponse days(String operator) {
        return as("auditor")
                .get("/v1/reconciliation?" + DAY + "&operator=" + operator)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse differences(String operator) {
        return as("auditor")
                .get("/v1/reconciliation/differences?" + DAY + "&operator=" + operator)
                .then()
                .statusCode(200);
    }

    /** Everything that was sent to one key of a topic is taken once this last ticket is. */
    private static void awaitTaken(ThreeSides sides) {
        String last = ticket(sides.operator + "-last-" + sides.sent.size());
        sides.accepted(last, 1);
        sides.ordered(CREDIT, id("credit", last), last, 1);
        sides.applied(DEBIT, debit(last), last, 1);
        sides.applied(CREDIT, id("credit", last), last, 1);
        sides.page(
                "last-" + last,
                MIDNIGHT,
                NEXT,
                NEXT + 2_000,
                0,
                true,
                List.of(
                        sides.line(DEBIT, debit(last), last, 1).build(),
                        sides.line(CREDIT, id("credit", last), last, 1).build()));
        await().atMost(SOON)
                .untilAsserted(() -> {
                    var kinds = days(sides.operator).extract().jsonPath();
                    for (String kind : List.of("DEBIT", "CREDIT")) {
                        for (String side : List.of("booked", "told", "stated")) {
                            Integer sum =
                                    kinds.get(
                                            "items[0].kinds.find { it.kind == '%s' }.%s.amount"
                                                    .formatted(kind, side));
                            assertEquals(1, sum % 100, kind + " " + side + " " + sum);
                        }
                    }
                });
    }

    @Test
    void three_sides_that_agree_have_no_difference_and_equal_totals() {
        var sides = new ThreeSides("agree");
        sides.wholeTicket(ticket("a1"), 500, 0);
        sides.wholeTicket(ticket("a2"), 300, 2_600);
        lateDebit(sides, ticket("a3"));
        String declined = ticket("a4");
        sides.refused(DEBIT, debit(declined), declined, 700);
        sides.statements();
        awaitTaken(sides);
        days("agree")
                .body("verdict", equalTo("AGREED"))
                .body("stated", equalTo(true))
                .body("items", hasSize(1))
                .body("items[0].day", equalTo("2026-03-02"))
                .body("items[0].currency", equalTo("EUR"))
                .body("items[0].causes", empty())
                .body("items[0].kinds.kind", contains("CREDIT", "DEBIT", "ROLLBACK"))
                .body("items[0].kinds[0].booked.amount", equalTo(2_601))
                .body("items[0].kinds[0].told.amount", equalTo(2_601))
                .body("items[0].kinds[0].stated.amount", equalTo(2_601))
                .body("items[0].kinds[1].booked.amount", equalTo(801))
                .body("items[0].kinds[1].told.amount", equalTo(801))
                .body("items[0].kinds[1].stated.amount", equalTo(1_101))
                .body("items[0].kinds[2].booked.amount", equalTo(300))
                .body("items[0].kinds[2].stated.amount", equalTo(300));
        differences("agree").body("items", empty()).body("next", nullValue());
    }

    @Test
    void a_free_bet_of_0_and_a_gift_without_a_ticket_agree_on_three_sides() {
        var sides = new ThreeSides("gifts");
        String won = ticket("g1");
        sides.acceptedFree(won, 500);
        sides.applied(DEBIT, debit(won), won, 0);
        // A wallet may well say that nothing moved.
        sides.list(sides.line(DEBIT, debit(won), won, 0).setMoved(false));
        sides.ordered(CREDIT, id("credit", won), won, 2_600);
        sides.applied(CREDIT, id("credit", won), won, 2_600);
        sides.listed(CREDIT, id("credit", won), won, 2_600);
        String back = ticket("g2");
        sides.unknown(DEBIT, debit(back), back, 0);
        sides.ordered(ROLLBACK, id("rollback", back), back, 0);
        sides.applied(ROLLBACK, id("rollback", back), back, 0);
        sides.listed(DEBIT, debit(back), back, 0);
        sides.list(sides.line(ROLLBACK, id("rollback", back), back, 0).setMoved(false));
        String gift = id("promotion", "g3");
        sides.ordered(PROMOTION, gift, "", 900);
        sides.applied(PROMOTION, gift, "", 900);
        sides.listed(PROMOTION, gift, "", 900);
        // What nobody ordered, and a free bet that was taken money for, are found.
        sides.listed(PROMOTION, id("promotion", "g4"), "", 70);
        String robbed = ticket("g5");
        sides.acceptedFree(robbed, 500);
        sides.applied(DEBIT, debit(robbed), robbed, 0);
        sides.listed(DEBIT, debit(robbed), robbed, 500);
        sides.statements();
        awaitTaken(sides);
        days("gifts")
                .body("items[0].kinds.kind", hasItem("PROMOTION"))
                .body("items[0].kinds.find { it.kind == 'PROMOTION' }.booked.amount", equalTo(900));
        differences("gifts")
                .body(
                        "items.collect { it.cause + ' ' + it.kind }",
                        containsInAnyOrder("UNKNOWN_TO_US PROMOTION", "AMOUNT_DIFFERS DEBIT"));
    }

    /** A debit whose answer was lost, given back: net zero, and nothing to complain about. */
    private static void lateDebit(ThreeSides sides, String ticket) {
        sides.unknown(DEBIT, debit(ticket), ticket, 300);
        sides.ordered(ROLLBACK, id("rollback", ticket), ticket, 300);
        sides.applied(ROLLBACK, id("rollback", ticket), ticket, 300);
        sides.listed(DEBIT, debit(ticket), ticket, 300);
        sides.listed(ROLLBACK, id("rollback", ticket), ticket, 300);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void each_cause_is_found_and_no_other(Cause cause) {
        var sides = new ThreeSides("c-" + cause.name().toLowerCase(java.util.Locale.ROOT));
        sides.wholeTicket(ticket(sides.operator), 500, 4_400);
        Plants.of(cause).in(sides, ticket(sides.operator + "-planted"));
        if (cause == Cause.NOT_STATED) {
            sides.page("half", MIDNIGHT, NEXT, NEXT, 0, false, sides.lines);
        } else {
            sides.statements();
        }
        awaitSettled(sides);
        var found =
                new TreeSet<>(
                        differences(sides.operator)
                                .extract()
                                .jsonPath()
                                .<String>getList("items.cause"));
        assertEquals(Set.of(cause.name()), found);
        days(sides.operator)
                .body("verdict", equalTo(cause.waits() ? "INCOMPLETE" : "DIFFERENCES"))
                .body("items[0].causes[0].cause", equalTo(cause.name()))
                .body("items[0].causes[0].total.count", equalTo(1));
        String page =
                as("auditor")
                        .get(
                                "/ui/reconciliation?from=2026-03-02&to=2026-03-02&operator="
                                        + sides.operator)
                        .asString()
                        .replace("&#39;", "'");
        assertTrue(page.contains("<b>1</b> " + cause.words()), page);
        assertTrue(page.contains("<b>" + cause.words() + "</b>"), page);
    }

    /** Like {@link #awaitTaken} without a list that would cover the day. */
    private static void awaitSettled(ThreeSides sides) {
        if (!sides.operator.equals("c-not_stated")) {
            awaitTaken(sides);
            return;
        }
        await().atMost(SOON)
                .untilAsserted(() -> differences(sides.operator).body("items", hasSize(1)));
    }

    @Test
    void what_is_sent_again_and_an_empty_list_change_nothing() {
        var sides = new ThreeSides("again");
        sides.wholeTicket(ticket("g1"), 500, 4_400);
        String parked = ticket("g2");
        sides.wholeTicket(parked, 100, 0);
        sides.ordered(CREDIT, id("credit", parked), parked, 900);
        sides.parked(CREDIT, id("credit", parked), parked, 900);
        sides.tell(
                sides.result(CREDIT, id("credit", parked), parked, 900)
                        .setAtMs(NOON + 5_000)
                        .setApplied(
                                fairdraw.events.v1.Applied.newBuilder()
                                        .setOperatorTransaction("o2")));
        sides.listed(CREDIT, id("credit", parked), parked, 900);
        sides.statements();
        awaitTaken(sides);
        String before = days("again").extract().body().asString();
        days("again").body("verdict", equalTo("AGREED"));
        sides.replay();
        sides.statement("empty-again", MIDNIGHT, NEXT, NEXT + 9_000, List.of());
        awaitTaken(new ThreeSides("again-marker"));
        awaitQuiet(sides);
        assertEquals(before, days("again").extract().body().asString());
    }

    /** The replay is over when what was sent after it, under the same keys, is there. */
    private static void awaitQuiet(ThreeSides sides) {
        String last = ticket("quiet");
        var test = new ThreeSides(sides.operator);
        test.order(
                test.command(id("credit", last), last)
                        .setMode("TEST")
                        .setCredit(fairdraw.events.v1.Credit.newBuilder().setAmount(1)));
        test.tell(
                test.result(CREDIT, id("credit", last), last, 1)
                        .setMode("TEST")
                        .setApplied(fairdraw.events.v1.Applied.newBuilder()));
        test.page(
                "quiet",
                MIDNIGHT,
                NEXT,
                NEXT + 9_500,
                0,
                true,
                List.of(test.line(CREDIT, id("credit", last), last, 1).setMode("TEST").build()));
        await().atMost(SOON)
                .untilAsserted(() ->
                        as("auditor")
                                .get(
                                        "/v1/reconciliation?mode=TEST&"
                                                + DAY
                                                + "&operator="
                                                + sides.operator)
                                .then()
                                .body("items[0].kinds[0].booked.count", equalTo(1))
                                .body("items[0].kinds[0].told.count", equalTo(1))
                                .body("items[0].kinds[0].stated.count", equalTo(1)));
    }

    @Test
    void a_late_posting_is_booked_on_its_event_day_and_shown_on_its_posting_day() {
        var sides = new ThreeSides("late");
        String ticket = ticket("l1");
        sides.wholeTicket(ticket, 500, 0);
        sides.ordered(CREDIT, id("credit", ticket), ticket, 4_400);
        sides.tell(
                sides.result(CREDIT, id("credit", ticket), ticket, 4_400)
                        .setAtMs(NEXT + 3_600_000)
                        .setApplied(fairdraw.events.v1.Applied.newBuilder()));
        sides.statement("s-late", MIDNIGHT, NEXT, NEXT + 1_000, sides.lines);
        sides.statement(
                "n-late",
                NEXT,
                NEXT + 86_400_000,
                NEXT + 87_000_000,
                List.of(
                        sides.line(CREDIT, id("credit", ticket), ticket, 4_400)
                                .setAtMs(NEXT + 3_600_020)
                                .build()));
        awaitTaken(sides);
        days("late")
                .body("verdict", equalTo("AGREED"))
                .body("items[0].kinds[0].kind", equalTo("CREDIT"))
                .body("items[0].kinds[0].stated.amount", equalTo(4_401))
                .body("items[0].kinds[0].postedLater.count", equalTo(1))
                .body("items[0].kinds[0].postedLater.amount", equalTo(4_400));
        // The day after has an order of its own, so that it has a row.
        String next = ticket("l2");
        sides.accepted(next, 200, NEXT + 60_000);
        await().atMost(SOON)
                .untilAsserted(() ->
                        as("admin")
                                .get(
                                        "/v1/reconciliation?from=2026-03-03&to=2026-03-04"
                                                + "&operator=late")
                                .then()
                                .body("items[0].postedFromEarlier.count", equalTo(1))
                                .body("items[0].postedFromEarlier.amount", equalTo(4_400)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&operator=nobody"})
    void days_without_a_transaction_are_nothing_to_compare_and_never_agreed(String operator) {
        as("auditor")
                .get("/v1/reconciliation?from=2026-05-01&to=2026-05-08" + operator)
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("stated", equalTo(false))
                .body("verdict", equalTo("NOTHING_TO_COMPARE"));
        as("auditor")
                .get("/ui/reconciliation?from=2026-05-01&to=2026-05-07" + operator)
                .then()
                .statusCode(200)
                .body(containsString("Nothing to compare"))
                .body(not(containsString("say the same")));
        assertEquals(Reconcile.INCOMPLETE, command("nobody", "2026-05-01"));
    }

    @Test
    void an_operator_whose_list_never_came_is_named_and_not_compared() {
        var quiet = new ThreeSides("unfetched");
        String ticket = ticket("n1");
        quiet.accepted(ticket, 500);
        quiet.applied(DEBIT, debit(ticket), ticket, 500);
        await().atMost(SOON)
                .untilAsserted(() ->
                        days("unfetched")
                                .body("items", hasSize(1))
                                .body("items[0].kinds[0].told.count", equalTo(1)));
        days("unfetched")
                .body("verdict", equalTo("INCOMPLETE"))
                .body("notCompared", contains("unfetched"))
                .body("items[0].statedUntil", nullValue());
        as("auditor")
                .get("/v1/reconciliation?" + DAY)
                .then()
                .body("notCompared", hasItem("unfetched"))
                .body("verdict", not(equalTo("AGREED")));
        as("auditor")
                .get("/ui/reconciliation?from=2026-03-02&to=2026-03-02&operator=unfetched")
                .then()
                .body(containsString("Not compared"))
                .body(containsString("The list has not come of unfetched."));
    }

    @Test
    void a_day_that_still_goes_on_agrees_so_far() {
        long midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).toEpochMilli();
        var sides = new ThreeSides("today", midnight);
        sides.wholeTicket(ticket("t1"), 500, 900);
        sides.page("so-far", midnight, midnight + 60_000, midnight + 61_000, 0, true, sides.lines);
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(midnight), ZoneOffset.UTC);
        await().atMost(SOON)
                .untilAsserted(() ->
                        as("auditor")
                                .get(
                                        "/v1/reconciliation?operator=today&from=%s&to=%s"
                                                .formatted(today, today.plusDays(1)))
                                .then()
                                .body("verdict", equalTo("AGREED_SO_FAR"))
                                .body("stated", equalTo(false))
                                .body("notCompared", empty())
                                .body("items[0].over", equalTo(false)));
    }

    @Test
    void a_list_that_lacks_a_page_says_nothing_is_missing() {
        var sides = new ThreeSides("gap");
        String ticket = ticket("p1");
        sides.accepted(ticket, 500);
        sides.applied(DEBIT, debit(ticket), ticket, 500);
        sides.page("gap", MIDNIGHT, NEXT, NEXT, 0, false, List.of());
        sides.page("gap", MIDNIGHT, NEXT, NEXT, 2, true, List.of());
        await().atMost(SOON)
                .untilAsserted(
                        () -> differences("gap").body("items.cause", contains("NOT_STATED")));
        days("gap").body("verdict", equalTo("INCOMPLETE")).body("stated", equalTo(false));
        sides.page("gap", MIDNIGHT, NEXT, NEXT, 1, false, List.of());
        await().atMost(SOON)
                .untilAsserted(() ->
                        differences("gap").body("items.cause", contains("MISSING_AT_OPERATOR")));
    }

    @Test
    void another_order_of_a_transaction_and_nonsense_are_set_aside() {
        var sides = new ThreeSides("letters");
        String ticket = ticket("d1");
        sides.ordered(CREDIT, id("credit", ticket), ticket, 900);
        sides.ordered(CREDIT, id("credit", ticket), ticket, 90_000);
        sides.tell(
                sides.result(CREDIT, id("credit", ticket), ticket, 900)
                        .setCurrency("EURO")
                        .setApplied(fairdraw.events.v1.Applied.newBuilder()));
        Feed.send("fairdraw.wallet-commands.v1", "letters/p1", new byte[] {1, 2, 3});
        awaitTaken(sides);
        differences("letters")
                .body("items.cause", contains("STILL_QUEUED"))
                .body("items[0].booked.amount", equalTo(900));
        var letters = DeadLetters.of("fairdraw.wallet-commands.v1.dlq", 2, SOON);
        assertEquals(
                Set.of("another order of the same transaction"),
                new TreeSet<>(
                        letters.stream().filter(each -> each.startsWith("another")).toList()));
    }

    @Test
    void pages_follow_each_other_without_gap_or_copy() {
        var sides = new ThreeSides("paged");
        for (int i = 0; i < 5; i++) {
            sides.ordered(CREDIT, id("credit", ticket("q" + i)), ticket("q" + i), 900);
        }
        sides.statements();
        await().atMost(SOON).untilAsserted(() -> differences("paged").body("items", hasSize(5)));
        var seen = new TreeSet<String>();
        String after = "";
        for (int page = 0; page < 3; page++) {
            var json =
                    as("risk")
                            .get(
                                    "/v1/reconciliation/differences?"
                                            + DAY
                                            + "&operator=paged&limit=2&after="
                                            + after)
                            .jsonPath();
            seen.addAll(json.getList("items.transaction"));
            after = json.getString("next");
        }
        assertEquals(5, seen.size());
        as("risk")
                .get("/v1/reconciliation/differences.csv?" + DAY + "&operator=paged")
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .body(containsString("STILL_QUEUED,\"CREDIT\""))
                .body(containsString(",9.00,2026-03-02T12:00:00Z,"));
    }

    @Test
    void an_operator_sees_its_own_only() {
        var own = new ThreeSides("demo");
        own.ordered(CREDIT, id("credit", ticket("own")), ticket("own"), 900);
        var other = new ThreeSides("rival");
        other.ordered(CREDIT, id("credit", ticket("foreign")), ticket("foreign"), 900);
        await().atMost(SOON)
                .untilAsserted(() -> {
                    differences("rival").body("items", hasSize(1));
                    differences("demo").body("items", not(empty()));
                });
        as("operator")
                .get("/v1/reconciliation/differences?" + DAY)
                .then()
                .statusCode(200)
                .body("items.operator.unique()", contains("demo"));
        as("operator")
                .get("/v1/reconciliation?" + DAY + "&operator=rival")
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
    }

    @Test
    void the_page_names_the_cause_and_the_command_exits_1() {
        var sides = new ThreeSides("shown");
        sides.wholeTicket(ticket("s1"), 500, 4_400);
        sides.ordered(CREDIT, id("credit", ticket("s2")), ticket("s2"), 900);
        sides.statements();
        awaitTaken(sides);
        as("auditor")
                .get("/ui/reconciliation?from=2026-03-02&to=2026-03-02&operator=shown")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(containsString("ordered, and not decided yet"))
                .body(containsString("53.01"))
                .body(not(containsString("style=")));
        as("auditor")
                .get("/ui/reconciliation?from=x&to=y")
                .then()
                .statusCode(200)
                .body(containsString("is a day, such as"));
        assertEquals(Reconcile.DIFFERENCES, command("shown", "2026-03-02"));
        assertEquals(Reconcile.AGREED, command("shown", "2026-03-03"));
        assertEquals(Reconcile.INCOMPLETE, command("shown", "2026-03-09"));
        assertEquals(Reconcile.UNANSWERED, command("shown", "yesterday"));
        assertEquals(Reconcile.UNANSWERED, command("a b", "2026-03-09"));
    }

    private static int command(String operator, String day) {
        return Reconcile.run(
                URI.create("http://127.0.0.1:" + RestAssured.port),
                Tokens.of("auditor"),
                operator,
                day,
                new PrintStream(OutputStream.nullOutputStream()));
    }

    @ParameterizedTest
    @CsvSource({
        "admin, 200",
        "risk, 200",
        "auditor, 200",
        "regulator, 200",
        "operator, 200",
        "support, 403",
        "player, 403",
    })
    void each_role_has_its_reach(String role, int status) {
        for (String path :
                List.of(
                        "/v1/reconciliation?" + DAY,
                        "/v1/reconciliation/differences?" + DAY,
                        "/v1/reconciliation/differences.csv?" + DAY,
                        "/ui/reconciliation",
                        "/ui/reconciliation/differences.csv")) {
            as(role).get(path).then().statusCode(status);
            given().get(path).then().statusCode(401);
            if (path.startsWith("/ui")) {
                continue;
            }
            given().auth()
                    .oauth2(Tokens.of(role, "another-client"))
                    .get(path)
                    .then()
                    .statusCode(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to=2026-03-03",
                "from=2026-03-02",
                "from=2026-03-03&to=2026-03-02",
                "from=2026-02-30&to=2026-03-02",
                "from=2026-01-01&to=2027-01-01",
                DAY + "&operator=a'%20or%201=1",
                DAY + "&currency=EURO",
                DAY + "&mode=BOTH",
                DAY + "&cause=NONE",
                DAY + "&limit=0",
                DAY + "&limit=1001",
                DAY + "&after=%00",
                DAY + "&after=AAAA",
            })
    void a_wrong_parameter_is_named(String query) {
        for (String path : List.of("/v1/reconciliation?", "/v1/reconciliation/differences?")) {
            as("admin")
                    .get(path + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("INVALID_FIELD"))
                    .body("field", not(nullValue()));
        }
    }
}
