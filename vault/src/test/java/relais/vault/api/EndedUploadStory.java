package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.text;

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

/** An upload is ended while something else is done with it: its pieces are given back once. */
class EndedUploadStory {
    @TempDir Path folder;
    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
    private DocumentSite site;
    private TusClient tus;

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, new SettableClock(Instant.now()));
        tus = new TusClient(site);
    }

    @AfterEach
    void close() {
        others.shutdownNow();
        site.close();
    }

    /**
     * The only piece of a small file is its content, too: given back twice it would be nobody's.
     */
    @Test
    void aDocumentThatIsMadeMeanwhileKeepsItsContent() throws Exception {
        String upload = wholeButNoDocument();
        Future<HttpResponse<byte[]>> finishes;
        Future<HttpResponse<byte[]>> ends;
        try (Handle lock = site.database.open()) {
            lock.begin();
            lock.execute("SELECT FROM vault_upload FOR UPDATE");
            finishes = others.submit(() -> tus.ask("HEAD", upload));
            DocumentSite.until("the document is in its place", () -> waiting() == 1);
            ends = others.submit(() -> tus.ask("DELETE", upload));
            DocumentSite.until("the upload is to end", () -> waiting() == 2);
            lock.rollback();
        }
        HttpResponse<byte[]> finished = finishes.get(1, TimeUnit.MINUTES);
        assertThat(finished.statusCode()).as(text(finished)).isEqualTo(200);
        HttpResponse<byte[]> ended = ends.get(1, TimeUnit.MINUTES);
        assertThat(ended.statusCode()).as(text(ended)).isEqualTo(204);
        assertThat(references("two")).as("the document's").isEqualTo(1);
        assertThat(count("SELECT count(*) FROM vault_upload")).isZero();
    }

    @Test
    void aPieceThatComesMeanwhileIsNobodysAfterwards() throws Exception {
        String upload = tus.begin("/a.txt", 9);
        assertThat(tus.patch(upload, 0, bytes("one")).statusCode()).isEqualTo(204);
        Future<HttpResponse<byte[]>> ends;
        Future<HttpResponse<byte[]>> comes;
        try (Handle lock = site.database.open()) {
            lock.begin();
            lock.execute("SELECT FROM vault_blob WHERE hash = sha256('one') FOR UPDATE");
            ends = others.submit(() -> tus.ask("DELETE", upload));
            DocumentSite.until("the upload is to end", () -> waiting() == 1);
            comes = others.submit(() -> tus.patch(upload, 3, bytes("two")));
            DocumentSite.until("it comes", () -> comes.isDone() || waiting() == 2);
            lock.rollback();
        }
        HttpResponse<byte[]> ended = ends.get(1, TimeUnit.MINUTES);
        assertThat(ended.statusCode()).as(text(ended)).isEqualTo(204);
        assertThat(comes.get(1, TimeUnit.MINUTES).statusCode()).isIn(204, 409);
        assertThat(references("one")).isZero();
        assertThat(references("two")).isZero();
        assertThat(count("SELECT count(*) FROM vault_upload")).isZero();
    }

    /** All of it came, and the machine died before a document was made of it. */
    private String wholeButNoDocument() throws Exception {
        String lock = "/api/documents/" + site.put("/a.txt", "one") + "/lock";
        String upload = tus.begin("/a.txt", 3);
        site.ask(CHIEF, "POST", lock, null);
        assertThat(tus.patch(upload, 0, bytes("two")).statusCode()).isEqualTo(423);
        site.ask(CHIEF, "DELETE", lock, null);
        site.database.useTransaction(tx -> tx.execute("UPDATE vault_upload SET refusal = NULL"));
        return upload;
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private long references(String content) {
        return count("SELECT refs FROM vault_blob WHERE hash = sha256('" + content + "')");
    }

    /** Who waits for a row that another has. */
    private long waiting() {
        return count(
                "SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
    }

    private long count(String sql) {
        return site.database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
