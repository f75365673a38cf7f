package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import relais.vault.document.NaturalOrder;

/**
 * A folder of 20,000 documents, a list of 20,000 dossiers and what words find are leafed through:
 * the browser never holds more than a page of them, and the way back leads to where one was.
 */
class BigListStory {
    private static final int MANY = 20_000;

    /** A page of a hundred rows with all that can be done in each, and everything around it. */
    private static final int FEW_ELEMENTS = 6_000;

    @RegisterExtension static final Visitor VISITOR = Visitor.ofAnEmptyOffice();

    private static long dossier;
    private static long few;
    private static long pump;
    private Page page;

    @BeforeAll
    static void thereIsVeryMuch() throws IOException {
        long type = VISITOR.dossierType("archives", "Archives");
        few = VISITOR.dossierType("few", "Peu");
        dossier = VISITOR.dossier(type, "Reprise des archives");
        long water = VISITOR.dossierType("water", "Eau");
        pump = VISITOR.dossier(water, "Pompe en panne");
        VISITOR.dossier(water, "Pompe de Gasenyi");
        KeptThings.put(VISITOR, "/api/dossiers/" + dossier, "/original.pdf", "one content");
        VISITOR.product()
                .wiring()
                .prepare(
                        tx -> {
                            fillFolder(tx);
                            fillList(tx, type, "A-", MANY);
                            fillList(tx, few, "F-", 51);
                            fillSearch(tx);
                        });
    }

    private static void fillFolder(Handle tx) {
        List<String> names =
                IntStream.rangeClosed(1, MANY)
                        .mapToObj("Rapport de visite n° %d.pdf"::formatted)
                        .toList();
        tx.createUpdate(
                        """
                        INSERT INTO vault_document (dossier_id, name, order_key, version, hash,
                          size, media_type, created_at, changed_at, changed_by, changed_name)
                        SELECT d.dossier_id, n.name, n.key, 1, d.hash, d.size, d.media_type,
                          d.created_at, d.changed_at, d.changed_by, d.changed_name
                        FROM vault_document d,
                          unnest(cast(:names AS text[]), cast(:keys AS text[])) AS n (name, key)
                        """)
                .bind("names", names.toArray(String[]::new))
                .bind("keys", names.stream().map(NaturalOrder::key).toArray(String[]::new))
                .execute();
    }

