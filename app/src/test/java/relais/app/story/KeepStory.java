package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A case worker keeps dossiers and documents in a browser; no page may complain meanwhile. */
class KeepStory {
    @RegisterExtension static final Visitor VISITOR = Visitor.ofTheDemonstration();

    @TempDir private static Path folder;
    private Page page;

    @BeforeAll
    static void thereIsATypeOfDossiers() throws IOException {
        KeptThings.caseType(VISITOR);
    }

    @BeforeEach
    void open() {
        page = VISITOR.page();
    }

    @Test
    void aDossierIsOpenedFilledInAndMovedOn() {
        openDossier("Accès à l’eau, colline Gasenyi");
        VISITOR.button("Modifier").click();
        page.getByLabel("Lieu").fill("Gitega");
        page.getByLabel("Étiquettes").fill("eau, urgent");
        VISITOR.button("Enregistrer").click();
        assertThat(page.locator(".facts")).containsText("Gitega");
        assertThat(page.locator(".dossier-line")).containsText("urgent");
        VISITOR.button("Passer à « En cours »").click();
        assertThat(page.locator(".dossier-line")).containsText("En cours");
        page.locator(".tabs").getByText("Historique").click();
        assertThat(page.locator(".dossier-history")).containsText("Changement d’état");
        VISITOR.assertEverythingIsSaid();
        page.locator(".dossier-history li").last().getByText("tel qu’il était alors").click();
        assertThat(page.locator(".note")).containsText("Voici le dossier tel qu’il était");
        assertThat(page.locator(".dossier-line")).containsText("Nouveau");
        VISITOR.assertEverythingIsSaid();
    }

    @Test
    void theHistoryOfALinkNamesTheOtherDossier() throws IOException {
        openDossier("Le voisin");
        long neighbour = Long.parseLong(page.url().replaceAll(".*/", ""));
        openDossier("Le puits");
        String one = page.url().replaceAll(".*/dossiers/", "/api/dossiers/");
        VISITOR.ask("POST", one + "/links", Map.of("to", neighbour));
        page.locator(".tabs").getByText("Historique").click();
        Locator linked = page.locator(".dossier-history li").first();
        assertThat(linked).containsText("Le voisin");
        // the link's kind is no field of the type, though it is called like one
        assertThat(linked).not().containsText("Nature de la demande");
    }

    @Test
    void whatIsToBeDoneStandsAmongOnesTasks() {
        openDossier("Rescolarisation");
        VISITOR.button("Nouvelle tâche").click();
        VISITOR.field("Tâche").fill("Appeler le directeur");
        VISITOR.button("Enregistrer").click();
        assertThat(page.locator(".tasks")).containsText("Appeler le directeur");
        page.getByPlaceholder("Écrire une note…").fill("Il rappelle jeudi.");
        VISITOR.button("Ajouter la note").click();
        assertThat(page.locator(".notes")).containsText("Il rappelle jeudi.");
        page.navigate("/dossiers/tasks");
        Locator task = VISITOR.row("Appeler le directeur");
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
        VISITOR.button("Mettre à la corbeille").click();
        assertThat(page.getByText("1 dossier à la corbeille.")).isVisible();
        VISITOR.button("Annuler l’action").click();
        assertThat(page.locator("a.row-link").first()).containsText("naissance");
        VISITOR.assertEverythingIsSaid();
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
        VISITOR.assertEverythingIsSaid();
        VISITOR.button("piece-0.txt").first().click();
        assertThat(page.locator(".preview-text")).containsText("piece-0.txt");
        page.getByText("Preuve", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".document-pane")).containsText("SHA-256");
        VISITOR.assertEverythingIsSaid();
    }

    @Test
    void everyPageOfTheDoorOpens() {
        VISITOR.visitAll(
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
                        "/keep/stores/findings"));
    }

    private void openDossier(String title) {
        page.navigate("/dossiers");
        VISITOR.button("Nouveau dossier").first().click();
        VISITOR.field("Titre").fill(title);
        page.getByLabel("Nature de la demande").selectOption("other");
        VISITOR.button("Ouvrir le dossier").click();
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
}
