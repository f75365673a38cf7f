package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.WRITER;
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

    /** Of {@link #content}. */
    private static final int SENT = 120_000;

    @TempDir Path folder;
    private DocumentSite site;
    private TusClient tus;
    private final SettableClock clock = new SettableClock(Instant.now());
    private final byte[] content = new byte[300_000];

    @BeforeEach
    void open() throws Exception {
        new Random(42).nextBytes(content);
        site = new DocumentSite(folder, clock);
        tus = new TusClient(site);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aFileSentInPiecesIsWholeInItsPlace() throws Exception {
        String upload = tus.begin("/b/c.bin", content.length);
        assertThat(tus.offset(upload)).isZero();
        assertThat(tus.patch(upload, 0, piece(0, 100_000)).statusCode()).isEqualTo(204);
        assertThat(tus.patch(upload, 0, piece(0, 100_000)).statusCode())
                .as("the same piece again")
                .isEqualTo(409);
        assertThat(tus.offset(upload)).isEqualTo(100_000);
        HttpResponse<byte[]> last = tus.patch(upload, 100_000, piece(100_000, content.length));
        assertThat(last.statusCode()).isEqualTo(204);
        String id = last.headers().firstValue("Relais-Document").orElseThrow();
        HttpResponse<byte[]> got =
                site.ask(READER, "GET", "/api/documents/" + id + "/content", null);
        assertThat(got.body()).isEqualTo(content);
        HttpResponse<byte[]> head = tus.ask("HEAD", upload);
        assertThat(head.headers().firstValue("Relais-Document")).hasValue(id);
        assertThat(pieces()).as("pieces are given back").isZero();
    }

    @Test
    void aBrokenLinkLosesNothingOfWhatArrived() throws Exception {
        String upload = tus.begin("/x.bin", content.length);
        sendOnlyAPart(upload).close();
        // who asks how far it is ends the piece that is on its way, and it may not have begun
        DocumentSite.until("what arrived is kept", () -> received() > 0);
        long from = tus.offset(upload);
        assertThat(from).isLessThanOrEqualTo(SENT);
        HttpResponse<byte[]> rest = tus.patch(upload, from, piece((int) from, content.length));
        String id = rest.headers().firstValue("Relais-Document").orElseThrow();
        assertThat(site.ask(READER, "GET", "/api/documents/" + id + "/content", null).body())
                .isEqualTo(content);
    }

    /** The server still waits for the rest, since nobody told it: so a telephone leaves a cell. */
    @Test
    void whatCameOverALinkThatFellSilentIsNotSentAgain() throws Exception {
        String upload = tus.begin("/x.bin", content.length);
        List<Socket> silent = new ArrayList<>();
        long from = 0;
        // a machine that is busy has not begun to read when it is asked: then once more
        while (from == 0 && silent.size() < 10) {
            silent.add(sendOnlyAPart(upload));
            Thread.sleep(100L * silent.size());
            from = tus.offset(upload);
        }
        assertThat(from).isBetween(1L, (long) SENT);
        assertThat(tus.offset(upload)).as("nobody comes after").isEqualTo(from);
        HttpResponse<byte[]> rest = tus.patch(upload, from, piece((int) from, content.length));
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
                                + TusClient.PIECE
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
                        tus.creation("/Été.txt", 5)
                                .header("Content-Type", TusClient.PIECE)
                                .POST(BodyPublishers.ofString("hello"))
                                .build());
        assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
        assertThat(made.headers().firstValue("Upload-Offset")).hasValue("5");
        assertThat(made.headers().firstValue("Relais-Document")).isPresent();
        HttpResponse<byte[]> empty =
                site.send(tus.creation("/empty", 0).POST(BodyPublishers.noBody()).build());
        assertThat(empty.headers().firstValue("Relais-Document")).isPresent();
    }

    @Test
    void aPieceThatWasDamagedIsNotKept() throws Exception {
        String upload = tus.begin("/x.bin", 3);
        String right =
                Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-1")
                                        .digest("abc".getBytes(StandardCharsets.UTF_8)));
        HttpResponse<byte[]> damaged =
                tus.patch(upload, 0, "abd".getBytes(StandardCharsets.UTF_8), "sha1 " + right);
        assertThat(damaged.statusCode()).isEqualTo(460);
        assertThat(tus.offset(upload)).isZero();
        assertThat(tus.patch(upload, 0, new byte[3], "sha9 AAAA").statusCode()).isEqualTo(400);
        assertThat(
                        tus.patch(
                                        upload,
                                        0,
                                        "abc".getBytes(StandardCharsets.UTF_8),
                                        "sha1 " + right)
                                .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        assertThat(
                        site.send(
                                        tus.creation("/../etc/passwd", 5)
                                                .POST(BodyPublishers.noBody())
                                                .build())
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        site.send(tus.creation("", 5).POST(BodyPublishers.noBody()).build())
                                .statusCode())
                .isEqualTo(400);
        String upload = tus.begin("/x", 5);
        assertThat(tus.patch(upload, 0, new byte[6]).statusCode()).isEqualTo(413);
        assertThat(tus.patch(upload, 3, new byte[2]).statusCode()).isEqualTo(409);
        HttpRequest others =
                site.request(CHIEF, upload, "Tus-Resumable", "1.0.0")
                        .method("HEAD", BodyPublishers.noBody())
                        .build();
        assertThat(site.send(others).statusCode()).as("somebody else's").isEqualTo(404);
        assertThat(
                        site.send(
                                        site.request(WRITER, upload)
                                                .method("HEAD", BodyPublishers.noBody())
                                                .build())
                                .statusCode())
                .isEqualTo(412);
        HttpResponse<byte[]> options =
                site.send(
                        site.request(WRITER, "/api/uploads")
                                .method("OPTIONS", BodyPublishers.noBody())
                                .build());
        assertThat(options.headers().firstValue("Tus-Extension").orElse(""))
                .contains("creation-with-upload", "checksum", "termination", "expiration");
        String most = options.headers().firstValue("Tus-Max-Size").orElseThrow();
        assertThat(Long.parseLong(most)).as("what can be read back").isEqualTo(4L << 40);
        HttpResponse<byte[]> tooLong =
                site.send(tus.creation("/x", (4L << 40) + 1).POST(BodyPublishers.noBody()).build());
        assertThat(tooLong.statusCode()).isEqualTo(413);
    }

    @Test
    void whoMayOnlyReadBeginsNothing() throws Exception {
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
                                        tus.metadata("/x"))
                                .POST(BodyPublishers.noBody())
                                .build());
        assertThat(reader.statusCode()).isEqualTo(403);
    }

    @Test
    void anUploadEndsWhenAskedAndWhenForgotten() throws Exception {
        String ended = tus.begin("/a", 5);
        tus.patch(ended, 0, new byte[2]);
        assertThat(tus.ask("DELETE", ended).statusCode()).isEqualTo(204);
        assertThat(tus.ask("HEAD", ended).statusCode()).isEqualTo(404);
        String forgotten = tus.begin("/b", 5);
        tus.patch(forgotten, 0, new byte[2]);
        assertThat(pieces()).isEqualTo(1);
        clock.advance(Duration.ofDays(8));
        site.jobs.start();
        DocumentSite.until("it is collected", () -> pieces() == 0);
        assertThat(tus.ask("HEAD", forgotten).statusCode()).isEqualTo(404);
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
                        tus.metadata("/a.txt") + ",ifExists " + TusClient.base64("rename"),
                        "Content-Type",
                        TusClient.PIECE);
        assertThat(site.send(beside.POST(BodyPublishers.ofString("two")).build()).statusCode())
                .isEqualTo(201);
        assertThat(site.folder("/").path("documents").path(0).path("name").asText())
                .as("a number comes before an ending")
                .isEqualTo("a (2).txt");
    }

    private long received() {
        return site.database.with(
                handle ->
                        handle.createQuery("SELECT sum(received) FROM vault_upload")
                                .mapTo(Long.class)
                                .one());
    }

    private int pieces() {
        return site.database.with(
                handle ->
                        handle.createQuery("SELECT count(*) FROM vault_upload_piece")
                                .mapTo(Integer.class)
                                .one());
    }

    private byte[] piece(int from, int to) {
        return Arrays.copyOfRange(content, from, to);
    }
}
