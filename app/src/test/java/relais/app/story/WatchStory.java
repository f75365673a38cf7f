package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody on duty looks after this machine in a browser; no page may complain meanwhile. */
class WatchStory {
    @RegisterExtension static final Visitor VISITOR = Visitor.ofTheDemonstration();

    private Page page;

    @BeforeEach
    void open() {
        page = VISITOR.page();
    }

    @Test
    void thisMachineIsThereByItselfAndItsGraphsAreLookedAtCloser() {
        openFirstHost();
        page.getByRole(AriaRole.SEARCHBOX).fill("Utilisation du processeur"); // nothing above it
        page.waitForURL("**q=*");
        Locator plot = page.locator(".u-over").first();
        plot.hover();
        BoundingBox box = plot.boundingBox();
        page.mouse().down();
        plot.hover(new Locator.HoverOptions().setPosition(box.width - 10, box.height / 2));
        page.mouse().up();
        page.waitForURL("**from=*&to=*");
        assertThat(page.locator(".legend").first()).isVisible();
        page.goBack();
        page.waitForCondition(() -> !page.url().contains("from="));
        VISITOR.button("Comparer à la semaine passée").click();
        page.waitForURL("**compare=1*");
        VISITOR.assertEverythingIsSaid();
    }

    @Test
    void oneGraphIsShownLargeWithItsFieldsAndItsValues() {
        openFirstHost();
        page.locator(".graph-head a").getByText("Utilisation du processeur").first().click();
        page.waitForURL("**/graphs/*");
        assertThat(heading("Champs")).isVisible();
        page.locator(".graph-values summary").first().click();
        assertThat(page.locator(".values-frame tbody tr").first()).isVisible();
        VISITOR.assertEverythingIsSaid();
    }

    @Test
    void anotherMachineIsPairedByOneCommandWhichCanBeTakenBack() {
        page.navigate("/agents");
        VISITOR.button("Associer une machine").click();
        page.getByLabel("Nom affiché").fill("Station de Gitega");
        VISITOR.button("Créer un code").click();
        assertThat(page.getByText("./relais agent --to").first()).isVisible();
        page.locator("dialog .dialog-foot button").click();
        assertThat(page.getByText("Station de Gitega")).isVisible();
        VISITOR.assertEverythingIsSaid();
        VISITOR.button("Retirer").click();
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
        VISITOR.visitAll(addresses);
    }

    @Test
    void whatHappenedIsWrittenDownAndMarksTheGraphs() {
        page.navigate("/events");
        VISITOR.button("Nouvel événement").first().click();
        page.getByLabel("Ce qui s’est passé").fill("Coupure de courant");
        VISITOR.button("Enregistrer").click();
        // the page says of itself what such events are, "une coupure de courant" among them
        assertThat(page.getByText("Coupure de courant", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        openFirstHost();
        assertThat(page.locator(".mark-list")).containsText("Coupure de courant");
    }

    private void openFirstHost() {
        page.navigate("/hosts");
        page.locator("a.row-link").first().click();
        page.waitForURL("**/hosts/*");
        page.locator(".graph-card").first().waitFor();
    }

    private Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName(name));
    }
}
