package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.app.demo.DemoAccount;

/** Somebody on duty looks after this machine in a browser; no page may complain meanwhile. */
class WatchStory {
    @TempDir private static Path folder;
    private static WholeProduct product;
    private static Browser browser;
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        product = WholeProduct.demonstration(folder);
        DemoAccount.ready(product.accounts(), folder);
        browser = Browser.at(product.address());
        browser.signIn("demo", Files.readString(folder.resolve("demo-password.txt")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (product != null) {
            product.close();
        }
    }

    @BeforeEach
    void open() {
        page = browser.open();
    }

    @AfterEach
    void nothingWentWrong() {
        page.context().close();
        assertThat(browser.troubles()).isEmpty();
    }

    @Test
    void thisMachineIsThereByItselfAndItsGraphsAreLookedAtCloser() {
        openFirstHost();
        assertThat(page.getByText("Utilisation du processeur").first()).isVisible();
        Locator plot = page.locator(".u-over").first();
        plot.waitFor();
        plot.scrollIntoViewIfNeeded();
        BoundingBox box = plot.boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        page.mouse().down();
        page.mouse().move(box.x + box.width - 10, box.y + box.height / 2);
        page.mouse().up();
        page.waitForURL("**from=*&to=*");
        assertThat(page.locator(".legend").first()).isVisible();
        page.goBack();
        page.waitForCondition(() -> !page.url().contains("from="));
        button("Comparer à la semaine passée").click();
        page.waitForURL("**compare=1*");
        assertEverythingIsSaid();
    }

    @Test
    void oneGraphIsShownLargeWithItsFieldsAndItsValues() {
        openFirstHost();
        page.locator(".graph-head a").getByText("Utilisation du processeur").first().click();
        page.waitForURL("**/graphs/*");
        assertThat(heading("Champs")).isVisible();
        page.locator(".graph-values summary").first().click();
        assertThat(page.locator(".values-frame tbody tr").first()).isVisible();
        assertEverythingIsSaid();
    }

    @Test
    void anotherMachineIsPairedByOneCommandWhichCanBeTakenBack() {
        page.navigate("/agents");
        button("Associer une machine").click();
        page.getByLabel("Nom affiché").fill("Station de Gitega");
        button("Créer un code").click();
        assertThat(page.getByText("./relais agent --to").first()).isVisible();
        page.locator("dialog .dialog-foot button").click();
        assertThat(page.getByText("Station de Gitega")).isVisible();
        assertEverythingIsSaid();
        button("Retirer").click();
        assertThat(page.getByText("Station de Gitega")).isHidden();
    }

    @Test
    void everyPageOfTheDoorOpens() {
        List<String> addresses =
                List.of(
                        "/alerts",
                        "/alerts/rules",
                        "/alerts/silences",
                        "/alerts/on-call",
                        "/agents/groups",
                        "/dashboards",
                        "/dashboards/reports",
                        "/dashboards/links",
                        "/dashboards/new",
                        "/events");
        for (String address : addresses) {
            page.navigate(address);
            page.locator("h1").waitFor();
            page.waitForCondition(() -> page.locator("main .skeleton").count() == 0);
            assertThat(page.locator("main .note.wrong")).hasCount(0);
            assertEverythingIsSaid();
        }
    }

    @Test
    void whatHappenedIsWrittenDownAndMarksTheGraphs() {
        page.navigate("/events");
        button("Nouvel événement").first().click();
        page.getByLabel("Ce qui s’est passé").fill("Coupure de courant");
        button("Enregistrer").click();
        assertThat(page.getByText("Coupure de courant")).isVisible();
        openFirstHost();
        assertThat(page.locator(".mark-list")).containsText("Coupure de courant");
    }

    private void openFirstHost() {
        page.navigate("/hosts");
        page.locator("a.row-link").first().click();
        page.waitForURL("**/hosts/*");
        page.locator(".graph-card").first().waitFor();
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName(name));
    }

    private void assertEverythingIsSaid() {
        assertThat(page.locator("body").innerText())
                .as(page.url())
                .doesNotContain("undefined", "NaN", "[object", "Invalid Date");
    }
}
