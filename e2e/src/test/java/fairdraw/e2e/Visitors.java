package fairdraw.e2e;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** People at a browser: each has a context of its own, and signs in at the realm. */
final class Visitors implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Platform.root().resolve("e2e/target/screenshots");
    private static final Duration KEYCLOAK_START_MAX = Duration.ofMinutes(4);
    private static final double SIGN_IN_MAX_MS = 60_000;

    private final Platform platform;
    private final Playwright playwright;
    private final Browser browser;

    private Visitors(Platform platform, Playwright playwright, Browser browser) {
        this.platform = platform;
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser of this machine; the test is skipped, loudly, where there is none. */
    static Visitors come(Platform platform) {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM),
                "no browser: install Debian's package chromium to run the browser tests");
        Playwright playwright = Playwright.create();
        Browser browser =
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
        return new Visitors(platform, playwright, browser);
    }

    @Override
    public void close() {
        playwright.close();
    }

    /** Somebody with a screen of that size, in light. */
    BrowserContext person(int width, int height) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    /** Goes to an address as a user of the realm, who has to sign in. */
    void signIn(Page page, String address, String name) {
        // Keycloak may become ready long after the game does.
        await("the sign-in page")
                .atMost(KEYCLOAK_START_MAX)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> {
                    page.navigate(address);
                    return page.locator("#username").isVisible();
                });
        page.locator("#username").fill(name);
        page.locator("#password").fill(platform.password(name));
        page.locator("#kc-login").click();
        page.waitForURL(
                url -> url.startsWith(origin(address)),
                new Page.WaitForURLOptions().setTimeout(SIGN_IN_MAX_MS));
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    /** Keeps what is seen, for people who look at it. */
    static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setFullPage(true));
    }
}
