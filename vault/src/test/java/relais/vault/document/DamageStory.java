package relais.vault.document;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.WRITER;
import static relais.vault.testing.DocumentSite.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** A program gone mad in somebody's name. */
class DamageStory {
    @TempDir Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T10:00:00Z"));

    @Test
    void aWaveOfUnreadableContentsIsHeldAndAPersonDecides() throws Exception {
        try (DocumentSite site = new DocumentSite(folder, clock)) {
            Random random = new Random(3);
            damaged(site, Waves.MOST);
            long id = site.put("/last.txt", "readable");
            byte[] garbage = new byte[600];
            random.nextBytes(garbage);
            HttpResponse<byte[]> held = site.put(WRITER, "/last.txt", garbage);
            assertThat(held.statusCode()).isEqualTo(409);
            assertThat(json(held).path("code").asText()).isEqualTo("held-for-a-look");
            assertThat(site.put(WRITER, "/last.txt", new byte[0]).statusCode()).isEqualTo(409);
            assertThat(site.ask(WRITER, "DELETE", "/api/documents/" + id, null).statusCode())
                    .isEqualTo(409);
            assertThat(text(site, id)).isEqualTo("readable");
            String path = "/api/dossiers/" + site.dossier + "/held";
            JsonNode items = site.get(READER, path).path("items");
            assertThat(items).hasSize(3);
            assertThat(items.path(0).path("why").asText()).isEqualTo("unreadable");
            assertThat(items.path(1).path("why").asText()).isEqualTo("emptied");
            assertThat(items.path(2).path("why").asText()).isEqualTo("deletions");
            assertThat(site.put("/last.txt", "honest work goes on")).isEqualTo(id);

            Map<String, Boolean> drop = Map.of("release", false);
            assertThat(site.ask(WRITER, "POST", path, drop).statusCode()).isEqualTo(403);
            assertThat(site.ask(CHIEF, "POST", path, drop).statusCode()).isEqualTo(200);
            assertThat(site.get(READER, path).path("items")).isEmpty();
            assertThat(text(site, id)).isEqualTo("honest work goes on");

            site.put(WRITER, "/last.txt", garbage);
            String lock = "/api/documents/" + id + "/lock";
            site.ask(WRITER, "POST", lock, null);
            assertThat(site.ask(CHIEF, "POST", path, Map.of("release", true)).statusCode())
                    .as("while it is edited, what is held waits on")
                    .isEqualTo(423);
            assertThat(site.get(READER, path).path("items")).hasSize(1);
            assertThat(site.ask(WRITER, "DELETE", lock, null).statusCode()).isLessThan(300);
            site.ask(CHIEF, "POST", path, Map.of("release", true));
            assertThat(site.ask(READER, "GET", "/api/documents/" + id + "/content", null).body())
                    .as("what a person let through is done")
                    .isEqualTo(garbage);
            clock.advance(Waves.WINDOW.plus(Duration.ofMinutes(1)));
            assertThat(site.ask(WRITER, "DELETE", "/api/documents/" + id, null).statusCode())
                    .as("a while later one deletion is no wave")
                    .isEqualTo(204);
        }
    }

    /** As if so many had been damaged before. */
    private void damaged(DocumentSite site, int count) {
        site.database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        "INSERT INTO vault_wave (user_id, began_at, damages)"
                                                + " VALUES (3, :now, :count)")
                                .bind("now", clock.instant())
                                .bind("count", count)
                                .execute());
    }

    private static String text(DocumentSite site, long id) throws Exception {
        return DocumentSite.text(
                site.ask(READER, "GET", "/api/documents/" + id + "/content", null));
    }
}
