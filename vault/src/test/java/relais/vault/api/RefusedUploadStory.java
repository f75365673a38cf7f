package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.json;
import static relais.vault.testing.DocumentSite.text;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** Files that came whole and that cannot be put in their place, or not yet. */
class RefusedUploadStory {
    @TempDir Path folder;
    private DocumentSite site;
    private TusClient tus;
    private long document;

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, new SettableClock(Instant.now()));
        tus = new TusClient(site);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aRefusedUploadSaysWhy() throws Exception {
        long id = site.put("/a.txt", "one");
        site.ask(CHIEF, "POST", "/api/documents/" + id + "/lock", null);
        HttpResponse<byte[]> made =
                site.send(
                        tus.creation("/a.txt", 3)
                                .header("Content-Type", TusClient.PIECE)
                                .POST(BodyPublishers.ofString("two"))
                                .build());
        assertThat(made.statusCode()).isEqualTo(423);
        assertThat(json(made).path("code").asText()).isEqualTo("document-locked");
    }

    @Test
    void whatIsRefusedWhenAllOfItIsThereIsNotTakenForDone() throws Exception {
        String upload = refusedForALock();
        HttpResponse<byte[]> asked = tus.ask("HEAD", upload);
        assertThat(asked.statusCode()).as("all is here, but no document").isEqualTo(409);
        assertThat(asked.headers().firstValue("Upload-Offset")).isEmpty();
        HttpResponse<byte[]> again = tus.patch(upload, 3, new byte[0]);
        assertThat(json(again).path("code").asText()).isEqualTo("document-locked");
        unlock();
        HttpResponse<byte[]> done = tus.patch(upload, 3, new byte[0]);
        assertThat(done.statusCode()).as(text(done)).isEqualTo(204);
        assertThat(done.headers().firstValue("Relais-Document")).hasValue(String.valueOf(document));
        assertThat(tus.ask("HEAD", upload).headers().firstValue("Relais-Document"))
                .hasValue(String.valueOf(document));
    }

    /** A large one takes minutes, and whoever sent it asks again and again. */
    @Test
    void whileADocumentIsMadeOfItItIsNotBegunOnceMore() throws Exception {
        String upload = refusedForALock();
        unlock();
        crashedBeforeADocumentWasMade(upload);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                Handle other = site.database.open()) {
            other.begin();
            other.execute("SELECT 1 FROM vault_document WHERE id = ? FOR UPDATE", document);
            Future<HttpResponse<byte[]>> first = executor.submit(() -> tus.ask("HEAD", upload));
            DocumentSite.until("it is being made", this::somebodyWaits);
            assertThat(tus.ask("HEAD", upload).statusCode()).isEqualTo(423);
            HttpResponse<byte[]> empty = tus.patch(upload, 3, new byte[0]);
            assertThat(json(empty).path("code").asText()).isEqualTo("upload-finishing");
            other.rollback();
            assertThat(first.get(1, TimeUnit.MINUTES).headers().firstValue("Relais-Document"))
                    .hasValue(String.valueOf(document));
        }
        assertThat(site.get(READER, "/api/documents/" + document).path("version").asInt())
                .isEqualTo(2);
    }

    /** All of it came, and somebody edits the document that it would renew. */
    private String refusedForALock() throws Exception {
        String upload = tus.begin("/a.txt", 3);
        document = site.put("/a.txt", "one");
        site.ask(CHIEF, "POST", "/api/documents/" + document + "/lock", null);
        assertThat(tus.patch(upload, 0, "two".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(423);
        return upload;
    }

    private void unlock() throws Exception {
        site.ask(CHIEF, "DELETE", "/api/documents/" + document + "/lock", null);
    }

    private void crashedBeforeADocumentWasMade(String upload) {
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_upload SET refusal = NULL WHERE id = ?",
                                upload.substring(upload.lastIndexOf('/') + 1)));
    }

    private boolean somebodyWaits() {
        return site.database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE"
                                                + " datname = current_database()"
                                                + " AND wait_event_type = 'Lock')")
                                .mapTo(Boolean.class)
                                .one());
    }
}
