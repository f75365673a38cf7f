package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.WRITER;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** Who reads a file once, while it is sent, knows its digest only afterwards. */
class DigestBehindStory {
    private static final String TEXT = "what was sent";
    private static final String ANNOUNCED = "Trailer: Repr-Digest\r\n";

    @TempDir Path folder;
    private DocumentSite site;

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, new SettableClock(Instant.now()));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aContentIsKeptWhereItsDigestBehindItIsRightAndNotAtAllWhereItIsWrong() throws Exception {
        for (String algorithm : List.of("sha-256", "sha-512", "md5", "sha")) {
            assertThat(put("/no.txt", ANNOUNCED, digest(algorithm, "other")))
                    .as(algorithm)
                    .contains(" 400 ", "digest-mismatch");
            assertThat(put("/" + algorithm, ANNOUNCED, digest(algorithm, TEXT))).contains(" 201 ");
        }
        assertThat(put("/no.txt", ANNOUNCED, "rubbish")).contains(" 400 ", "invalid-digest");
        assertThat(put("/no.txt", "", digest("sha-256", "other"))).contains("digest-mismatch");
        assertThat(put("/forgotten", ANNOUNCED, "")).as("a proxy left it out").contains(" 201 ");
        assertThat(names())
                .containsExactlyInAnyOrder("sha-256", "sha-512", "md5", "sha", "forgotten");
    }

    /** RFC 9110 recommends the header Trailer, and RFC 9530 lets a recipient ignore digests. */
    @Test
    void aDigestThatNobodyAnnouncedAndNobodyReckonedIsPassedOver() throws Exception {
        String sha256 = HexFormat.of().formatHex(digestOf("SHA-256", TEXT));
        for (String algorithm : List.of("sha-512", "md5", "sha")) {
            assertThat(put("/" + algorithm, "", digest(algorithm, TEXT)))
                    .as("what arrived is named in the answer")
                    .contains(" 201 ", sha256);
        }
        assertThat(put("/other", "", digest("sha-512", "other"))).contains(" 201 ", sha256);
        String both = digest("sha-512", TEXT) + ", " + digest("sha-256", "other");
        assertThat(put("/no.txt", "", both)).as("the one that is").contains("digest-mismatch");
        assertThat(put("/no.txt", "", "rubbish")).contains(" 400 ", "invalid-digest");
        String drive = "PUT /dav/case/C-1/";
        assertThat(send(drive + "d.txt", "", "Content-Digest: " + digest("md5", TEXT)))
                .contains(" 201 ");
        assertThat(names()).containsExactlyInAnyOrder("sha-512", "md5", "sha", "other", "d.txt");
    }

    @Test
    void soIsAContentOverHttp2() throws Exception {
        assertThat(putByHttp2("/wrong.txt", digest("sha-512", "other")))
                .contains("digest-mismatch");
        assertThat(putByHttp2("/right.txt", digest("sha-512", TEXT))).contains("\"version\":1");
        assertThat(names()).containsExactly("right.txt");
    }

    @Test
    void soIsAContentThatADriveBrings() throws Exception {
        String drive = "PUT /dav/case/C-1/";
        assertThat(send(drive + "a.txt", ANNOUNCED, "Repr-Digest: " + digest("md5", "other")))
                .contains("digest-mismatch");
        assertThat(send(drive + "b.txt", ANNOUNCED, "Repr-Digest: " + digest("md5", TEXT)))
                .contains(" 201 ");
        assertThat(names()).containsExactly("b.txt");
    }

    @Test
    void aPieceOfAnUploadIsTakenWholeOrNotAtAll() throws Exception {
        String upload = begin();
        String head =
                "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nTrailer: Upload-Checksum\r\n"
                        + "Content-Type: application/offset+octet-stream\r\n";
        String wrong = "Upload-Checksum: sha1 " + base64("SHA-1", "other");
        assertThat(send("PATCH " + upload, head, wrong)).contains(" 460 ");
        assertThat(send("PATCH " + upload, head, "Upload-Checksum: sha9 AAAA")).contains(" 400 ");
        assertThat(names()).isEmpty();
        String right = "Upload-Checksum: sha1 " + base64("SHA-1", TEXT);
        assertThat(send("PATCH " + upload, head, right)).contains(" 204 ");
        assertThat(names()).containsExactly("a.txt");
    }

    private String begin() throws Exception {
        HttpResponse<byte[]> begun =
                site.send(
                        site.request(
                                        WRITER,
                                        "/api/uploads",
                                        "Tus-Resumable",
                                        "1.0.0",
                                        "Upload-Length",
                                        "" + TEXT.length(),
                                        "Upload-Metadata",
                                        "dossier %s,path %s"
                                                .formatted(
                                                        base64("" + site.dossier),
                                                        base64("/a.txt")))
                                .POST(BodyPublishers.noBody())
                                .build());
        return begun.headers().firstValue("Location").orElseThrow();
    }

    private List<String> names() throws Exception {
        return site.folder("/").path("documents").findValuesAsText("name");
    }

    private String put(String path, String head, String digest) throws Exception {
        return send(
                "PUT /api/dossiers/" + site.dossier + "/content?path=" + path,
                head,
                digest.isEmpty() ? "" : "Repr-Digest: " + digest);
    }

    /** The whole answer to a chunked request by HTTP/1.1. */
    private String send(String what, String head, String behind) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", site.address().getPort())) {
            String request =
                    what
                            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                            + (what.contains("/dav/") ? "Basic " + base64("a:" + WRITER) : bearer())
                            + "\r\nTransfer-Encoding: chunked\r\n"
                            + head
                            + "\r\n%x\r\n%s\r\n0\r\n".formatted(TEXT.length(), TEXT)
                            + (behind.isEmpty() ? "" : behind + "\r\n")
                            + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String bearer() {
        return "Bearer " + WRITER;
    }

    /** The answer's body; in frames of RFC 9113. */
    private String putByHttp2(String path, String digest) throws Exception {
        Map<String, String> head =
                Map.of(
                        ":method",
                        "PUT",
                        ":scheme",
                        "http",
                        ":authority",
                        "x",
                        ":path",
                        "/api/dossiers/" + site.dossier + "/content?path=" + path,
                        "authorization",
                        bearer(),
                        "trailer",
                        "repr-digest");
        try (Socket socket = new Socket("127.0.0.1", site.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(frame(4, 0, 0, new byte[0]));
            out.write(frame(1, 4, 1, fields(head)));
            out.write(frame(0, 0, 1, TEXT.getBytes(StandardCharsets.US_ASCII)));
            out.write(frame(1, 5, 1, fields(Map.of("repr-digest", digest))));
            return bodyOf(new DataInputStream(socket.getInputStream()));
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Literal fields that no table keeps (RFC 7541, section 6.2.2), those with a colon first. */
    private static byte[] fields(Map<String, String> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TreeMap<>(fields)
                .forEach(
                        (name, value) -> {
                            bytes.write(0);
                            for (String text : List.of(name, value)) {
                                bytes.write(text.length());
                                bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
                            }
                        });
        return bytes.toByteArray();
    }

    private static String bodyOf(DataInputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        boolean ended = false;
        while (!ended) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == 0) {
                body.append(new String(payload, StandardCharsets.UTF_8));
            }
            ended = stream == 1 && type <= 1 && (flags & 1) != 0;
        }
        return body.toString();
    }

    private static String digest(String algorithm, String of) throws Exception {
        String name = algorithm.equals("sha") ? "SHA-1" : algorithm;
        return algorithm + "=:" + base64(name, of) + ":";
    }

    private static String base64(String algorithm, String of) throws Exception {
        return Base64.getEncoder().encodeToString(digestOf(algorithm, of));
    }

    private static byte[] digestOf(String algorithm, String of) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(of.getBytes(StandardCharsets.US_ASCII));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
