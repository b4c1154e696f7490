package fairdraw.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import fairdraw.e2e.Operator.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People at the pages: a player in the casino, an admin and an auditor behind Keycloak. */
class BrowserTest {

    private static Visitors visitors;

    private final Platform platform = Platform.get();
    private final Operator operator = new Operator(platform);

    @BeforeAll
    static void browser() {
        visitors = Visitors.come(Platform.get());
    }

    @AfterAll
    static void close() {
        if (visitors != null) {
            visitors.close();
        }
    }

    @Test
    void a_player_signs_in_bets_and_checks_the_round_on_a_phone() {
        play(390, 844, "casino-phone", "sofia");
    }

    @Test
    void a_player_signs_in_bets_and_checks_the_round_on_a_desktop() {
        play(1280, 900, "casino", "rosa");
    }

    private void play(int width, int height, String picture, String name) {
        try (BrowserContext person = visitors.person(width, height)) {
            Page page = person.newPage();
            List<String> elsewhere = new ArrayList<>();
            page.onRequest(request -> note(elsewhere, request.url()));
            page.navigate(platform.at("/demoOperator/playerPage"));
            page.getByRole(AriaRole.BUTTON, named(name)).click();
            page.getByRole(AriaRole.LINK, named("Play")).first().click();
            FrameLocator game = page.frameLocator("#game");
            assertThat(game.locator("#balance")).containsText("€");
            assertThat(game.locator("#dev")).isVisible();
            operator.player(name).openRound();
            game.locator("[data-key='market-ODD_EVEN']").click();
            game.locator("[data-key='side-ODD']").click();
            game.locator("#go").click();
            Locator mine = game.locator("#mine");
            assertThat(mine).containsText("Odd", soon());
            Visitors.picture(page, picture);
            // Won or lost: the result reaches the page by itself.
            assertThat(game.locator("#results li").first()).isVisible(visibleSoon());
            game.getByRole(AriaRole.BUTTON, inFrame("Check")).first().click();
            assertThat(game.locator("#proof")).isVisible();
            assertThat(game.locator("#proof")).containsText("beacon", soon());
            Visitors.picture(page, picture + "-proof");
            assertEquals(List.of(), elsewhere, "requests to other hosts");
        }
    }

    @Test
    void a_player_is_given_a_free_bet_and_plays_it_from_the_lobby() {
        for (int width : new int[] {390, 1280}) {
            String name = width < 500 ? "ursula" : "thomas";
            long before = operator.player(name).balance();
            try (BrowserContext person = visitors.person(width, 900)) {
                Page page = person.newPage();
                page.navigate(platform.at("/demoOperator/playerPage"));
                page.getByRole(AriaRole.BUTTON, named(name)).click();
                page.getByRole(AriaRole.BUTTON, named("Ask the house for one")).click();
                page.getByRole(AriaRole.BUTTON, named("Ask the house for one")).click();
                assertThat(page.locator(".gift")).hasCount(2);
                Visitors.picture(page, "casino-free-bets-" + width);
                operator.player(name).openRound();
                page.getByRole(AriaRole.BUTTON, named("on odd")).first().click();
                assertThat(page.locator("[role='status']")).containsText("in the round");
                assertThat(page.locator(".gift")).hasCount(1);
                assertThat(page.locator(".lines")).containsText("Free bet");
                Visitors.picture(page, "casino-free-bet-played-" + width);
            }
            // Nothing was taken; a win may have come.
            assertTrue(operator.player(name).balance() >= before);
        }
    }

    @Test
    void an_admin_changes_the_largest_stake_and_the_engine_holds_it_from_a_later_round() {
        Player player = operator.player("vera");
        try (BrowserContext person = visitors.person(1280, 900)) {
            Page page = person.newPage();
            visitors.signIn(page, platform.at("/backoffice/url") + "/ui/operators", "admin");
            Visitors.picture(page, "backoffice-operators");
            page.getByRole(AriaRole.LINK, named("Demo Casino")).click();
            Locator largest = page.locator("input[name='maxStake']").first();
            String before = largest.inputValue();
            Visitors.picture(page, "backoffice-operator");
            save(page, largest, "5.00");
            await("the limit to hold")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> "STAKE_TOO_HIGH".equals(codeOfStake(player, 501)));
            save(page, page.locator("input[name='maxStake']").first(), before);
            await("the old limit to hold again")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> codeOfStake(player, 501).isEmpty());
        }
        try (BrowserContext person = visitors.person(390, 844)) {
            Page page = person.newPage();
            visitors.signIn(page, platform.at("/backoffice/url") + "/ui/operators", "admin");
            Visitors.picture(page, "backoffice-phone");
        }
    }

    @Test
    void an_auditor_reads_stakes_payouts_and_rtp() {
        Player player = operator.player("wassily");
        String round = player.openRound().path("roundId").asText();
        player.place(round, List.of(bet("ODD_EVEN", "ODD", 500))).expect(201);
        player.finished(round);
        try (BrowserContext person = visitors.person(1280, 900)) {
            Page page = person.newPage();
            visitors.signIn(page, platform.at("/reporting/url") + "/", "auditor");
            assertThat(page.locator("main")).containsText("GGR", soon());
            assertThat(page.locator("main")).containsText("RTP", soon());
            Visitors.picture(page, "reporting");
        }
    }

    private static String codeOfStake(Player player, long stake) {
        JsonNode round = player.openRound();
        Answer answer =
                player.place(
                        round.path("roundId").asText(), List.of(bet("ODD_EVEN", "ODD", stake)));
        return answer.body().path("code").asText("");
    }

    private static void save(Page page, Locator field, String value) {
        field.fill(value);
        page.locator("#reason").fill("a change of limits");
        page.getByRole(AriaRole.BUTTON, named("Save changes")).click();
        assertThat(page.locator("[role='status']").first()).isVisible();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static FrameLocator.GetByRoleOptions inFrame(String name) {
        return new FrameLocator.GetByRoleOptions().setName(name);
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000).setIgnoreCase(true);
    }

    private static LocatorAssertions.IsVisibleOptions visibleSoon() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(40_000);
    }

    private static void note(List<String> elsewhere, String url) {
        String host = URI.create(url).getHost();
        if (host != null && !host.equals("127.0.0.1") && !host.equals("localhost")) {
            elsewhere.add(url);
        }
    }
}
