package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.STRANGER;
import static relais.vault.testing.DocumentSite.WRITER;
import static relais.vault.testing.DocumentSite.json;
import static relais.vault.testing.DocumentSite.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.audit.Audit;
import relais.platform.audit.Verdict;
import relais.vault.testing.DocumentSite;

/**
 * A whole folder is dropped, and what is put at once is written at once: each for itself all the
 * same.
 */
class ManyAtOnceStory {
    private static final int FILES = 120;

    @TempDir Path folder;
    private DocumentSite site;

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, InstantSource.system());
        site.put("/Photos/there.txt", "first");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static <T> List<T> atOnce(List<Callable<T>> all) throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(24)) {
            List<T> done = new ArrayList<>();
            for (Future<T> one : people.invokeAll(all)) {
                done.add(one.get());
            }
            return done;
        }
    }

    @Test
    void eachFileIsThereOnceAndTheAuditTellsOfEach() throws Exception {
        List<Callable<HttpResponse<byte[]>>> puts = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            byte[] content = ("photo " + i / 2).getBytes(StandardCharsets.UTF_8); // every two equal
            String path = "/Photos/é " + i + ".txt";
            puts.add(() -> site.put(WRITER, path, content));
        }
        Map<Long, String> made = new HashMap<>();
        int number = 0;
        for (HttpResponse<byte[]> put : atOnce(puts)) {
            assertThat(put.statusCode()).as(text(put)).isEqualTo(201);
            made.put(json(put).path("id").asLong(), "photo " + number++ / 2);
        }
        assertThat(made).hasSize(FILES);
        List<Callable<String>> gets = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        made.forEach(
                (id, content) -> {
                    gets.add(
                            () ->
                                    text(
                                            site.ask(
                                                    READER,
                                                    "GET",
                                                    "/api/documents/" + id + "/content",
                                                    null)));
                    expected.add(content);
                });
        assertThat(atOnce(gets)).isEqualTo(expected);
        assertThat(one("SELECT count(*) FROM vault_version")).isEqualTo(FILES + 1);
        assertThat(one("SELECT sum(refs) FROM vault_blob")).isEqualTo(FILES + 1);
        assertThat(one("SELECT count(*) FROM platform_audit WHERE action = 'document.put'"))
                .isEqualTo(FILES + 1);
        assertThat(new Audit(InstantSource.system()).verify(site.database))
                .isInstanceOf(Verdict.Intact.class);
    }

    private long one(String sql) {
        return site.database.with(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    @Test
    void amongThemEachIsJudgedByItself() throws Exception {
        List<Callable<HttpResponse<byte[]>>> puts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            byte[] content = ("x" + i).getBytes(StandardCharsets.UTF_8);
            String own = "/Photos/own " + i + ".txt";
            puts.add(() -> site.put(WRITER, own, content));
            puts.add(() -> site.put(WRITER, "/Photos/same.txt", content));
            puts.add(() -> site.put(WRITER, "/Photos/there.txt", content, "If-None-Match", "*"));
            puts.add(() -> site.put(READER, "/Photos/no.txt", content));
            puts.add(() -> site.put(STRANGER, "/Photos/never.txt", content));
            puts.add(() -> site.put(WRITER, "/Photos/New " + content[1] + "/a.txt", content));
        }
        List<Integer> codes = new ArrayList<>();
        for (HttpResponse<byte[]> put : atOnce(puts)) {
            codes.add(put.statusCode());
        }
        int made = 0;
        for (int i = 0; i < codes.size(); i += 6) {
            assertThat(codes.subList(i, i + 6)).as("round %d", i / 6).element(0).isEqualTo(201);
            made += codes.get(i + 1) == 201 ? 1 : 0;
            assertThat(codes.get(i + 1)).isIn(200, 201);
            assertThat(codes.subList(i + 2, i + 6)).containsExactly(412, 403, 404, 201);
        }
        assertThat(made).as("the same name is made once, and renewed").isEqualTo(1);
        List<String> names = new ArrayList<>();
        for (JsonNode document : site.folder("/Photos").path("documents")) {
            names.add(document.path("name").asText());
        }
        assertThat(names).hasSize(12).doesNotHaveDuplicates().contains("same.txt", "there.txt");
        assertThat(
                        one(
                                "SELECT count(*) FROM vault_version v JOIN vault_document d"
                                        + " ON d.id = v.document_id WHERE d.name = 'same.txt'"))
                .isEqualTo(10);
    }

    /** As while a large folder is moved or thrown away: that takes its time, for that dossier. */
    @Test
    void whileTheFoldersOfADossierAreHeldUploadsIntoOthersGoOn() throws Exception {
        long other = site.another("C-2");
        site.grant(other, "Writers", 2);
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        try (ExecutorService people = Executors.newFixedThreadPool(24)) {
            Future<HttpResponse<byte[]>> waits =
                    site.database.inTransaction(
                            tx -> {
                                tx.execute(
                                        "SELECT pg_advisory_xact_lock(?, ?)",
                                        0x766f6c64,
                                        (int) site.dossier);
                                var held =
                                        people.submit(
                                                () -> site.put(WRITER, "/Photos/a.txt", content));
                                awaitAll(people, other);
                                assertThat(held.isDone()).as("its folders are held").isFalse();
                                return held;
                            });
            assertThat(waits.get().statusCode()).isEqualTo(201);
        }
    }

    private void awaitAll(ExecutorService people, long other) throws Exception {
        List<Future<HttpResponse<byte[]>>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String to = "/api/dossiers/" + other + "/content?path=%2Ffree" + i;
            all.add(people.submit(() -> site.ask(WRITER, "PUT", to, "x")));
        }
        for (Future<HttpResponse<byte[]>> one : all) {
            assertThat(one.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        }
    }
}
