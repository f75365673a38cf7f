package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import relais.app.demo.DemoAccount;
import relais.platform.json.Json;
import relais.platform.testing.TempFolders;

/**
 * Somebody who is signed in at a console: one product and one browser for a test class, one window
 * for each test, in which nothing may go wrong that the test does not look at.
 */
final class Visitor
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final Product wanted;
    private @Nullable Path folder;
    private @Nullable WholeProduct product;
    private @Nullable Browser browser;
    private @Nullable Page page;

    private Visitor(Product wanted) {
        this.wanted = wanted;
    }

    /** What is begun in a folder. */
    @FunctionalInterface
    private interface Product {
        WholeProduct in(Path folder) throws IOException;
    }

    /** At the invented country, whose poll goes on meanwhile. */
    static Visitor ofTheDemonstration() {
        return new Visitor(WholeProduct::demonstration);
    }

    /** At its office too, which has kept dossiers for months. */
    static Visitor ofTheOffice() {
        return new Visitor(WholeProduct::office);
    }

    /** Where nobody else is and nothing goes on. */
    static Visitor ofAnEmptyOffice() {
        return new Visitor(WholeProduct::empty);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("relais-visitor");
        product = wanted.in(folder);
        DemoAccount.ready(product.accounts(), folder);
        browser = Browser.at(product.address());
        browser.signIn("demo", Files.readString(folder.resolve("demo-password.txt")));
        page = browser.open(); // for what a test class prepares
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        page().context().close();
        page = browser().open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        page().context().close();
        assertThat(browser().troubles()).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (product != null) {
            product.close();
        }
        if (folder != null) {
            TempFolders.delete(folder);
        }
    }

    private static <T> T there(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("only within a test");
        }
        return thing;
    }

    /** The window of this test. */
    Page page() {
        return there(page);
    }

    Browser browser() {
        return there(browser);
    }

    WholeProduct product() {
        return there(product);
    }

    /** The data of this visitor's product. */
    Path folder() {
        return there(folder);
    }

    URI address() {
        return there(product).address();
    }

    /** What the API answers to this visitor; it must be willing. */
    JsonNode ask(String verb, String path, Object body) throws IOException {
        RequestOptions options = RequestOptions.create().setMethod(verb).setHeader("X-Relais", "1");
        if (!verb.equals("GET")) {
            options.setHeader("Content-Type", "application/json").setData(Json.bytes(body));
        }
        APIResponse answer = page().request().fetch(path, options);
        assertThat(answer.ok()).as("%s %s: %s", verb, path, answer.text()).isTrue();
        return answer.status() == 204
                ? NullNode.getInstance()
                : Json.mapper().readTree(answer.body());
    }

    JsonNode ask(String path) throws IOException {
        return ask("GET", path, Map.of());
    }

    /** In which language the console speaks to this visitor: {@code fr} or {@code en}. */
    void speak(String language) throws IOException {
        ask("PUT", "/api/me", Map.of("name", "Demo", "locale", language));
    }

    /** A new kind of dossier with nothing special about it; its number. */
    long dossierType(String key, String name) throws IOException {
        Map<String, Object> open = Map.of("key", "open", "label", Map.of("fr", "Ouvert"));
        Map<String, Object> closed =
                Map.of("key", "closed", "label", Map.of("fr", "Clos"), "closed", true);
        Map<String, Object> type =
                Map.of(
                        "key", key,
                        "name", Map.of("fr", name),
                        "number", "D-{year}-{n:5}",
                        "fields", List.of(),
                        "states", List.of(open, closed),
                        "initial", "open",
                        "transitions", List.of(Map.of("from", "open", "to", "closed")));
        return ask("POST", "/api/dossier-types", type).get("id").asLong();
    }

    /** Opens a dossier; its number. */
    long dossier(long type, String title) throws IOException {
        return ask("POST", "/api/dossiers", Map.of("type", type, "title", title))
                .get("id")
                .asLong();
    }

    void goTo(String address) {
        page().navigate(address);
    }

    /** By whole name. */
    Locator button(String name) {
        return page().getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** By its whole label. */
    Locator field(String label) {
        return page().getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator row(String text) {
        return page().locator("tr", new Page.LocatorOptions().setHasText(text));
    }

    /** Each page opens whole and without a complaint. */
    void visitAll(Iterable<String> addresses) {
        for (String address : addresses) {
            goTo(address);
            page().locator("h1").first().waitFor();
            page().waitForCondition(() -> page().locator("main .skeleton").count() == 0);
            assertThat(page().locator("main .note.wrong").count()).as(address).isZero();
            assertEverythingIsSaid();
        }
    }

    /** Nothing on the page that a program says where it has nothing to say. */
    void assertEverythingIsSaid() {
        assertThat(page().locator("body").innerText())
                .as(page().url())
                .doesNotContain("undefined", "NaN", "[object", "Invalid Date");
    }
}
