package relais.vault.document;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.WRITER;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** The database ends one of two transactions that wait for each other. */
class DeadlockTest {
    private static final byte[] TEXT = "what was sent".getBytes(StandardCharsets.UTF_8);

    @Test
    void anUploadThatADeadlockEndedIsDoneAgain(@TempDir Path folder) throws Exception {
        try (DocumentSite site = new DocumentSite(folder, new SettableClock(Instant.now()))) {
            endTheFirst(site, 2); // among many, then by itself
            HttpResponse<byte[]> stored = site.put(WRITER, "/a.txt", TEXT);
            assertThat(stored.statusCode()).as(DocumentSite.text(stored)).isEqualTo(201);
            assertThat(site.folder("/").path("documents").findValuesAsText("version"))
                    .containsExactly("1");
        }
    }

    @Test
    void whoLosesEveryTimeIsToldAndNothingIsThere(@TempDir Path folder) throws Exception {
        try (DocumentSite site = new DocumentSite(folder, new SettableClock(Instant.now()))) {
            endTheFirst(site, 1_000);
            assertThat(site.put(WRITER, "/a.txt", TEXT).statusCode()).isEqualTo(500);
            assertThat(site.folder("/").path("documents")).isEmpty();
        }
    }

    /** So many new documents end as in a deadlock; a sequence goes on whatever is rolled back. */
    private static void endTheFirst(DocumentSite site, int count) {
        site.database.useTransaction(
                tx ->
                        tx.createScript(
                                        """
                                        CREATE SEQUENCE tries;
                                        CREATE FUNCTION deadlocked() RETURNS trigger AS '
                                        BEGIN
                                          IF nextval(''tries'') <= %d THEN
                                            RAISE SQLSTATE ''40P01'';
                                          END IF;
                                          RETURN NEW;
                                        END' LANGUAGE plpgsql;
                                        CREATE TRIGGER deadlocked BEFORE INSERT ON vault_document
                                          FOR EACH ROW EXECUTE FUNCTION deadlocked();
                                        """
                                                .formatted(count))
                                .executeAsSeparateStatements());
    }
}
