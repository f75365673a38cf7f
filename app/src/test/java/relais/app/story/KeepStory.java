package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A case worker keeps dossiers and documents in a browser; no page may complain meanwhile. */
class KeepStory {
    @RegisterExtension static final Visitor VISITOR = Visitor.ofTheDemonstration();

    /** A store is knocked at each minute, at least; the page asks each quarter of one. */
    private static final LocatorAssertions.ContainsTextOptions WITHIN =
            new LocatorAssertions.ContainsTextOptions().setTimeout(180_000);

    @TempDir private static Path folder;
    private static long type;
    private Page page;

    @BeforeAll
    static void thereIsATypeOfDossiers() throws IOException {
        type = KeptThings.caseType(VISITOR);
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
    void severalDocumentsGoTogetherAndComeBack() throws IOException {
        openDossier("Trop de photos");
        String one = page.url().replaceAll(".*/dossiers/", "/api/dossiers/");
        for (String name : List.of("a.txt", "b.txt", "c.txt")) {
            KeptThings.put(VISITOR, one, "/" + name, name);
        }
        page.locator(".tabs").getByText("Documents").click();
        page.getByLabel("Choisir a.txt").check();
        page.getByLabel("Choisir c.txt").check();
        VISITOR.button("Mettre à la corbeille").click();
        assertThat(page.locator(".files tbody tr")).hasCount(1);
        assertThat(page.locator(".files")).containsText("b.txt");
        page.locator(".toast-undo").click();
        assertThat(page.locator(".files tbody tr")).hasCount(3);
        VISITOR.assertEverythingIsSaid();
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
        // no check(): the row may be gone, and its box empty again, before it looks
        task.locator("input[type=checkbox]").click();
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
    void aMenuNearTheEdgeOfATelephoneStaysOnItsScreen() {
        page.setViewportSize(360, 740);
        page.navigate("/dossiers");
        assertThat(VISITOR.button("Nouveau dossier").first()).isEnabled();
        export().click();
        Locator choices = page.locator("details[open] .menu-items");
        page.waitForCondition(
                () -> {
                    BoundingBox box = choices.boundingBox();
                    return box.x >= 0 && box.x + box.width <= 360;
                });
    }

    @Test
    void nothingMovesAwayFromUnderThePointerWhenTheTypesArrive() throws IOException {
        VISITOR.dossierType("mail", "Courrier");
        AtomicReference<Route> types = new AtomicReference<>();
        page.route("**/api/dossier-types", types::set);
        page.navigate("/dossiers");
        page.waitForCondition(() -> types.get() != null);
        Locator create = VISITOR.button("Nouveau dossier").first();
        assertThat(create).isDisabled();
        Locator sort = page.getByLabel("Ordre");
        BoundingBox export = export().boundingBox();
        BoundingBox order = sort.boundingBox();
        page.unroute("**/api/dossier-types");
        types.get().resume();
        assertThat(create).isEnabled();
        BoundingBox exportNow = export().boundingBox();
        assertThat(List.of(exportNow.x, exportNow.y)).isEqualTo(List.of(export.x, export.y));
        BoundingBox orderNow = sort.boundingBox();
        assertThat(List.of(orderNow.x, orderNow.y)).isEqualTo(List.of(order.x, order.y));
    }

    private Locator export() {
        return page.locator("summary", new Page.LocatorOptions().setHasText("Exporter"));
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
                        "/keep/types/" + type,
                        "/keep/stores",
                        "/keep/stores/rules",
                        "/keep/stores/findings"));
    }

    @Test
    void aStoreThatIsGoneIsNamedOnEachPageAndWorkGoesOn() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disque"));
        VISITOR.ask(
                "POST",
                "/api/file-stores",
                Map.of(
                        "name",
                        "Disque du sous-sol",
                        "kind",
                        "folder",
                        "settings",
                        Map.of("folder", disk.toString())));
        openDossier("Sans le disque");
        Locator banner = page.locator(".live-banner");
        assertThat(banner).isEmpty();
        Path elsewhere = Files.move(disk, folder.resolve("débranché"));
        VISITOR.ask("POST", "/api/file-stores/verify", Map.of());
        assertThat(banner).containsText("Injoignable : Disque du sous-sol", WITHIN);
        VISITOR.assertEverythingIsSaid();
        String one = page.url().replaceAll(".*/dossiers/", "/api/dossiers/");
        KeptThings.put(VISITOR, one, "/lettre.txt", "Nous continuons.");
        page.locator(".tabs").getByText("Documents").click();
        assertThat(page.locator(".files")).containsText("lettre.txt");
        Files.move(elsewhere, disk);
        assertThat(banner).isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(180_000));
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
