package relais.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGeneratorFactory;
import relais.platform.json.Json;

/** Puts one content after another, each until it is acknowledged: small, large, and in pieces. */
final class Uploader implements AutoCloseable {
    private static final int SMALL = 64 * 1024;
    private static final int LARGE = 8 << 20;
    private static final int PIECE = 512 * 1024;
    private static final int IN_PIECES = 2 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Supplier<URI> console;
    private final Desk desk;
    private String upload = "";
    private long again;

    /**
     * @param console where the product answers now: elsewhere after each start
     */
    Uploader(Supplier<URI> console, Desk desk) {
        this.console = console;
        this.desk = desk;
    }

    /** How often nothing, or no, was answered. */
    long again() {
        return again;
    }

    static String name(long number) {
        return "upload-" + number + ".bin";
    }

    /** Of ten uploads one is large and one comes in pieces. */
    static byte[] content(long number) {
        int size = number % 10 == 3 ? LARGE : isInPieces(number) ? IN_PIECES : SMALL;
        byte[] content = new byte[size];
        RandomGeneratorFactory.of("L64X128MixRandom").create(number).nextBytes(content);
        return content;
    }

    private static boolean isInPieces(long number) {
        return number % 10 == 7;
    }

    /** Tries until it is acknowledged; the document's number. */
    long upload(long number) throws IOException, SQLException, InterruptedException {
        byte[] content = content(number);
        upload = "";
        long[] document = {0};
        boolean done =
                Patience.await(
                        PATIENCE,
                        PAUSE,
                        () -> {
                            document[0] = once(number, content).orElse(0);
                            again += document[0] == 0 ? 1 : 0;
                            return document[0] > 0;
                        });
        if (!done) {
            throw new IOException(name(number) + " is not taken within " + PATIENCE);
        }
        return document[0];
    }

    private OptionalLong once(long number, byte[] content) throws InterruptedException {
        try {
            return isInPieces(number) ? inPieces(number, content) : whole(number, content);
        } catch (IOException e) {
            return OptionalLong.empty(); // killed; or not up again yet
        }
    }

    private OptionalLong whole(long number, byte[] content)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                sent(
                        request(
                                        "/api/dossiers/"
                                                + desk.dossier()
                                                + "/content?path=/"
                                                + name(number))
                                .header("Content-Type", "application/octet-stream")
                                .PUT(BodyPublishers.ofByteArray(content)));
        return taken(answer)
                ? OptionalLong.of(Json.read(answer.body(), JsonNode.class).path("id").asLong())
                : OptionalLong.empty();
    }

    /** By tus: what came before a kill does not come again. */
    private OptionalLong inPieces(long number, byte[] content)
            throws IOException, InterruptedException {
        if (upload.isEmpty()) {
            upload = begun(number, content.length);
            return OptionalLong.empty();
        }
        HttpResponse<byte[]> state = sent(tus(upload).method("HEAD", BodyPublishers.noBody()));
        if (!taken(state)) {
            upload = state.statusCode() == 404 ? "" : upload;
            return OptionalLong.empty();
        }
        int offset = (int) state.headers().firstValueAsLong("Upload-Offset").orElse(0);
        while (offset < content.length) {
            int end = Math.min(content.length, offset + PIECE);
            state =
                    sent(
                            tus(upload)
                                    .header("Content-Type", "application/offset+octet-stream")
                                    .header("Upload-Offset", String.valueOf(offset))
                                    .method(
                                            "PATCH",
                                            BodyPublishers.ofByteArray(
                                                    Arrays.copyOfRange(content, offset, end))));
            if (!taken(state)) {
                return OptionalLong.empty();
            }
            offset = (int) state.headers().firstValueAsLong("Upload-Offset").orElse(end);
        }
        return state.headers().firstValueAsLong("Relais-Document");
    }

    private String begun(long number, int length) throws IOException, InterruptedException {
        String metadata =
                "dossier "
                        + base64(String.valueOf(desk.dossier()))
                        + ",path "
                        + base64("/" + name(number));
        HttpResponse<byte[]> begun =
                sent(
                        tus("/api/uploads")
                                .header("Upload-Length", String.valueOf(length))
                                .header("Upload-Metadata", metadata)
                                .POST(BodyPublishers.noBody()));
        return begun.headers().firstValue("Location").orElse("");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder tus(String path) {
        return request(path).header("Tus-Resumable", "1.0.0");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(console.get().resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + desk.token());
    }

    private HttpResponse<byte[]> sent(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        int status = answer.statusCode();
        if (status >= 400 && status < 500 && status != 404 && status != 409 && status != 423) {
            throw new IllegalStateException(
                    status + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer;
    }

    private static boolean taken(HttpResponse<byte[]> answer) {
        return answer.statusCode() / 100 == 2;
    }

    @Override
    public void close() {
        client.close();
    }
}
