package relais.vault.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.DatabaseAddress;
import relais.platform.json.Json;
import relais.platform.testing.TestDatabase;

/** A web node is killed in the middle of an upload; another goes on with it. */
class UploadKillTest {
    private static final int SIZE = 40 * 1024 * 1024;

    @TempDir Path folder;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final byte[] content = new byte[SIZE];

    private record Node(Process process, URI address, String dossier) {}

    @Test
    void whatWasAcknowledgedIsThereAndTheRestGoesOn() throws Exception {
        new Random(5).nextBytes(content);
        DatabaseAddress database = TestDatabase.freshAddress("vault");
        Node first = start(database);
        String upload = begin(first);
        sendSlowly(first, upload);
        first.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        Node second = start(database);
        try {
            long offset = offset(second, upload);
            System.out.println("killed with " + offset + " of " + SIZE + " bytes acknowledged");
            assertThat(offset).isGreaterThanOrEqualTo(Uploads.PIECE).isLessThan(SIZE);
            HttpResponse<byte[]> rest =
                    send(
                            request(second, upload)
                                    .header("Upload-Offset", String.valueOf(offset))
                                    .header("Content-Type", "application/offset+octet-stream")
                                    .method(
                                            "PATCH",
                                            BodyPublishers.ofByteArray(
                                                    Arrays.copyOfRange(
                                                            content, (int) offset, SIZE))));
            String id = rest.headers().firstValue("Relais-Document").orElseThrow();
            String document = "/api/documents/" + id;
            assertThat(send(request(second, document + "/content").GET()).body())
                    .isEqualTo(content);
            JsonNode whole = Json.mapper().readTree(send(request(second, document).GET()).body());
            assertThat(whole.path("versions")).as("exactly once").hasSize(1);
        } finally {
            second.process().destroyForcibly();
        }
    }

    private Node start(DatabaseAddress database) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                UploadProcess.class.getName(),
                                database.url(),
                                database.user(),
                                database.password(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("at ")) {
            line = out.readLine();
        }
        assertThat(line).as("the node answers").isNotNull();
        String[] words = line.split(" ", -1);
        return new Node(process, URI.create(words[1]), words[3]);
    }

    private String begin(Node node) throws Exception {
        String metadata = "dossier " + base64(node.dossier()) + ",path " + base64("/big.bin");
        return send(request(node, "/api/uploads")
                        .header("Upload-Length", String.valueOf(SIZE))
                        .header("Upload-Metadata", metadata)
                        .POST(BodyPublishers.noBody()))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    /** Sends more than two pieces of one request that never ends. */
    private void sendSlowly(Node node, String upload) throws Exception {
        PipedInputStream pipe = new PipedInputStream(1 << 16);
        OutputStream body = new PipedOutputStream(pipe);
        client.sendAsync(
                request(node, upload)
                        .header("Upload-Offset", "0")
                        .header("Content-Type", "application/offset+octet-stream")
                        .method("PATCH", BodyPublishers.ofInputStream(() -> pipe))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        body.write(content, 0, 36 * 1024 * 1024);
        body.flush();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (offset(node, upload) < Uploads.PIECE && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private long offset(Node node, String upload) throws Exception {
        return Long.parseLong(
                send(request(node, upload).method("HEAD", BodyPublishers.noBody()))
                        .headers()
                        .firstValue("Upload-Offset")
                        .orElse("0"));
    }

    private static HttpRequest.Builder request(Node node, String path) {
        return HttpRequest.newBuilder(node.address().resolve(path))
                .header("Authorization", "Bearer writer")
                .header("Tus-Resumable", "1.0.0");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
