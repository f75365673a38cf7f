package relais.app.story;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import relais.platform.testing.Peers;

/** The machine's Chromium at a Relais, noting whatever goes wrong in any page it shows. */
final class Browser implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 60_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final URI site;
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private @Nullable String session;

    private Browser(Playwright playwright, URI site) {
        this.playwright = playwright;
        this.site = site;
        this.chromium =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(Peers.require("chromium"))
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-dev-shm-usage",
                                                        "--disable-gpu",
                                                        "--disable-background-networking",
                                                        "--no-first-run")));
    }

    static Browser at(URI site) {
        Peers.require("chromium");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new Browser(
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))),
                site);
    }

    /** A new window, in French and in Burundi, signed in as in the last kept one. */
    Page open() {
        return open(session);
    }

    /** A new window of somebody who has not signed in. */
    Page openAsStranger() {
        return open(null);
    }

    /** A window like {@link #open}'s, which reaches the site by another way. */
    Page openBy(URI way) {
        return watched(context(session, way).newPage());
    }

    private Page open(@Nullable String session) {
        return watched(context(session, site).newPage());
    }

    private BrowserContext context(@Nullable String session, URI site) {
        com.microsoft.playwright.Browser.NewContextOptions options =
                new com.microsoft.playwright.Browser.NewContextOptions()
                        .setBaseURL(site.toString())
                        .setLocale("fr-FR")
                        .setTimezoneId("Africa/Bujumbura");
        if (session != null) {
            options.setStorageState(session);
        }
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    private Page watched(Page page) {
        page.onConsoleMessage(
                said -> {
                    if (said.type().equals("error")) {
                        troubles.add(page.url() + " says " + said.text());
                    }
                });
        page.onPageError(error -> troubles.add(page.url() + " throws " + error));
        page.onRequestFailed(
                request -> {
                    // Leaving a page cuts what it was still asking for.
                    if (!"net::ERR_ABORTED".equals(request.failure())) {
                        troubles.add(request.url() + " failed: " + request.failure());
                    }
                });
        page.onResponse(
                response -> {
                    if (response.status() >= 400) {
                        troubles.add(response.url() + " answered " + response.status());
                    }
                });
        return page;
    }

    void signIn(String login, String password) {
        Page page = open();
        page.navigate("/");
        fillIn(page, login, password);
        page.waitForURL("**/polls");
        session = page.context().storageState();
        page.context().close();
    }

    /** Says who one is, where that is asked. */
    static void fillIn(Page page, String login, String password) {
        page.getByLabel("Identifiant").fill(login);
        page.getByLabel("Mot de passe").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Se connecter"))
                .click();
    }

    /** What went wrong since the last call. */
    List<String> troubles() {
        List<String> seen = List.copyOf(troubles);
        troubles.clear();
        return seen;
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
