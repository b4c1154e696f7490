package fairdraw.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages where people look after money, with money on them: for eyes, thumbs and keyboards. */
class DeskPagesTest {

    private static final int TABS_MAX = 60;
    private static final int PHONE_WIDTH_MAX = 760;

    private static Visitors visitors;
    private static Casino casino;
    private static JsonNode parked;
    private static JsonNode waiting;

    private final Platform platform = Platform.get();
    private final Person admin = new Person(platform, "admin");

    /** A credit that a wallet refuses for good, and a request that waits for a second person. */
    @BeforeAll
    static void there_is_something_to_decide() {
        visitors = Visitors.come(Platform.get());
        Person admin = new Person(Platform.get(), "admin");
        casino = Casino.opened(Platform.get(), admin, "pages");
        casino.wallet().answer("credit", 422, Map.of("code", "DUPLICATE_MISMATCH"));
        Player player = casino.server().player("first");
        String round = Casino.nextRound(player);
        JsonNode ticket =
                player.place(
                                round,
                                List.of(bet("ODD_EVEN", "ODD", 500), bet("ODD_EVEN", "EVEN", 1250)))
                        .expect(201);
        parked =
                await("a credit that waits for people")
                        .atMost(Duration.ofSeconds(60))
                        .until(
                                () ->
                                        admin.get("/v1/manual-queue?operator=" + casino.id())
                                                .expect(200)
                                                .at("/items/0"),
                                it -> !it.isMissingNode());
        waiting =
                admin.order(
                        "ADJUST_BET",
                        "the table of the evening was wrong",
                        Map.of(
                                "operator",
                                casino.id(),
                                "ticket",
                                ticket.path("ticketId").asText(),
                                "index",
                                0,
                                "amount",
                                12_345,
                                "currency",
                                "EUR"));
    }

    @AfterAll
    static void leave() {
        if (casino != null) {
            casino.close();
        }
        if (visitors != null) {
            visitors.close();
        }
    }

    private Map<String, String> pages() {
        String desk = platform.at("/backoffice/url");
        String reports = platform.at("/reporting/url");
        String today = Instant.now().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
        var pages = new LinkedHashMap<String, String>();
        pages.put("operators", desk + "/ui/operators");
        pages.put("approvals", desk + "/ui/approvals");
        pages.put("approval", desk + "/ui/approvals/" + Person.id(waiting));
        pages.put("approval-new", desk + "/ui/approvals/new?kind=ADJUST_BET");
        pages.put("queue", desk + "/ui/manual-queue");
        pages.put("queue-call", desk + "/ui/manual-queue/" + parked.path("transaction").asText());
        pages.put("halts", desk + "/ui/halts");
        pages.put("balances", desk + "/ui/balances");
        pages.put("audit", desk + "/ui/audit");
        pages.put("revenue", reports + "/ui/revenue");
        pages.put("monitor", reports + "/ui/monitor");
        pages.put("reconciliation", reports + "/ui/reconciliation?from=" + today + "&to=" + today);
        return pages;
    }

    @Test
    void every_page_can_be_read_and_touched_on_a_phone_and_on_a_desk() {
        List<String> found = new ArrayList<>();
        for (int width : List.of(390, 1280)) {
            try (BrowserContext person = visitors.person(width, 844)) {
                Page page = person.newPage();
                visitors.signIn(page, platform.at("/backoffice/url") + "/ui/operators", "risk");
                pages().forEach((name, address) -> {
                    page.navigate(address);
                    assertThat(page.locator("main h1")).isVisible();
                    Visitors.picture(page, "desk-" + name + "-" + width);
                    complaints(page, width).forEach(it -> found.add(name + " " + it));
                });
            }
        }
        assertEquals(List.of(), found);
    }

    private static List<String> complaints(Page page, int width) {
        List<String> found = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            Sight.tooFaint(page).forEach(it -> found.add("too faint in " + scheme + ": " + it));
        }
        Sight.tooWide(page).forEach(it -> found.add("too wide: " + it));
        if (width < PHONE_WIDTH_MAX) {
            Sight.tooSmall(page).forEach(it -> found.add("too small: " + it));
        }
        return found;
    }

    @Test
    void a_second_person_decides_by_keyboard_alone() {
        JsonNode first = admin.order("VOID_ROUND", "asked by one", farAway());
        JsonNode second = admin.order("VOID_ROUND", "asked by one again", farAway());
        try (BrowserContext person = visitors.person(1280, 844)) {
            Page page = person.newPage();
            page.onDialog(dialog -> dialog.accept());
            String desk = platform.at("/backoffice/url");
            visitors.signIn(page, desk + "/ui/approvals/" + Person.id(first), "risk");
            page.navigate(desk + "/ui/approvals/" + Person.id(first));
            tabTo(page, "button", "Approve");
            page.keyboard().press("Enter");
            assertThat(page.locator(".head .chip")).not().hasText("REQUESTED");
            assertEquals("risk", decidedBy(first));

            page.navigate(desk + "/ui/approvals/" + Person.id(second));
            tabTo(page, "input", "Why you refuse");
            page.keyboard().type("no reason is good enough");
            tabTo(page, "button", "Refuse");
            page.keyboard().press("Space");
            assertThat(page.locator(".head .chip")).hasText("REFUSED");
            assertEquals("risk", decidedBy(second));
        }
    }

    /** Presses Tab until the named thing has the focus, which must show. */
    private static void tabTo(Page page, String tag, String name) {
        Locator focused = page.locator(":focus");
        for (int i = 0; i < TABS_MAX; i++) {
            page.keyboard().press("Tab");
            if (focused.count() == 1
                    && tag.equals(focused.evaluate("it => it.tagName.toLowerCase()"))
                    && name.equals(focused.evaluate(Sight.NAME))) {
                assertTrue((boolean) focused.evaluate(Sight.SHOWS_FOCUS), name + " shows no focus");
                return;
            }
        }
        throw new AssertionError("Tab never reaches " + name);
    }

    private String decidedBy(JsonNode approval) {
        return await("the decision")
                .atMost(Duration.ofSeconds(10))
                .until(
                        () ->
                                admin.get("/v1/approvals/" + Person.id(approval))
                                        .expect(200)
                                        .at("/decidedBy/name")
                                        .asText(),
                        it -> !it.isEmpty());
    }

    /** A round that is over: approved or not, nothing comes of it. */
    private static Map<String, Object> farAway() {
        return Map.of("game", "digits-3", "round", 0);
    }
}
