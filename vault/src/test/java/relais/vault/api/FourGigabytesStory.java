package relais.vault.api;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.WRITER;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** A file that is one byte longer than 32 bits can say, on its ways in and out. */
class FourGigabytesStory {
    private static final long BORDER = 1L << 32;
    private static final long SIZE = BORDER + 1;
    private static final int PIECE_SIZE = 64 << 20;
    private static final String PIECE = "application/offset+octet-stream";

    @TempDir Path folder;
    private DocumentSite site;

    @BeforeEach
    void open() throws Exception {
        long free = Files.getFileStore(folder).getUsableSpace();
        Assumptions.assumeTrue(free > 2 * SIZE, "needs 9 GB of disk, there are " + free);
        site = new DocumentSite(folder, new SettableClock(Instant.now()));
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** Nothing of it can be compressed: its object, too, is longer than 32 bits can say. */
    @Test
    void aFilmIsPutWithItsLengthAndPackedIntoAnArchive() throws Exception {
        Made film = new Made(random(1 << 20));
        HttpURLConnection put =
                connection("PUT", "/api/dossiers/" + site.dossier + "/content?path=/film.mp4");
        put.setFixedLengthStreamingMode(SIZE);
        assertThat(sent(put, film)).contains("\"size\":" + SIZE, film.hash());
        assertThat(longestObject()).isGreaterThan(SIZE);
        assertThat(site.folder("/").toString()).contains("\"size\":" + SIZE);
        String content = "/api/documents/" + put.getHeaderField("Relais-Document") + "/content";
        assertHasItsLengthAndEnd(content, film);
        assertIsPacked(film);
    }

    /** Zeros: cut into chunks that are all one. Nobody says how long it will be. */
    @Test
    void aDiskImageIsCopiedToADriveAndBack() throws Exception {
        Made image = new Made(new byte[1 << 20]);
        String drive = "/dav/case/C-1/disk.img";
        HttpURLConnection put = connection("PUT", drive);
        put.setChunkedStreamingMode(1 << 16);
        assertThat(sent(put, image)).isEmpty();
        assertThat(longestObject()).isLessThan(SIZE / 100);
        HttpRequest.Builder asked = site.request(WRITER, drive).header("Depth", "0");
        assertThat(DocumentSite.text(site.send(asked.method("PROPFIND", noBody()).build())))
                .contains("getcontentlength>" + SIZE + "<");
        assertHasItsLengthAndEnd(drive, image);
        try (InputStream all = connection("GET", drive).getInputStream()) {
            image.assertIs(all);
        }
    }

    /** Sixty-four megabytes at a time, and asked in between how far it has come. */
    @Test
    void anImageIsUploadedInPieces() throws Exception {
        Made image = new Made(new byte[1 << 20]);
        String metadata = "dossier " + base64("" + site.dossier) + ",path " + base64("/disk.img");
        HttpRequest.Builder begin =
                tus("/api/uploads", "Upload-Length", "" + SIZE, "Upload-Metadata", metadata);
        String upload =
                site.send(begin.POST(noBody()).build())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        for (long at = 0; at < SIZE; at += PIECE_SIZE) {
            byte[] piece = image.piece(at, (int) Math.min(PIECE_SIZE, SIZE - at));
            HttpRequest.Builder next =
                    tus(upload, "Upload-Offset", "" + at, "Content-Type", PIECE)
                            .timeout(Duration.ofMinutes(10)) // all is read again at the last
                            .method("PATCH", BodyPublishers.ofByteArray(piece));
            assertThat(offset(next)).isEqualTo(at + piece.length);
            assertThat(offset(tus(upload).HEAD())).isEqualTo(at + piece.length);
        }
        assertThat(site.folder("/").toString()).contains("\"size\":" + SIZE);
        try (InputStream all = connection("GET", "/dav/case/C-1/disk.img").getInputStream()) {
            image.assertIs(all);
        }
    }

    private long offset(HttpRequest.Builder asked) throws Exception {
        return site.send(asked.build()).headers().firstValueAsLong("Upload-Offset").orElseThrow();
    }

    private HttpRequest.Builder tus(String path, String... headers) {
        return site.request(WRITER, path, headers).header("Tus-Resumable", "1.0.0");
    }

    private void assertHasItsLengthAndEnd(String path, Made content) throws Exception {
        assertThat(connection("HEAD", path).getContentLengthLong()).isEqualTo(SIZE);
        assertThat(part(path, "bytes=" + (BORDER - 6) + "-" + BORDER)).isEqualTo(content.last(7));
        assertThat(part(path, "bytes=" + BORDER + "-")).isEqualTo(content.last(1));
        assertThat(part(path, "bytes=-2")).isEqualTo(content.last(2));
    }

    private byte[] part(String path, String range) throws Exception {
        HttpResponse<byte[]> answer =
                site.send(site.request(WRITER, path, "Range", range).GET().build());
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.headers().firstValue("Content-Range"))
                .hasValueSatisfying(one -> assertThat(one).endsWith("-" + BORDER + "/" + SIZE));
        return answer.body();
    }

