package relais.app.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import relais.platform.json.Json;

/** Somebody at the console of a running Relais, seen from outside: HTTP and a session's cookie. */
final class Officer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI console;
    private String cookie = "";

    Officer(URI console) {
        this.console = console;
    }

    /** What came back. */
    record Reply(int status, String body) {
        JsonNode json() throws IOException {
            return Json.mapper().readTree(body);
        }
    }

    /** Opens the first account by the link that was printed at the start. */
    void setUp(String link) throws IOException, InterruptedException {
        String token = link.substring(link.indexOf('#') + 1);
        Reply reply =
                post(
                        "/api/setup",
                        Map.of(
                                "token",
                                token,
                                "name",
                                "Ana",
                                "login",
                                "ana",
                                "password",
                                "correct horse battery",
                                "locale",
                                "fr"));
        if (reply.status() != 200 || cookie.isEmpty()) {
            throw new AssertionError(reply);
        }
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Reply post(String path, Object body) throws IOException, InterruptedException {
        return upload(path, BodyPublishers.ofString(Json.text(body)), "application/json");
    }

    Reply upload(String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(body));
    }

    Reply put(String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).PUT(body));
    }

    void signIn() throws IOException, InterruptedException {
        Reply reply =
                post("/api/session", Map.of("login", "ana", "password", "correct horse battery"));
        if (reply.status() != 200 || cookie.isEmpty()) {
            throw new AssertionError(reply);
        }
    }

    /** Sends with a key that makes it take effect once, however often it is sent. */
    Reply uploadOnce(String path, BodyPublisher body, String type, String key)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", type)
                        .header("Idempotency-Key", key)
                        .POST(body));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(console.resolve(path))
                        .timeout(PATIENCE)
                        .header("X-Relais", "1");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer.headers()
                .firstValue("Set-Cookie")
                .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return new Reply(answer.statusCode(), answer.body());
    }

    /** The status of a page, 0 where nobody answers. */
    int status(String path) throws InterruptedException {
        try {
            return get(path).status();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
