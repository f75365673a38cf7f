package relais.vault.document;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** Two people move documents between the same dossiers, each the other way. */
@Timeout(60)
class CrossingMovesTest {
    /**
     * Whichever way a document goes, the dossier of the lower number comes first: who waits for it
     * holds nothing that somebody who has it may want next.
     */
    @Test
    void whoWaitsForOneDossierKeepsNobodyFromTheOther(@TempDir Path folder) throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-03T10:00:00Z"));
        try (DocumentSite site = new DocumentSite(folder, clock);
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            long there = site.another("C-2");
            String content = "/api/dossiers/" + there + "/content?path=/letter.txt";
            long document =
                    json(site.send(
                                    site.request(CHIEF, content)
                                            .PUT(BodyPublishers.ofString("the answer"))
                                            .build()))
                            .path("id")
                            .asLong();
            Future<HttpResponse<byte[]>> moved =
                    site.database.inTransaction(
                            tx -> {
                                Entrance.holdAll(tx, site.dossier);
                                Future<HttpResponse<byte[]>> moving =
                                        people.submit(
                                                () ->
                                                        site.ask(
                                                                CHIEF,
                                                                "PUT",
                                                                "/api/documents/" + document,
                                                                Map.of("dossier", site.dossier)));
                                untilSomebodyWaits(site);
                                tx.execute("SET LOCAL lock_timeout = '3s'");
                                Entrance.holdAll(tx, there);
                                return moving;
                            });
            assertThat(moved.get().statusCode()).isEqualTo(200);
        }
    }

    private static void untilSomebodyWaits(DocumentSite site) {
        try {
            DocumentSite.until(
                    "the move waits", () -> site.database.with(CrossingMovesTest::waits));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean waits(Handle handle) {
        return handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"
                                + " AND NOT granted AND database = (SELECT oid FROM pg_database"
                                + " WHERE datname = current_database()))")
                .mapTo(Boolean.class)
                .one();
    }
}
