package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.search.SearchText;
import relais.vault.testing.DocumentSite;

/** A list that ends where a page ends says so: nobody turns to a page that is empty. */
class LastPageStory {
    @TempDir private Path folder;
    private DocumentSite site;
    private String dossier;

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, InstantSource.system());
        dossier = "/api/dossiers/" + site.dossier;
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void ofFoldersAndDocumentsTheLastPageMayBeFull() throws Exception {
        for (String path : List.of("/a/x.txt", "/b/x.txt", "/c.txt", "/d.txt")) {
            site.put(path, "text");
        }
        JsonNode first = folder("limit=2");
        assertThat(names(first, "folders")).containsExactly("a", "b");
        assertThat(names(first, "documents")).isEmpty();
        JsonNode second = folder("limit=2&after=" + after(first));
        assertThat(names(second, "folders")).isEmpty();
        assertThat(names(second, "documents")).containsExactly("c.txt", "d.txt");
        assertThat(isLast(second)).isTrue();
        assertThat(isLast(folder("limit=4"))).isTrue();
        JsonNode three = folder("limit=3");
        assertThat(names(three, "documents")).containsExactly("c.txt");
        JsonNode rest = folder("limit=3&after=" + after(three));
        assertThat(names(rest, "documents")).containsExactly("d.txt");
        JsonNode one = folder("limit=1");
        JsonNode two = folder("limit=1&after=" + after(one));
        assertThat(names(two, "folders")).containsExactly("b");
        assertThat(names(folder("limit=1&after=" + after(two)), "documents"))
                .containsExactly("c.txt");
    }

    @Test
    void soDoTheTrashNotesHistoryAndTasks() throws Exception {
        for (int i = 0; i < 4; i++) {
            long document = site.put("/" + i + ".txt", "text");
            site.ask(CHIEF, "DELETE", "/api/documents/" + document, null);
            made("/notes", Map.of("text", "note " + i));
            made("/tasks", Map.of("title", "task " + i));
        }
        for (String list : List.of(dossier + "/trash?", dossier + "/notes?", TASKS)) {
            assertThat(read(list + "limit=4").path("items")).as(list).hasSize(4);
            assertThat(isLast(read(list + "limit=4"))).as(list).isTrue();
            JsonNode page = read(list + "limit=2");
            assertThat(isLast(page)).as(list).isFalse();
            JsonNode last = read(list + "limit=2&after=" + after(page));
            assertThat(last.path("items")).as(list).hasSize(2);
            assertThat(isLast(last)).as(list).isTrue();
        }
        int all = read(dossier + "/history?limit=200").path("items").size();
        assertThat(isLast(read(dossier + "/history?limit=" + all))).isTrue();
        assertThat(isLast(read(dossier + "/history?limit=" + (all - 1)))).isFalse();
    }

    @Test
    void soDoesWhatWordsFindAndWhatComesMeanwhileShowsNothingTwice() throws Exception {
        for (int i = 1; i <= 4; i++) {
            baobab("baobab " + i);
        }
        assertThat(isLast(baobabs("limit=4"))).isTrue();
        JsonNode whole = baobabs("limit=3");
        assertThat(isLast(whole)).isFalse();
        assertThat(whole.path("total").asInt()).isEqualTo(4);
        assertThat(whole.path("cut").isBoolean()).isTrue();
        assertThat(whole.path("cut").asBoolean()).isFalse();

        JsonNode first = baobabs("limit=2");
        baobab("baobab baobab"); // it fits best of all
        JsonNode second = baobabs("limit=2&after=" + after(first));
        assertThat(second.findValuesAsText("title"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(first.findValuesAsText("title"));
        assertThat(isLast(second)).isTrue();
        assertThat(second.hasNonNull("total")).isFalse();
        assertThat(baobabs("limit=1").path("items").get(0).path("title").asText())
                .isEqualTo("baobab baobab");
    }

    private void baobab(String name) throws Exception {
        long document = site.put("/" + name, "text");
        site.database.useTransaction(tx -> SearchText.put(tx, document, site.dossier, 1, name, ""));
    }

    private JsonNode baobabs(String query) throws Exception {
        return read("/api/keep-search?q=baobab&" + query);
    }

    private static final String TASKS = "/api/dossier-tasks?";

    private void made(String what, Map<String, String> body) throws Exception {
        HttpResponse<byte[]> answer = site.ask(CHIEF, "POST", dossier + what, body);
        assertThat(answer.statusCode()).as(DocumentSite.text(answer)).isBetween(200, 201);
    }

    private JsonNode folder(String query) throws Exception {
        return read(dossier + "/folder?path=/&" + query);
    }

    private JsonNode read(String path) throws Exception {
        return site.get(CHIEF, path);
    }

    private static String after(JsonNode page) {
        assertThat(isLast(page)).isFalse();
        return DocumentSite.encoded(page.path("next").asText());
    }

    private static boolean isLast(JsonNode page) {
        return !page.hasNonNull("next");
    }

    private static List<String> names(JsonNode page, String of) {
        return page.path(of).findValuesAsText("name");
    }
}
