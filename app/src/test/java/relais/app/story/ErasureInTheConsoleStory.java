package relais.app.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who keeps the archive erases in a browser what was kept long enough, and a judge stops it. */
class ErasureInTheConsoleStory {
    /** SHA-256 of the one content that is put in. */
    private static final String HASH =
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @RegisterExtension static final Visitor VISITOR = Visitor.ofAnEmptyOffice();

    private static long type;
    private Page page;

    @BeforeAll
    static void thereIsATypeThatIsKeptForNoTime() throws IOException {
        type = KeptThings.shortLivedType(VISITOR);
    }

    @BeforeEach
    void open() {
        page = VISITOR.page();
    }

    @Test
    void aDossierIsErasedByItsNumberAndItsCertificateSaved() throws IOException {
        long dossier = VISITOR.dossier(type, "Bail de 1998");
        String number = VISITOR.ask("/api/dossiers/" + dossier).get("number").asText();
        KeptThings.put(VISITOR, "/api/dossiers/" + dossier, "/bail.txt", "hello");
        page.navigate("/dossiers");
        page.locator(".tabs").getByText("À effacer").click();
        Locator row = VISITOR.row("Bail de 1998");
        row.getByText("Effacer…").click();
        VISITOR.field("Numéro du dossier").fill("Bail");
        VISITOR.button("Effacer pour de bon").click();
        assertThat(page.getByText("Écrivez le numéro du dossier pour confirmer")).isVisible();
        nothingButARefusal("422");
        VISITOR.assertEverythingIsSaid();
        VISITOR.field("Numéro du dossier").fill(number);
        VISITOR.button("Effacer pour de bon").click();
        assertThat(page.getByText(number + " est effacé")).isVisible();
        assertThat(row).hasCount(0);
        Download saved =
                page.waitForDownload(
                        () -> VISITOR.button("Enregistrer l’attestation de " + number).click());
        assertThat(saved.suggestedFilename()).isEqualTo("attestation-" + number + ".txt");
        assertThat(Files.readString(saved.path()))
                .startsWith(number)
                .contains(HASH + "  5")
                .doesNotContain("Bail");
        VISITOR.assertEverythingIsSaid();
    }

    @Test
    void whatAJudgeHoldsMeanwhileStaysAndTheWordsSayWhy() throws IOException {
        long dossier = VISITOR.dossier(type, "Contentieux");
        String number = VISITOR.ask("/api/dossiers/" + dossier).get("number").asText();
        page.navigate("/dossiers/erasures");
        VISITOR.row("Contentieux").getByText("Effacer…").click();
        VISITOR.field("Numéro du dossier").fill(number);
        VISITOR.ask("POST", "/api/dossiers/" + dossier + "/holds", Map.of("reason", "Procès"));
        VISITOR.button("Effacer pour de bon").click();
        assertThat(page.getByText("Ce dossier est gelé pour raison juridique")).isVisible();
        nothingButARefusal("409");
        VISITOR.button("Annuler").click();
        assertThat(VISITOR.row("Contentieux")).hasCount(0);
    }

    @Test
    void aHoldOverATypeStopsAllOfItUntilItIsEnded() throws IOException {
        VISITOR.dossier(type, "Loyers impayés");
        page.navigate("/keep/types/" + type);
        assertThat(page.getByText("Aucun gel ne vaut pour ce type.")).isVisible();
        VISITOR.button("Geler tous les dossiers").click();
        VISITOR.field("Motif").fill("Enquête du parquet");
        VISITOR.button("Geler").click();
        assertThat(page.getByText("Enquête du parquet")).isVisible();
        assertThat(page).hasURL(VISITOR.address().resolve("/keep/types/" + type).toString());
        VISITOR.assertEverythingIsSaid();
        page.navigate("/dossiers/erasures");
        assertThat(page.getByText("Rien n’est à effacer")).isVisible();
        page.navigate("/keep/types/" + type);
        VISITOR.button("Lever").click();
        assertThat(page.getByText("Aucun gel ne vaut pour ce type.")).isVisible();
        page.navigate("/dossiers/erasures");
        assertThat(VISITOR.row("Loyers impayés")).isVisible();
    }

    private static void nothingButARefusal(String status) {
        assertThat(VISITOR.browser().troubles()).isNotEmpty().allMatch(t -> t.contains(status));
    }
}
