package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import relais.platform.testing.Peers;
import relais.vault.limited.OfficeFiles;

/** Letters and tables of an office program are looked at without opening them. */
class OfficePreviewStory {
    private static final String WORD =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String SHEET =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** The first page of all waits for an office program that begins. */
    private static final double PATIENCE_MILLIS = 120_000;

    /** How much darker than paper the darkest point of the picture is; nothing is drawn on 0. */
    private static final String INK =
            """
            (image) => {
                const canvas = document.createElement('canvas');
                canvas.width = image.naturalWidth;
                canvas.height = image.naturalHeight;
                const pen = canvas.getContext('2d');
                pen.drawImage(image, 0, 0);
                const points = pen.getImageData(0, 0, canvas.width, canvas.height).data;
                let darkest = 255;
                for (let i = 0; i < points.length; i += 4) darkest = Math.min(darkest, points[i]);
                return 255 - darkest;
            }
            """;

    @RegisterExtension static final Visitor VISITOR = Visitor.ofAnEmptyOffice();

    private Page page;
    private String documents;

    @BeforeEach
    void aDossierIsOpen() throws IOException {
        Peers.require("soffice");
        String key = "letters" + System.nanoTime();
        long dossier = VISITOR.dossier(VISITOR.dossierType(key, "Courrier"), "Courrier");
        documents = "/dossiers/" + dossier + "/documents";
        page = VISITOR.page();
        page.navigate(documents);
    }

    private void add(String name, String type, byte[] content) {
        page.locator("input[type=file]")
                .first()
                .setInputFiles(new FilePayload(name, type, content));
        VISITOR.button(name).first().click();
    }

    private Locator picture() {
        return page.locator(".preview img");
    }

    private void assertDrawn() {
        assertThat(page.locator(".preview"))
                .hasAttribute(
                        "aria-busy",
                        "false",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
        assertThat((int) picture().evaluate(INK)).as("something is on the page").isPositive();
        assertThat(page.getByText("Aperçu en préparation")).hasCount(0);
    }

    @Test
    void aLetterAndATableAreSeenAsPages() throws IOException {
        AtomicReference<Route> held = new AtomicReference<>();
        page.route("**/preview?**", held::set);
        add("lettre.docx", WORD, OfficeFiles.docx(""));
        assertThat(page.locator(".preview-wait")).hasText("Aperçu en préparation…");
        page.waitForCondition(() -> held.get() != null);
        page.unroute("**/preview?**");
        held.get().resume();
        assertDrawn();
        Object letter = picture().evaluate("(image) => image.naturalHeight / image.naturalWidth");
        assertThat(((Number) letter).doubleValue()).as("a page stands upright").isGreaterThan(1.2);
        VISITOR.assertEverythingIsSaid();
        page.navigate(documents);
        add("tableau.xlsx", SHEET, OfficeFiles.xlsx());
        assertDrawn();
    }

    @Test
    void aDamagedOneSaysSoAndCanBeTakenAway() throws IOException {
        byte[] letter = OfficeFiles.docx("");
        add("abîmée.docx", WORD, Arrays.copyOf(letter, letter.length / 2));
        assertThat(page.locator(".preview-none"))
                .containsText(
                        "n’a pas d’aperçu",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(page.locator(".preview-none")).containsText("peut-être abîmé");
        assertThat(page.locator(".document-pane").getByText("Télécharger", exact())).isVisible();
        VISITOR.browser().troubles(); // there was no picture
    }

    @Test
    void whileTheServerIsBusyOneTriesAgain() throws IOException {
        page.route(
                "**/preview?**", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
        add("lettre.docx", WORD, OfficeFiles.docx(""));
        assertThat(page.locator(".preview-none")).containsText("pour l’instant");
        page.unroute("**/preview?**");
        VISITOR.button("Réessayer").click();
        assertDrawn();
        VISITOR.browser().troubles(); // the refusals
    }

    private static Locator.GetByTextOptions exact() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
