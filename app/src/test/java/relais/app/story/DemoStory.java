package relais.app.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import relais.app.demo.Demo;

/** A newcomer starts the demonstration and finds an office that has worked for months. */
class DemoStory {
    private static final int MADE = 200;

    @RegisterExtension static final Visitor VISITOR = Visitor.ofTheOffice();

    @Test
    void theShelvesAreFull() throws IOException {
        assertThat(all("/api/dossier-types?"))
                .extracting(type -> type.at("/name/en").asText())
                .containsExactlyInAnyOrder(
                        "Family support", "Water point complaint", "Grant application");
        List<JsonNode> dossiers = all("/api/dossiers?");
        assertThat(dossiers).hasSize(MADE - 1);
        assertThat(all("/api/dossiers?trashed=true&")).hasSize(1);
        assertThat(dossiers).filteredOn(one -> one.path("confidential").asBoolean()).hasSize(1);
        assertThat(dossiers).extracting(one -> one.get("state").asText()).contains("new", "works");
        assertThat(all("/api/dossier-erasures?")).isNotEmpty();
        assertThat(all("/api/dossier-tasks?open=true&mine=false&"))
                .anyMatch(task -> task.path("overdue").asBoolean())
                .anyMatch(task -> !task.path("overdue").asBoolean());
        assertThat(all("/api/dossier-tasks?open=true&mine=true&")).isNotEmpty();
    }

    @Test
    void oneDossierHasEverythingAndSomeHaveNothing() throws IOException {
        int documents = 0;
        int empty = 0;
        for (JsonNode dossier : all("/api/dossiers?")) {
            int there = dossier.get("documents").asInt();
            documents += there;
            empty += there == 0 ? 1 : 0;
        }
        assertThat(documents).isGreaterThan(MADE);
        assertThat(empty).isPositive();
        JsonNode full = KeptThings.demonstrated(VISITOR);
        String one = "/api/dossiers/" + full.get("id");
        assertThat(all(one + "/folder?path=/Photos&")).hasSize(24);
        assertThat(all(one + "/trash?")).hasSize(1);
        JsonNode given =
                all(one + "/folder?").stream()
                        .filter(each -> each.path("name").asText().endsWith("définitive.pdf"))
                        .findFirst()
                        .orElseThrow();
        assertThat(all("/api/documents/" + given.get("id") + "/shares?")).hasSize(1);
    }

    @Test
    void theSecondStartChangesNothingAndABrokenOneGoesOn() throws IOException {
        startAgain();
        assertThat(all("/api/dossiers?")).hasSize(MADE - 1);
        Files.writeString(VISITOR.folder().resolve("demo-dossiers.txt"), "199");
        startAgain();
        assertThat(all("/api/dossiers?")).hasSize(MADE);
        assertThat(all("/api/dossier-types?")).hasSize(3);
    }

    private static void startAgain() throws IOException {
        new Demo(Demo.Scale.SHOWN).fill(VISITOR.product().wiring(), VISITOR.folder(), () -> false);
    }

    /** All pages of a list. */
    private static List<JsonNode> all(String path) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = VISITOR.ask(path + "limit=100" + after);
            page.get(page.has("items") ? "items" : "documents").forEach(items::add);
            after =
                    page.hasNonNull("next")
                            ? "&after=" + URLEncoder.encode(page.get("next").asText(), UTF_8)
                            : "";
        } while (!after.isEmpty());
        return items;
    }
}
