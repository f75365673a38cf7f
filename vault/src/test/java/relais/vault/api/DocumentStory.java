package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.STRANGER;
import static relais.vault.testing.DocumentSite.WRITER;
import static relais.vault.testing.DocumentSite.json;
import static relais.vault.testing.DocumentSite.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.blob.BlobId;
import relais.vault.testing.DocumentSite;

/** What people do with documents over HTTP. */
class DocumentStory {
    @TempDir Path folder;
    private DocumentSite site;

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, InstantSource.system());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void whatIsPutIsListedAndComesBackBitByBit() throws Exception {
        HttpResponse<byte[]> put =
                site.put(
                        WRITER,
                        "/Courriers/2026/Réponse – où ça ?.pdf",
                        "%PDF-1.7 hello".getBytes(StandardCharsets.UTF_8));
        assertThat(put.statusCode()).as(text(put)).isEqualTo(201);
        long id = json(put).path("id").asLong();
        assertThat(names(site.folder("/").path("folders"))).containsExactly("Courriers");
        JsonNode line = site.folder("/Courriers/2026").path("documents").path(0);
        assertThat(line.path("name").asText()).isEqualTo("Réponse – où ça ?.pdf");
        assertThat(line.path("mediaType").asText()).isEqualTo("application/pdf");
        assertThat(line.path("scan").asText()).isEqualTo("pending");

        HttpResponse<byte[]> got = site.ask(READER, "GET", content(id), null);
        assertThat(text(got)).isEqualTo("%PDF-1.7 hello");
        assertThat(got.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment")
                .contains("R%C3%A9ponse");
        assertThat(got.headers().firstValue("ETag").orElse(""))
                .isEqualTo(new BlobId(line.path("hash").asText()).tag());
        assertThat(site.ask(STRANGER, "GET", content(id), null).statusCode()).isEqualTo(404);
        assertThat(site.put(READER, "/x.txt", new byte[1]).statusCode()).isEqualTo(403);
        assertThat(site.put(STRANGER, "/x.txt", new byte[1]).statusCode()).isEqualTo(404);
    }

    @Test
    void everyContentIsAVersionAndAnEarlierOneCanBeTheNewestAgain() throws Exception {
        long id = site.put("/a.txt", "one");
        assertThat(site.put("/a.txt", "two")).isEqualTo(id);
        site.put("/a.txt", "two");
        assertThat(version(id)).as("the same again is no version").isEqualTo(2);
        assertThat(text(site.ask(READER, "GET", content(id) + "?version=1", null)))
                .isEqualTo("one");
        assertThat(post("/api/documents/" + id + "/versions/1/restore", null).statusCode())
                .isEqualTo(200);
        assertThat(version(id)).isEqualTo(3);
        assertThat(text(site.ask(READER, "GET", content(id), null))).isEqualTo("one");
        assertThat(site.get(READER, "/api/documents/" + id).path("versions")).hasSize(3);
    }

    @Test
    void conditionsAndDigestsAreMinded() throws Exception {
        byte[] body = "abc".getBytes(StandardCharsets.UTF_8);
        String right = "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:";
        String wrong = "sha-256=:AAAAv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:";
        HttpResponse<byte[]> refused = site.put(WRITER, "/d", body, "Repr-Digest", wrong);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("code").asText()).isEqualTo("digest-mismatch");
        assertThat(site.put(WRITER, "/d", body, "Repr-Digest", "rubbish").statusCode())
                .isEqualTo(400);
        assertThat(site.put(WRITER, "/d", body, "Repr-Digest", right).statusCode()).isEqualTo(201);
        assertThat(site.put(WRITER, "/d", new byte[9], "If-None-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(site.put(WRITER, "/d", new byte[9], "If-Match", "\"00\"").statusCode())
                .isEqualTo(412);
        String tag = site.ask(READER, "HEAD", content(1), null).headers().firstValue("ETag").get();
        assertThat(site.put(WRITER, "/d", new byte[9], "If-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void partsOfAContentCanBeAskedFor() throws Exception {
        long id = site.put("/digits.txt", "0123456789");
        assertThat(text(part(id, "bytes=2-4"))).isEqualTo("234");
        assertThat(part(id, "bytes=2-4").headers().firstValue("Content-Range").get())
                .isEqualTo("bytes 2-4/10");
        assertThat(text(part(id, "bytes=-3"))).isEqualTo("789");
        assertThat(text(part(id, "bytes=8-"))).isEqualTo("89");
        assertThat(part(id, "bytes=10-").statusCode()).isEqualTo(416);
        assertThat(part(id, "lines=1-2").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> two = part(id, "bytes=0-1, 5-6");
        assertThat(two.headers().firstValue("Content-Type").get()).contains("byteranges");
        assertThat(text(two)).contains("bytes 0-1/10\r\n\r\n01\r\n", "bytes 5-6/10\r\n\r\n56\r\n");
        HttpResponse<byte[]> stale =
                site.send(
                        site.request(READER, content(id), "Range", "bytes=0-1", "If-Range", "\"x\"")
                                .build());
        assertThat(stale.statusCode()).isEqualTo(200);
        String tag = stale.headers().firstValue("ETag").get();
        assertThat(
                        site.send(site.request(READER, content(id), "If-None-Match", tag).build())
                                .statusCode())
                .isEqualTo(304);
        HttpResponse<byte[]> head = site.ask(READER, "HEAD", content(id), null);
        assertThat(head.headers().firstValue("Content-Length").get()).isEqualTo("10");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void whatCouldRunIsNeverShownInOurName() throws Exception {
        long html = site.put("/a.txt", "<html><script>steal()</script>");
        long svg = site.put("/a.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>");
        long plain = site.put("/b.txt", "plain");
        for (long id : List.of(html, svg)) {
            HttpResponse<byte[]> got = site.ask(READER, "GET", content(id) + "?inline=1", null);
            assertThat(got.headers().firstValue("Content-Disposition").get())
                    .startsWith("attachment");
            assertThat(got.headers().firstValue("Content-Type").get())
                    .doesNotContain("html", "svg");
            assertThat(got.headers().firstValue("Content-Security-Policy").get())
                    .contains("sandbox", "default-src 'none'");
            assertThat(got.headers().firstValue("X-Content-Type-Options").get())
                    .isEqualTo("nosniff");
        }
        assertThat(
                        site.ask(READER, "GET", content(plain) + "?inline=1", null)
                                .headers()
                                .firstValue("Content-Disposition")
                                .get())
                .startsWith("inline");
    }

    @Test
    void foldersMoveWithAllInThemButNotIntoThemselves() throws Exception {
        site.put("/a/b/c.txt", "c");
        long a = site.folder("/").path("folders").path(0).path("id").asLong();
        HttpResponse<byte[]> circle = post("/api/folders/" + a + "/move", Map.of("parent", "/a/b"));
        assertThat(json(circle).path("code").asText()).isEqualTo("folder-in-itself");
        assertThat(post("/api/folders/" + a + "/move", Map.of("name", "z")).statusCode())
                .isEqualTo(200);
        assertThat(names(site.folder("/z/b").path("documents"))).containsExactly("c.txt");
        assertThat(
                        site.ask(
                                        WRITER,
                                        "POST",
                                        "/api/dossiers/" + site.dossier + "/folders",
                                        Map.of("path", "/z/../etc"))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatWasThrownAwayComesBackWhereItWas() throws Exception {
        long id = site.put("/in/note.txt", "first");
        long in = site.folder("/").path("folders").path(0).path("id").asLong();
        assertThat(site.ask(WRITER, "DELETE", "/api/folders/" + in, null).statusCode())
                .isEqualTo(200);
        assertThat(site.folder("/").path("folders")).isEmpty();
        JsonNode trash = site.get(READER, "/api/dossiers/" + site.dossier + "/trash");
        assertThat(trash.path("items").path(0).path("path").asText()).isEqualTo("/in");
        site.put("/in/note.txt", "second");
        HttpResponse<byte[]> back = post("/api/documents/" + id + "/restore", null);
        assertThat(json(back).path("name").asText()).isEqualTo("note (2).txt");
        assertThat(json(back).path("path").asText()).isEqualTo("/in");
        String forever = "/api/documents/" + id + "?forever=true";
        assertThat(site.ask(CHIEF, "DELETE", forever, null).statusCode()).isEqualTo(409);
        site.ask(WRITER, "DELETE", "/api/documents/" + id, null);
        assertThat(site.ask(WRITER, "DELETE", forever, null).statusCode()).isEqualTo(403);
        assertThat(site.ask(CHIEF, "DELETE", forever, null).statusCode()).isEqualTo(204);
        assertThat(site.ask(CHIEF, "GET", "/api/documents/" + id, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoEditsKeepsOthersOff() throws Exception {
        long id = site.put("/a.txt", "one");
        String lock = "/api/documents/" + id + "/lock";
        assertThat(post(lock, null).statusCode()).isEqualTo(200);
        assertThat(post(lock, null).statusCode()).as("again: still").isEqualTo(200);
        HttpResponse<byte[]> other =
                site.put(CHIEF, "/a.txt", "x".getBytes(StandardCharsets.UTF_8));
        assertThat(other.statusCode()).isEqualTo(423);
        assertThat(site.put("/a.txt", "my own")).isEqualTo(id);
        assertThat(site.get(CHIEF, "/api/documents/" + id).path("lock").path("by").asText())
                .isEqualTo(WRITER);
        assertThat(site.folder("/").path("documents").path(0).path("locked").asText())
                .isEqualTo(WRITER);
        assertThat(site.ask(CHIEF, "DELETE", lock, null).statusCode())
                .as("who manages may end it")
                .isEqualTo(204);
        assertThat(site.put(CHIEF, "/a.txt", new byte[1]).statusCode()).isEqualTo(200);
    }

    @Test
    void aFormBringsSeveralFiles() throws Exception {
        String form =
                "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nA\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"é?.txt\""
                        + "\r\n\r\nB\r\n--b--\r\n";
        HttpResponse<byte[]> answer =
                site.send(
                        site.request(
                                        WRITER,
                                        "/api/dossiers/" + site.dossier + "/upload?path=/in",
                                        "Content-Type",
                                        "multipart/form-data; boundary=b")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build());
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        assertThat(names(site.folder("/in").path("documents"))).containsExactly("a.txt", "é?.txt");
    }

    @Test
    void aFolderComesAsAnArchive() throws Exception {
        site.put("/top.txt", "t");
        site.put("/Année/Ответ?.txt", "r");
        HttpResponse<byte[]> zip =
                site.ask(READER, "GET", "/api/dossiers/" + site.dossier + "/zip?path=/", null);
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName() + "=" + new String(in.readAllBytes()));
            }
        }
        assertThat(names).containsExactly("top.txt=t", "Année/Ответ_.txt=r");
    }

    @Test
    void aPageOfAHundredThousandDocumentsComesAtOnce() throws Exception {
        long id = site.put("/n0.txt", "x");
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "INSERT INTO vault_document (dossier_id, name, order_key, version,"
                                        + " hash, size, media_type, created_at, changed_at, changed_by,"
                                        + " changed_name) SELECT dossier_id, 'n' || g,"
                                        + " 'n' || length(g::text) || g, 1, hash, g, media_type, now(),"
                                        + " now() - g * interval '1 second', 1, 'x' FROM vault_document,"
                                        + " generate_series(1, 100000) g WHERE id = ?",
                                id));
        site.database.with(handle -> handle.execute("ANALYZE vault_document"));
        for (String sort : List.of("name", "changed", "size")) {
            String path = "/api/dossiers/" + site.dossier + "/folder?limit=100&sort=" + sort;
            JsonNode first = site.get(READER, path);
            JsonNode second = site.get(READER, path + "&after=" + first.path("next").asText());
            String third = path + "&after=" + second.path("next").asText();
            long millis = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                site.get(READER, third);
                millis = Math.min(millis, (System.nanoTime() - start) / 1_000_000);
            }
            System.out.println("a page by " + sort + " of 100,000: " + millis + " ms");
            assertThat(millis).as("the best of five").isLessThan(500);
            List<String> all = names(first.path("documents"));
            all.addAll(names(second.path("documents")));
            assertThat(all).hasSize(200).doesNotHaveDuplicates();
        }
        assertThat(names(site.folder("/").path("documents"))).startsWith("n0.txt", "n1", "n2");
    }

    private HttpResponse<byte[]> part(long id, String range) throws Exception {
        return site.send(site.request(READER, content(id), "Range", range).build());
    }

    private HttpResponse<byte[]> post(String path, Object body) throws Exception {
        return site.ask(WRITER, "POST", path, body);
    }

    private long version(long id) throws Exception {
        return site.get(READER, "/api/documents/" + id).path("version").asLong();
    }

    private static String content(long id) {
        return "/api/documents/" + id + "/content";
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(one -> names.add(one.path("name").asText()));
        return names;
    }
}
