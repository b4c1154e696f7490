package fairdraw.pf1.verify;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import fairdraw.pf1.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verifier page as a saved file in a browser: it finds what the command line finds. */
class VerifierPageTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PAGE = Path.of("src/main/resources/fairdraw/verifier/index.html");
    private static final Path VECTORS = Path.of("src/test/resources/pf1-vectors.json");
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final String ROUND = "/v1/games/digits-3/rounds/19";
    private static final HonestHouse DEV = new HonestHouse();
    private static final HonestHouse DRAND = HonestHouse.drand();

    private static Playwright playwright;
    private static Browser browser;

    @TempDir private Path folder;
    private BrowserContext context;
    private Page page;
    private PublicHouse house;
    private final List<String> elsewhere = new ArrayList<>();

    @BeforeAll
    static void browser() {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM),
                "NOT CHECKED: no browser: install Debian's package chromium");
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(CHROMIUM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterAll
    static void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void open() {
        house = new PublicHouse(DEV);
        page(1280, 900, ColorScheme.LIGHT, "");
    }

    @AfterEach
    void close() {
        context.close();
        house.close();
        assertEquals(List.of(), elsewhere, "requests to other hosts");
    }

    @Test
    void a_drand_round_verifies_from_two_files_alone() throws IOException {
        files(DRAND, it -> it);
        assertThat(page.locator("#verdict")).containsText("right, as far as files can tell");
        assertThat(page.locator("#dev")).isHidden();
        assertThat(step("beacon network")).containsText("drand quicknet");
        assertThat(step("beacon")).hasAttribute("data-verdict", "ok");
    }

    @ParameterizedTest
    @CsvSource({"seed, record", "recordHash, record", "signature, record", "numbers[1], record"})
    void a_changed_record_fails_in_a_file_too(String field, String step) throws IOException {
        files(DRAND, json -> Changes.change(json, field));
        assertThat(page.locator("#verdict")).hasText("Not verified: " + step);
    }

    @Test
    void a_drand_round_verifies_with_the_chain() {
        house.close();
        house = new PublicHouse(DRAND);
        round();
        assertThat(page.locator("#verdict")).hasText("Round digits-3:19 is verified");
        assertThat(page.locator("#steps > li")).hasCount(14);
        assertThat(page.locator("[data-verdict='unchecked']")).hasCount(0);
        page.locator("summary").first().click();
        assertThat(step("game on chain")).containsText(DRAND.domain.hash().hex());
    }

    @Test
    void a_development_beacon_never_looks_verified() {
        round();
        assertThat(page.locator("#dev")).isVisible();
        assertThat(page.locator("#dev")).containsText("DEV BEACON: the house can predict");
        assertThat(page.locator("#verdict")).containsText("proves nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rpc call game; game on chain; 4",
                "rpc call batch; seed hash; 0",
                "rpc call batch; master; 1",
                "rpc call batch; commitment; 3",
                "rpc call batch; anchored records; 7",
                "rpc call beaconRoundOf; beacon round; 0",
                "rpc call verifySeed; seed; 0",
                "rpc call outcome; numbers; 0",
            })
    void a_changed_answer_of_the_chain_fails_at_its_step(String asked, String step, int word) {
        int digit = "0x".length() + word * 64 + 63;
        tamper(asked, json -> Changes.changeResult(json, result -> Changes.flip(result, digit)));
        round();
        assertThat(page.locator("#verdict")).hasText("Not verified: " + step);
    }

    @ParameterizedTest
    @CsvSource({
        "tableHash, opening",
        "seedHash, seed hash",
        "proof[1], seed hash",
        "beaconRound, beacon round",
        "sealAt, seal",
        "betRoot, seal",
        "betCount, seal",
        "beaconSignature, beacon",
        "entropy, beacon",
        "seed, seed",
        "outcome, numbers",
        "numbers[0], numbers",
        "flags[0], record",
        "extra, record",
        "openAt, record",
        "prevRecordHash, previous record",
    })
    void a_lie_that_the_house_signs_fails_at_its_step(String field, String step) {
        tamper(ROUND + "/record", json -> ChangedByteTest.signedAnew(Changes.change(json, field)));
        round();
        assertThat(page.locator("#verdict")).hasText("Not verified: " + step);
    }

    @Test
    void a_changed_opening_or_seal_or_a_missing_record_fails() {
        tamper(ROUND + "/opening", json -> Changes.change(json, "opening"));
        round();
        assertThat(page.locator("#verdict")).hasText("Not verified: opening");
        tamper(ROUND + "/seal", _ -> "");
        round();
        assertThat(page.locator("#verdict")).hasText("Not verified: seal");
        tamper(ROUND + "/record", _ -> "");
        round();
        assertThat(page.locator("#why")).containsText("no record of round 19 is published");
        tamper("rpc call game", _ -> "<html>");
        round();
        assertThat(page.locator("#why")).containsText("not JSON");
    }

    @Test
    void a_bet_verifies_and_with_a_changed_stake_does_not() {
        bet(house.betProof());
        assertThat(step("bet in the sealed set")).hasAttribute("data-verdict", "ok");
        assertThat(step("payout table")).hasAttribute("data-verdict", "ok");
        bet(house.betProof().replace("\\\"stake\\\":\\\"177\\\"", "\\\"stake\\\":\\\"977\\\""));
        assertThat(page.locator("#verdict")).hasText("Not verified: bet");
        bet(Changes.change(house.betProof(), "receipt.signature"));
        assertThat(page.locator("#verdict")).hasText("Not verified: receipt");
        bet(Changes.change(house.betProof(), "proof[1]"));
        assertThat(page.locator("#verdict")).hasText("Not verified: bet in the sealed set");
        bet(Changes.change(house.betProof(), "table"));
        assertThat(page.locator("#verdict")).hasText("Not verified: payout table");
    }

    @Test
    void the_page_does_the_sum_of_a_payout_and_says_what_was_paid_otherwise() {
        for (int width : new int[] {390, 1280}) {
            context.close();
            page(width, 900, ColorScheme.LIGHT, "");
            bet(house.betProof());
            assertThat(step("payout")).hasAttribute("data-verdict", "ok");
            assertThat(step("payout")).containsText("which is what was paid");
            step("payout").locator("summary").click();
            assertThat(step("payout")).containsText("product");
            assertEquals(width, page.evaluate("document.documentElement.scrollWidth"), "sideways");
            picture("verifier-bet-" + width);
            bet(Changes.change(house.betProof(), "payout"));
            assertThat(page.locator("#verdict")).hasText("Not verified: payout");
            assertThat(page.locator("#why")).containsText("but paid were");
            picture("verifier-bet-failed-" + width);
        }
        bet(house.betProof().replaceFirst("\"table\":\"(\\\\.|[^\"\\\\])*\"", "\"t\":\"\""));
        assertThat(step("payout")).hasAttribute("data-verdict", "unchecked");
    }

    @Test
    void the_published_vectors_verify_and_a_changed_one_does_not() throws IOException {
        vectors(VECTORS);
        assertThat(page.locator("#verdict")).hasText("This page is verified");
        assertThat(page.locator("#steps > li")).hasCount(Json.parseList(text(VECTORS)).size());
        var changed = folder.resolve("changed.json");
        String text = text(VECTORS);
        int at = text.indexOf("\"beaconSignature\": \"8d") + 40;
        Files.writeString(changed, Changes.flip(text, at));
        vectors(changed);
        assertThat(page.locator("#verdict")).hasText("Not verified: B-quicknet");
        assertThat(page.locator("#why")).containsText("beaconSignature");
    }

    @Test
    void the_keyboard_reaches_everything_and_the_result_is_announced() {
        page.locator("#tab-round").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#tab-bet")).isFocused();
        assertThat(page.locator("#pane-bet")).isVisible();
        assertThat(page.locator("#pane-round")).isHidden();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("Tab");
        assertThat(page.locator("[name='round']")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#why")).hasText("name a round");
        assertThat(page.locator("#result")).hasAttribute("aria-live", "polite");
        for (var unnamed : page.locator("input, textarea, button").all()) {
            assertTrue(
                    !unnamed.evaluate("it => it.labels?.length || it.textContent").equals(""),
                    unnamed::toString);
        }
    }

    @Test
    void a_link_fills_the_addresses_in_and_says_so() {
        context.close();
        page(1280, 900, ColorScheme.LIGHT, "?round=digits-3:19&rpc=http://x/&contract=0x1");
        assertThat(page.locator("[name='round']")).hasValue("digits-3:19");
        assertThat(page.locator("#suggested")).isVisible();
        assertThat(page.locator("#steps > li")).hasCount(0);
    }

    @Test
    void it_is_readable_on_a_phone_and_a_desk_by_day_and_by_night() throws IOException {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {390, 1280}) {
                context.close();
                page(width, 900, scheme, "");
                round();
                assertThat(page.locator("#steps > li")).hasCount(14);
                assertEquals(
                        width, page.evaluate("document.documentElement.scrollWidth"), "sideways");
                picture("verifier-" + width + "-" + scheme.name().toLowerCase());
            }
        }
        files(DRAND, it -> it);
        picture("verifier-files");
        files(DRAND, json -> Changes.change(json, "seed"));
        picture("verifier-failed");
    }

    private void page(int width, int height, ColorScheme scheme, String query) {
        context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, height)
                                .setColorScheme(scheme)
                                .setReducedMotion(
                                        com.microsoft.playwright.options.ReducedMotion.REDUCE));
        page = context.newPage();
        page.onRequest(request -> {
            String host = URI.create(request.url()).getHost();
            if (host != null && !host.equals("127.0.0.1")) {
                elsewhere.add(request.url());
            }
        });
        page.navigate(PAGE.toUri() + query);
    }

    private void sources() {
        page.locator("[name='rpc']").fill(house.address() + "/rpc");
        page.locator("[name='contract']").fill(DEV.contract.hex0x());
        page.locator("[name='records']").fill(house.address());
    }

    private void round() {
        page.locator("[name='round']").fill("digits-3:19");
        sources();
        verify();
    }

    private void bet(String proof) {
        page.locator("#tab-bet").click();
        page.locator("[name='bet']").fill(proof);
        sources();
        verify();
    }

    private void files(HonestHouse of, UnaryOperator<String> change) throws IOException {
        page.locator("#tab-files").click();
        var record = folder.resolve("record.json");
        var registration = folder.resolve("registration.json");
        Files.writeString(record, change.apply(of.records.get(HonestHouse.BETS_AT).json()));
        Files.writeString(registration, of.registration.json());
        page.locator("[name='recordFile']").setInputFiles(record);
        page.locator("[name='registrationFile']").setInputFiles(registration);
        verify();
    }

    private void vectors(Path file) {
        page.locator("#tab-vectors").click();
        page.locator("[name='vectorsFile']").setInputFiles(file);
        verify();
    }

    private void verify() {
        page.locator("#go").click();
        assertThat(page.locator("#result")).hasAttribute("aria-busy", "false");
    }

    private com.microsoft.playwright.Locator step(String name) {
        return page.locator("[data-step='" + name + "']");
    }

    private void tamper(String where, UnaryOperator<String> change) {
        house.tamper = (asked, answer) -> asked.equals(where) ? change.apply(answer) : answer;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }

    private void picture(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setFullPage(true));
    }
}
