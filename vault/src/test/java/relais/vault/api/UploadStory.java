package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.WRITER;
import static relais.vault.testing.DocumentSite.json;
import static relais.vault.testing.DocumentSite.text;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** Files that arrive over links that break. */
class UploadStory {
    private static final String PIECE = "application/offset+octet-stream";

    /** Of {@link #content}. */
    private static final int SENT = 120_000;

    @TempDir Path folder;
    private DocumentSite site;
    private final SettableClock clock = new SettableClock(Instant.now());
    private final byte[] content = new byte[300_000];

    @BeforeEach
    void open() throws Exception {
        new Random(42).nextBytes(content);
        site = new DocumentSite(folder, clock);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aFileSentInPiecesIsWholeInItsPlace() throws Exception {
        String upload = begin("/b/c.bin", content.length);
        assertThat(offset(upload)).isZero();
        assertThat(patch(upload, 0, piece(0, 100_000)).statusCode()).isEqualTo(204);
        assertThat(patch(upload, 0, piece(0, 100_000)).statusCode())
                .as("the same piece again")
                .isEqualTo(409);
        assertThat(offset(upload)).isEqualTo(100_000);
        HttpResponse<byte[]> last = patch(upload, 100_000, piece(100_000, content.length));
        assertThat(last.statusCode()).isEqualTo(204);
        String id = last.headers().firstValue("Relais-Document").orElseThrow();
        HttpResponse<byte[]> got =
                site.ask(READER, "GET", "/api/documents/" + id + "/content", null);
        assertThat(got.body()).isEqualTo(content);
        HttpResponse<byte[]> head = ask("HEAD", upload);
        assertThat(head.headers().firstValue("Relais-Document")).hasValue(id);
        assertThat(pieces()).as("pieces are given back").isZero();
    }

    @Test
    void aBrokenLinkLosesNothingOfWhatArrived() throws Exception {
        String upload = begin("/x.bin", content.length);
        sendOnlyAPart(upload).close();
        DocumentSite.until("what arrived is kept", () -> offset(upload) > 0);
        long from = offset(upload);
        assertThat(from).isLessThanOrEqualTo(SENT);
        HttpResponse<byte[]> rest = patch(upload, from, piece((int) from, content.length));
        String id = rest.headers().firstValue("Relais-Document").orElseThrow();
        assertThat(site.ask(READER, "GET", "/api/documents/" + id + "/content", null).body())
                .isEqualTo(content);
    }

    /** The server still waits for the rest, since nobody told it: so a telephone leaves a cell. */
    @Test
    void whatCameOverALinkThatFellSilentIsNotSentAgain() throws Exception {
        String upload = begin("/x.bin", content.length);
        List<Socket> silent = new ArrayList<>();
        long from = 0;
        // a machine that is busy has not begun to read when it is asked: then once more
        while (from == 0 && silent.size() < 10) {
            silent.add(sendOnlyAPart(upload));
            Thread.sleep(100L * silent.size());
            from = offset(upload);
        }
        assertThat(from).isBetween(1L, (long) SENT);
        assertThat(offset(upload)).as("nobody comes after").isEqualTo(from);
        HttpResponse<byte[]> rest = patch(upload, from, piece((int) from, content.length));
        assertThat(rest.statusCode()).as(text(rest)).isEqualTo(204);
        for (Socket one : silent) {
            one.close();
        }
        String id = rest.headers().firstValue("Relais-Document").orElseThrow();
        assertThat(site.ask(READER, "GET", "/api/documents/" + id + "/content", null).body())
                .isEqualTo(content);
    }

    /** Announces all of it, and sends a part. */
    private Socket sendOnlyAPart(String upload) throws Exception {
        URI at = site.address();
        Socket socket = new Socket(at.getHost(), at.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(
                ("PATCH "
                                + upload
                                + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                + WRITER
                                + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                                + "Content-Type: "
                                + PIECE
                                + "\r\nContent-Length: "
                                + content.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(content, 0, SENT);
        out.flush();
        return socket;
    }

    @Test
    void aSmallFileNeedsOneRequest() throws Exception {
        HttpResponse<byte[]> made =
                site.send(
                        creation("/Été.txt", 5)
                                .header("Content-Type", PIECE)
                                .POST(BodyPublishers.ofString("hello"))
                                .build());
        assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
        assertThat(made.headers().firstValue("Upload-Offset")).hasValue("5");
        assertThat(made.headers().firstValue("Relais-Document")).isPresent();
        HttpResponse<byte[]> empty =
                site.send(creation("/empty", 0).POST(BodyPublishers.noBody()).build());
        assertThat(empty.headers().firstValue("Relais-Document")).isPresent();
    }

    @Test
    void aPieceThatWasDamagedIsNotKept() throws Exception {
        String upload = begin("/x.bin", 3);
        String right =
                Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-1")
                                        .digest("abc".getBytes(StandardCharsets.UTF_8)));
        HttpResponse<byte[]> damaged =
                patch(upload, 0, "abd".getBytes(StandardCharsets.UTF_8), "sha1 " + right);
        assertThat(damaged.statusCode()).isEqualTo(460);
        assertThat(offset(upload)).isZero();
        assertThat(patch(upload, 0, new byte[3], "sha9 AAAA").statusCode()).isEqualTo(400);
        assertThat(
                        patch(upload, 0, "abc".getBytes(StandardCharsets.UTF_8), "sha1 " + right)
                                .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        assertThat(site.send(creation("/../etc/passwd", 5).POST(none()).build()).statusCode())
                .isEqualTo(400);
        assertThat(site.send(creation("", 5).POST(none()).build()).statusCode()).isEqualTo(400);
        String upload = begin("/x", 5);
        assertThat(patch(upload, 0, new byte[6]).statusCode()).isEqualTo(413);
        assertThat(patch(upload, 3, new byte[2]).statusCode()).isEqualTo(409);
        HttpRequest others =
                site.request(CHIEF, upload, "Tus-Resumable", "1.0.0")
                        .method("HEAD", none())
                        .build();
        assertThat(site.send(others).statusCode()).as("somebody else's").isEqualTo(404);
        assertThat(
                        site.send(site.request(WRITER, upload).method("HEAD", none()).build())
                                .statusCode())
                .isEqualTo(412);
        HttpResponse<byte[]> options =
                site.send(site.request(WRITER, "/api/uploads").method("OPTIONS", none()).build());
        assertThat(options.headers().firstValue("Tus-Extension").orElse(""))
                .contains("creation-with-upload", "checksum", "termination", "expiration");
        String most = options.headers().firstValue("Tus-Max-Size").orElseThrow();
        assertThat(Long.parseLong(most)).as("what can be read back").isEqualTo(4L << 40);
        HttpResponse<byte[]> tooLong =
                site.send(creation("/x", (4L << 40) + 1).POST(none()).build());
        assertThat(tooLong.statusCode()).isEqualTo(413);
        HttpResponse<byte[]> reader =
                site.send(
                        site.request(
                                        READER,
                                        "/api/uploads",
                                        "Tus-Resumable",
                                        "1.0.0",
                                        "Upload-Length",
                                        "5",
                                        "Upload-Metadata",
                                        metadata("/x"))
                                .POST(none())
                                .build());
        assertThat(reader.statusCode()).isEqualTo(403);
    }

    @Test
    void anUploadEndsWhenAskedAndWhenForgotten() throws Exception {
        String ended = begin("/a", 5);
        patch(ended, 0, new byte[2]);
        assertThat(ask("DELETE", ended).statusCode()).isEqualTo(204);
        assertThat(ask("HEAD", ended).statusCode()).isEqualTo(404);
        String forgotten = begin("/b", 5);
        patch(forgotten, 0, new byte[2]);
        assertThat(pieces()).isEqualTo(1);
        clock.advance(Duration.ofDays(8));
        site.jobs.start();
        DocumentSite.until("it is collected", () -> pieces() == 0);
        assertThat(ask("HEAD", forgotten).statusCode()).isEqualTo(404);
    }

    @Test
    void anUploadThatFindsItsNameTakenCanStandBeside() throws Exception {
        site.put("/a.txt", "one");
        HttpRequest.Builder beside =
                site.request(
                        WRITER,
                        "/api/uploads",
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        "3",
                        "Upload-Metadata",
                        metadata("/a.txt") + ",ifExists " + base64("rename"),
                        "Content-Type",
                        PIECE);
        assertThat(site.send(beside.POST(BodyPublishers.ofString("two")).build()).statusCode())
                .isEqualTo(201);
        assertThat(site.folder("/").path("documents").path(0).path("name").asText())
                .as("a number comes before an ending")
                .isEqualTo("a (2).txt");
    }

    private int pieces() {
        return site.database.with(
                handle ->
                        handle.createQuery("SELECT count(*) FROM vault_upload_piece")
                                .mapTo(Integer.class)
                                .one());
    }

    private String begin(String path, long length) throws Exception {
        HttpResponse<byte[]> made = site.send(creation(path, length).POST(none()).build());
        assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
        return made.headers().firstValue("Location").orElseThrow();
    }

    private static HttpRequest.BodyPublisher none() {
        return BodyPublishers.noBody();
    }

    private HttpRequest.Builder creation(String path, long length) {
        return site.request(
                WRITER,
                "/api/uploads",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                String.valueOf(length),
                "Upload-Metadata",
                metadata(path));
    }

    private String metadata(String path) {
        return "dossier " + base64(String.valueOf(site.dossier)) + ",path " + base64(path);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] piece(int from, int to) {
        return Arrays.copyOfRange(content, from, to);
    }

    private HttpResponse<byte[]> ask(String verb, String upload) throws Exception {
        return site.send(
                site.request(WRITER, upload, "Tus-Resumable", "1.0.0")
                        .method(verb, none())
                        .build());
    }

    private long offset(String upload) {
        try {
            return Long.parseLong(
                    ask("HEAD", upload).headers().firstValue("Upload-Offset").orElse("-1"));
        } catch (Exception e) {
            // a lambda's boundary: the test fails by it
            throw new AssertionError(e);
        }
    }

    private HttpResponse<byte[]> patch(String upload, long offset, byte[] bytes, String... checksum)
            throws Exception {
        HttpRequest.Builder request =
                site.request(
                        WRITER,
                        upload,
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Offset",
                        String.valueOf(offset),
                        "Content-Type",
                        PIECE);
        if (checksum.length > 0) {
            request.header("Upload-Checksum", checksum[0]);
        }
        return site.send(request.method("PATCH", BodyPublishers.ofByteArray(bytes)).build());
    }

    @Test
    void aRefusedUploadSaysWhy() throws Exception {
        long id = site.put("/a.txt", "one");
        site.ask(CHIEF, "POST", "/api/documents/" + id + "/lock", null);
        HttpResponse<byte[]> made =
                site.send(
                        creation("/a.txt", 3)
                                .header("Content-Type", PIECE)
                                .POST(BodyPublishers.ofString("two"))
                                .build());
        assertThat(made.statusCode()).isEqualTo(423);
        assertThat(json(made).path("code").asText()).isEqualTo("document-locked");
    }
}