    private static void fillList(Handle tx, long type, String prefix, int many) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_dossier (type_id, number, title, state, created_at,
                          created_by, changed_at)
                        SELECT :type, :prefix || n, 'Affaire ' || n, 'open', now(), 1,
                          timestamptz '2020-01-01' + n * interval '1 minute'
                        FROM generate_series(1, :many) AS n
                        """)
                .bind("type", type)
                .bind("prefix", prefix)
                .bind("many", many)
                .execute();
    }

    /** Three hundred more of the dossier with the broken pump, found by the same words. */
    private static void fillSearch(Handle tx) {
        tx.createUpdate(
                        """
                        WITH made AS (
                          INSERT INTO vault_dossier (type_id, number, title, state, created_at,
                            created_by, changed_at)
                          SELECT type_id, number || '-' || n, title || ' ' || n, state, created_at,
                            created_by, changed_at
                          FROM vault_dossier, generate_series(1, 300) AS n WHERE id = :pump
                          RETURNING id, title)
                        INSERT INTO vault_text (dossier_id, version, title, text, words)
                        SELECT made.id, version, made.title, text, words
                        FROM vault_text, made WHERE dossier_id = :pump
                        """)
                .bind("pump", pump)
                .execute();
    }

    @BeforeEach
    void open() {
        page = VISITOR.page();
    }

    private void assertFewElements() {
        int elements = (int) page.evaluate("() => document.querySelectorAll('*').length");
        assertThat(elements).as("elements of the page").isLessThan(FEW_ELEMENTS);
    }

    private Locator rows() {
        return page.locator("main tbody tr");
    }

    private Locator turn(String to) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(to));
    }

    @Test
    void aFolderIsLeafedThroughAndSearchedByName() {
        page.navigate("/dossiers/" + dossier + "/documents");
        assertThat(rows()).hasCount(100);
        assertThat(rows().nth(1)).containsText("Rapport de visite n° 1.pdf");
        assertFewElements();
        turn("Page suivante").click();
        assertThat(page.getByText("Lignes 101 à 200")).isVisible();
        assertThat(rows().first()).containsText("Rapport de visite n° 100.pdf");
        page.keyboard().press("n");
        assertThat(page.getByText("Lignes 201 à 300")).isVisible();
        page.goBack();
        assertThat(page.getByText("Lignes 101 à 200")).isVisible();
        assertThat(rows()).hasCount(100);
        page.keyboard().press("p");
        assertThat(page.getByText("Lignes 1 à 100")).isVisible();
        page.getByLabel("Aller au nom…").fill("rapport de visite n° 15000");
        assertThat(rows().first()).containsText("Rapport de visite n° 15000.pdf");
        assertFewElements();
    }

    @Test
    void theWayBackFromADocumentOrADossierLeadsToWhereOneWas() {
        page.navigate("/dossiers");
        assertThat(rows()).hasCount(50);
        assertFewElements();
        turn("Page suivante").click();
        assertThat(page.getByText("Lignes 51 à 100")).isVisible();
        Locator one = rows().nth(40).locator("a.row-link");
        String title = one.innerText();
        one.click();
        assertThat(page.locator("h1")).hasText(title);
        page.goBack();
        assertThat(page.getByText("Lignes 51 à 100")).isAttached();
        assertThat(page.locator("a.row-link").nth(40)).isInViewport();
        assertThat(page.locator("a.row-link").nth(40)).isFocused();
        page.reload();
        assertThat(page.getByText("Lignes 51 à 100")).isAttached();

        one.click();
        assertThat(page.locator("h1")).hasText(title);
        page.goBack();
        assertThat(page.locator("a.row-link").nth(40)).isInViewport();
        page.getByLabel("Ordre").selectOption("number");
        assertThat(page.getByText("Lignes 1 à 50")).isAttached();
        page.waitForFunction("() => scrollY === 0"); // another list is read from its top

        page.navigate("/dossiers/" + dossier + "/documents");
        turn("Page suivante").click();
        VISITOR.button("Rapport de visite n° 150.pdf").click();
        page.locator(".document-pane").waitFor();
        page.goBack();
        assertThat(page.locator(".document-pane")).hasCount(0);
        assertThat(page.getByText("Lignes 101 à 200")).isAttached();
    }

    @Test
    void whereTheLastPageHasBecomeEmptyTheOneBeforeItIsShown() {
        page.navigate("/dossiers?type=" + few);
        turn("Page suivante").click();
        assertThat(page.getByText("Lignes 51 à 51")).isVisible();
        VISITOR.product()
                .wiring()
                .prepare(
                        tx ->
                                tx.execute(
                                        "UPDATE vault_dossier SET trashed_at = now()"
                                                + " WHERE number = 'F-1'"));
        page.reload();
        assertThat(rows()).hasCount(50);
        assertThat(page.getByText("50 lignes affichées")).isVisible();
        assertThat(turn("Page suivante")).hasCount(0);
    }

    @Test
    void whatWordsFindIsLeafedThroughAndWhereOnlyTheBestAreShownItIsSaid() {
        Locator places = page.locator(".found > li");
        Locator onlyTheBest = page.getByText("qui correspondent le mieux");
        page.navigate("/keep/search?q=pompe");
        assertThat(page.getByText("Lignes 1 à 50 sur 200")).isVisible();
        assertThat(places).hasCount(50);
        assertThat(onlyTheBest).containsText("Un mot de plus");
        for (int from : List.of(51, 101, 151)) {
            turn("Page suivante").click();
            assertThat(page.getByText("Lignes %d à %d".formatted(from, from + 49))).isVisible();
        }
        assertThat(turn("Page suivante")).isDisabled();
        assertThat(onlyTheBest).isVisible();
        Locator one = places.nth(40).locator("a.row-link");
        String title = one.innerText();
        one.click();
        assertThat(page.locator("h1")).hasText(title);
        page.goBack();
        assertThat(page.getByText("Lignes 151 à 200")).isAttached();
        assertThat(one).isFocused();

        page.getByLabel("Mots des dossiers").fill("pompe gasenyi");
        assertThat(page.getByText("1 ligne affichée")).isVisible();
        assertThat(onlyTheBest).hasCount(0);
    }

    @Test
    void keysGoDownTheFolderAndOpenWhatStandsThere() {
        page.navigate("/dossiers/" + dossier + "/documents");
        assertThat(rows()).hasCount(100);
        page.keyboard().press("j");
        page.keyboard().press("j");
        assertThat(rows().nth(1)).hasClass("current");
        page.keyboard().press("x");
        assertThat(rows().nth(1).locator("input")).isChecked();
        page.keyboard().press("o");
        assertThat(page.locator(".document-pane h2")).hasText("Rapport de visite n° 1.pdf");
    }
}
