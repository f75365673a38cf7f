package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.app.Wiring;
import relais.vault.moving.demo.LegacySystem;

/** The made-up old system moves in, and all that a person decides is decided in the console. */
class MovingStory {
    private static final int DOCUMENTS = 120;

    /** Rows of the old table whose file nobody has seen for years. */
    private static final int MISSING = 1;

    @RegisterExtension static final Visitor VISITOR = Visitor.ofAnEmptyOffice();

    @TempDir private Path old;

    @BeforeEach
    void anOldSystemIsNamed() throws IOException {
        LegacySystem.write(old, DOCUMENTS, 1);
        Files.createSymbolicLink(old.resolve("share/elsewhere"), old);
        Wiring wiring = VISITOR.product().wiring();
        wiring.prepare(
                tx ->
                        wiring.vault()
                                .moving()
                                .moves()
                                .begin(
                                        tx,
                                        "patronus",
                                        old.resolve("patronus.sql").toString(),
                                        old.resolve("share").toString()));
    }

    @Test
    void tablesAreLoadedGivenAMeaningAndFilesFollow() throws Exception {
        Page page = VISITOR.page();
        Locator main = page.locator("main");
        VISITOR.goTo("/keep/moving");
        VISITOR.button("Charger les tables").click();
        page.locator("main table.rows tbody tr").first().waitFor();
        assertThat(main).containsText("identique");
        // what becomes of the tables is asked next, by itself
        page.getByLabel("Nom (fr)").first().fill("Affaires d’autrefois");
        VISITOR.button("Enregistrer").click();
        assertThat(page.getByText("Enregistré.")).isVisible();
        step("Créer les dossiers");
        assertThat(main).containsText("dossiers créés");
        step("Parcourir le partage");
        page.waitForCondition(() -> number("sur l’ancien partage") > 0);
        step("Copier les fichiers");
        page.waitForCondition(() -> number("copiés") == DOCUMENTS - MISSING);
        assertThat(
                        page.locator(
                                        "table.bars tr",
                                        new Page.LocatorOptions().setHasText("Manquants"))
                                .locator(".bar-people"))
                .hasText(String.valueOf(MISSING));
        assertThat(main).containsText("N’ont pas pu être lus (1)");
        VISITOR.assertEverythingIsSaid();
        switchAndBack();
        VISITOR.goTo("/keep/types");
        assertThat(main).containsText("Affaires d’autrefois");
        VISITOR.goTo("/dossiers");
        page.locator("a.row-link").first().click();
        assertThat(page.locator(".dossier-line")).containsText("Affaires d’autrefois");
        VISITOR.assertEverythingIsSaid();
    }

    /** Each is asked first, and only what makes sense can be asked. */
    private static void switchAndBack() {
        Page page = VISITOR.page();
        assertThat(VISITOR.button("Revenir")).isDisabled();
        VISITOR.button("Basculer").click();
        assertThat(page.locator("dialog")).containsText("c’est Relais qui fait foi");
        page.locator("dialog button[type=submit]").click();
        assertThat(page.locator("main")).containsText("basculée");
        assertThat(VISITOR.button("Charger les tables")).isDisabled();
        VISITOR.button("Revenir").click();
        page.locator("dialog button[type=submit]").click();
        assertThat(VISITOR.button("Charger les tables")).isEnabled();
    }

    /** Once the step before it has ended: what it brings is shown a moment earlier. */
    private static void step(String name) throws Exception {
        Soon.holds("the step before has ended", () -> !isUnderWay());
        VISITOR.button(name).click();
    }

    private static boolean isUnderWay() {
        AtomicBoolean found = new AtomicBoolean();
        String jobs = "SELECT count(*) > 0 FROM platform_job WHERE task_name = 'vault-move'";
        VISITOR.product()
                .wiring()
                .prepare(tx -> found.set(tx.createQuery(jobs).mapTo(Boolean.class).one()));
        return found.get();
    }

    /** A figure by what is written below it. */
    private static int number(String label) {
        Locator figure =
                VISITOR.page()
                        .locator(".figure", new Page.LocatorOptions().setHasText(label))
                        .locator("dd")
                        .first();
        String digits = figure.innerText().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
