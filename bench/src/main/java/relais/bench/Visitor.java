package relais.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import relais.platform.json.Json;

/** Somebody signed in, on one connection that stays open. */
final class Visitor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI console;
    private String cookie = "";

    Visitor(URI console) {
        this.console = console;
    }

    /** Becomes the first user. */
    void setUp(String token, String password) throws IOException, InterruptedException {
        setUp(token, "bench", password);
    }

    /** Uses a set-up link: of the first user, or of another. */
    void setUp(String token, String login, String password)
            throws IOException, InterruptedException {
        enter(
                "/api/setup",
                Map.of(
                        "token", token,
                        "name", "Bench",
                        "login", login,
                        "password", password,
                        "locale", "en"));
    }

    void signIn(String password) throws IOException, InterruptedException {
        enter("/api/session", Map.of("login", "bench", "password", password));
    }

    private void enter(String path, Object body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = post(path, body);
        cookie =
                answer.headers()
                        .firstValue("Set-Cookie")
                        .map(set -> set.substring(0, set.indexOf(';')))
                        .orElseThrow(() -> new IOException(path + " gave no session"));
    }

    JsonNode change(String path, Object body) throws IOException, InterruptedException {
        byte[] answer = post(path, body).body();
        return answer.length == 0
                ? Json.mapper().createObjectNode()
                : Json.read(answer, JsonNode.class);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = request(path).GET().build();
        return Json.read(sent(request).body(), JsonNode.class);
    }

    /** Nanoseconds from asking to the last byte. */
    long time(String path) throws IOException, InterruptedException {
        HttpRequest request = request(path).GET().build();
        long start = System.nanoTime();
        sent(request);
        return System.nanoTime() - start;
    }

    static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> post(String path, Object body)
            throws IOException, InterruptedException {
        return sent(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(console.resolve(path))
                        .timeout(PATIENCE)
                        .header("X-Relais", "1");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private HttpResponse<byte[]> sent(HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                browser.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    request.method()
                            + " "
                            + request.uri().getPath()
                            + ": "
                            + answer.statusCode()
                            + " "
                            + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer;
    }

    @Override
    public void close() {
        browser.close();
    }
}