    /** By what stands before it and by the directory at the end, which says sizes in 64 bits. */
    private void assertIsPacked(Made content) throws Exception {
        String path = "/api/dossiers/" + site.dossier + "/zip?path=/";
        try (Ending archive = new Ending(connection("GET", path).getInputStream());
                ZipInputStream zip = new ZipInputStream(archive)) {
            assertThat(zip.getNextEntry()).isNotNull();
            content.assertIs(zip);
            assertThat(zip.getNextEntry()).isNull();
            archive.transferTo(OutputStream.nullOutputStream());
            byte[] size =
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(SIZE).array();
            assertThat(archive.end())
                    .contains(new String(size, StandardCharsets.ISO_8859_1), "PK\6\6", "PK\6\7");
        }
    }

    private HttpURLConnection connection(String verb, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) site.address().resolve(path).toURL().openConnection();
        connection.setRequestMethod(verb);
        connection.setRequestProperty("Authorization", "Bearer " + WRITER);
        return connection;
    }

    private static String sent(HttpURLConnection put, Made content) throws IOException {
        put.setDoOutput(true);
        try (OutputStream out = put.getOutputStream()) {
            content.writeTo(out);
        }
        assertThat(put.getResponseCode()).isEqualTo(201);
        try (InputStream answer = put.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private long longestObject() {
        return site.database.with(
                handle ->
                        handle.createQuery("SELECT max(size) FROM vault_object")
                                .mapTo(Long.class)
                                .one());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(20_261_123 + length).nextBytes(bytes);
        return bytes;
    }

    /** {@link #SIZE} bytes that nobody holds: a block again and again, and other bytes at last. */
    private static final class Made {
        private final byte[] block;
        private final byte[] end = random(1000);

        Made(byte[] block) {
            this.block = block;
        }

        byte[] last(int length) {
            return Arrays.copyOfRange(end, end.length - length, end.length);
        }

        void writeTo(OutputStream out) throws IOException {
            long left = SIZE - end.length;
            for (; left > block.length; left -= block.length) {
                out.write(block);
            }
            out.write(block, 0, (int) left);
            out.write(end);
        }

        byte[] piece(long from, int length) {
            byte[] piece = new byte[length];
            long others = SIZE - end.length;
            for (int i = 0; i < length; i++) {
                long at = from + i;
                piece[i] =
                        at < others ? block[(int) (at % block.length)] : end[(int) (at - others)];
            }
            return piece;
        }

        String hash() throws Exception {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
            return HexFormat.of().formatHex(sha.digest());
        }

        void assertIs(InputStream given) throws IOException {
            writeTo(new Comparing(given));
            assertThat(given.read()).as("no more").isNegative();
        }
    }

    /** Takes what it reads itself, and nothing else. */
    private static final class Comparing extends OutputStream {
        private final InputStream with;
        private byte[] buffer = new byte[0];
        private long at;

        Comparing(InputStream with) {
            this.with = with;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            buffer = buffer.length < length ? new byte[length] : buffer;
            int came = with.readNBytes(buffer, 0, length);
            if (!Arrays.equals(buffer, 0, came, bytes, offset, offset + length)) {
                throw new AssertionError("other bytes after " + at);
            }
            at += length;
        }
    }

    /** Remembers its last bytes. */
    private static final class Ending extends FilterInputStream {
        private final byte[] last = new byte[512];

        Ending(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            int fresh = Math.clamp(count, 0, last.length);
            System.arraycopy(last, fresh, last, 0, last.length - fresh);
            System.arraycopy(
                    into, offset + Math.max(count, 0) - fresh, last, last.length - fresh, fresh);
            return count;
        }

        String end() {
            return new String(last, StandardCharsets.ISO_8859_1);
        }
    }
}
