package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.app.demo.DemoAccount;

/** A case worker keeps dossiers and documents in a browser; no page may complain meanwhile. */
class KeepStory {
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
        Page page = browser.open();
        page.navigate("/keep/types/new");
        button(page, "Cas individuel").click();
        button(page, "Enregistrer").click();
        page.waitForURL("**/keep/types");
        assertThat(page.locator("main")).containsText("Cas individuel");
        page.context().close();
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
    void aDossierIsOpenedFilledInAndMovedOn() {
        openDossier("Accès à l’eau, colline Gasenyi");
        button("Modifier").click();
        page.getByLabel("Lieu").fill("Gitega");
        page.getByLabel("Étiquettes").fill("eau, urgent");
        button("Enregistrer").click();
        assertThat(page.locator(".facts")).containsText("Gitega");
        assertThat(page.locator(".dossier-line")).containsText("urgent");
        button("Passer à « En cours »").click();
        assertThat(page.locator(".dossier-line")).containsText("En cours");
        page.locator(".tabs").getByText("Historique").click();
        assertThat(page.locator(".dossier-history")).containsText("Changement d’état");
        assertEverythingIsSaid();
        page.locator(".dossier-history li").last().getByText("tel qu’il était alors").click();
        assertThat(page.locator(".note")).containsText("Voici le dossier tel qu’il était");
        assertThat(page.locator(".dossier-line")).containsText("Nouveau");
        assertEverythingIsSaid();
    }

    @Test
    void whatIsToBeDoneStandsAmongOnesTasks() {
        openDossier("Rescolarisation");
        button("Nouvelle tâche").click();
        page.getByLabel("Tâche", exactly()).fill("Appeler le directeur");
        button("Enregistrer").click();
        assertThat(page.locator(".tasks")).containsText("Appeler le directeur");
        page.getByPlaceholder("Écrire une note…").fill("Il rappelle jeudi.");
        button("Ajouter la note").click();
        assertThat(page.locator(".notes")).containsText("Il rappelle jeudi.");
        page.navigate("/dossiers/tasks");
        Locator task = page.locator("tr", containing("Appeler le directeur"));
        assertThat(task).containsText("Rescolarisation");
        task.locator("input[type=checkbox]").check();
        assertThat(page.getByText("Faite : Appeler le directeur.")).isVisible();
        assertThat(task).hasCount(0);
    }

    @Test
    void aDossierIsFoundByItsTitleAndThrownAwayAndTakenBack() {
        openDossier("Acte de naissance tardif");
        page.navigate("/dossiers");
        page.getByRole(AriaRole.SEARCHBOX).fill("naissance");
        page.waitForURL("**q=naissance*");
        assertThat(page.locator("a.row-link mark").first()).hasText("naissance");
        page.locator(".rows .row-check input").first().check();
        button("Mettre à la corbeille").click();
        assertThat(page.getByText("1 dossier à la corbeille.")).isVisible();
        button("Annuler l’action").click();
        assertThat(page.locator("a.row-link").first()).containsText("naissance");
        assertEverythingIsSaid();
    }

    @Test
    void filesAreDroppedCutOffAndGoOn() throws IOException {
        List<Path> files =
                IntStream.range(0, 40).mapToObj(i -> file("piece-" + i + ".txt", 3_000)).toList();
        openDossier("Pièces du marché");
        page.locator(".tabs").getByText("Documents").click();
        page.locator("input[type=file]").first().setInputFiles(files.toArray(Path[]::new));
        page.locator(".upload-dock").waitFor();
        page.waitForCondition(() -> page.locator(".files tbody tr").count() > 2);
        page.reload(); // the laptop is closed and opened again
        page.locator("input[type=file]").first().setInputFiles(files.toArray(Path[]::new));
        page.waitForCondition(() -> page.locator(".files tbody tr").count() == 40);
        assertThat(page.locator(".upload-title")).containsText("envoyés");
        assertThat(page.getByText("version 2")).hasCount(0);
        assertEverythingIsSaid();
        button("piece-0.txt").first().click();
        assertThat(page.locator(".preview-text")).containsText("piece-0.txt");
        page.getByText("Preuve", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".document-pane")).containsText("SHA-256");
        assertEverythingIsSaid();
    }

    @Test
    void everyPageOfTheDoorOpens() {
        for (String address :
                List.of(
                        "/dossiers",
                        "/dossiers/tasks",
                        "/dossiers/trash",
                        "/keep/search",
                        "/keep/search?q=eau",
                        "/keep/types",
                        "/keep/types/1",
                        "/keep/stores",
                        "/keep/stores/rules",
                        "/keep/stores/findings")) {
            page.navigate(address);
            page.locator("h1").waitFor();
            page.waitForCondition(() -> page.locator("main .skeleton").count() == 0);
            assertThat(page.locator("main .note.wrong")).hasCount(0);
            assertEverythingIsSaid();
        }
    }

    private void openDossier(String title) {
        page.navigate("/dossiers");
        button("Nouveau dossier").first().click();
        page.getByLabel("Titre", exactly()).fill(title);
        page.getByLabel("Nature de la demande").selectOption("other");
        button("Ouvrir le dossier").click();
        page.waitForCondition(() -> page.url().matches(".*/dossiers/\\d+"));
        assertThat(page.locator("h1")).hasText(title);
    }

    private static Path file(String name, int lines) {
        try {
            return Files.writeString(folder.resolve(name), (name + "\n").repeat(lines));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Locator button(String name) {
        return button(page, name);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static Page.LocatorOptions containing(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private void assertEverythingIsSaid() {
        assertThat(page.locator("body").innerText())
                .as(page.url())
                .doesNotContain("undefined", "NaN", "[object", "Invalid Date");
    }
}
