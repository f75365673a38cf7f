package relais.app.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import relais.platform.json.Json;

/** Somebody at the console of a running Relais, seen from outside: HTTP and a session's cookie. */
final class Officer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    static final String LOGIN = "ana";
    static final String PASSWORD = "correct horse battery";

    private final URI console;
    private String cookie = "";

    Officer(URI console) {
        this.console = console;
    }

    /** Whoever opens the first account of a new installation. */
    static Officer first(RelaisProcess relais) throws IOException, InterruptedException {
        Officer officer = new Officer(URI.create(relais.console()));
        officer.setUp(relais.says("(http\\S+/setup#\\S+)"));
        return officer;
    }

    /** The same person, back at an installation that knows her account. */
    static Officer back(RelaisProcess relais) throws IOException, InterruptedException {
        Officer officer = new Officer(URI.create(relais.console()));
        officer.signIn();
        return officer;
    }

    /** What came back. */
    record Reply(int status, String body) {
        JsonNode json() throws IOException {
            return Json.mapper().readTree(body);
        }

        /** The number of what it tells of; it must be good news. */
        long id() throws IOException {
            if (status / 100 != 2) {
                throw new AssertionError(this);
            }
            return json().path("id").asLong();
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
                                LOGIN,
                                "password",
                                PASSWORD,
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

    Reply put(String path, Object body) throws IOException, InterruptedException {
        return put(path, BodyPublishers.ofString(Json.text(body)), "application/json");
    }

    Reply upload(String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(body));
    }

    Reply delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    Reply put(String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).PUT(body));
    }

    void signIn() throws IOException, InterruptedException {
        Reply reply = post("/api/session", Map.of("login", LOGIN, "password", PASSWORD));
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

    /** Opens a dossier, the first of its kind; its number. */
    long dossier(String title) throws IOException, InterruptedException {
        Map<String, Object> open =
                Map.of("key", "open", "label", Map.of("fr", "Ouvert"), "closed", false);
        Map<String, Object> type =
                Map.of(
                        "key", "case",
                        "name", Map.of("fr", "Dossier"),
                        "number", "D-{year}-{n:4}",
                        "fields", List.of(),
                        "states", List.of(open),
                        "initial", "open",
                        "transitions", List.of(),
                        "grants", List.of());
        Map<String, Object> dossier =
                Map.of(
                        "type", post("/api/dossier-types", type).id(),
                        "title", title,
                        "tags", List.of("été"),
                        "fields", Map.of());
        return post("/api/dossiers", dossier).id();
    }

    /** Puts a text into a dossier; the document's number. */
    long keep(long dossier, String path, String text) throws IOException, InterruptedException {
        String coded = URLEncoder.encode(path, StandardCharsets.UTF_8);
        return put(
                        "/api/dossiers/" + dossier + "/content?path=" + coded,
                        BodyPublishers.ofString(text),
                        "text/plain")
                .id();
    }

    /** Tells of a file store; its number. */
    long store(String name, String kind, Map<String, ?> settings, String secret)
            throws IOException, InterruptedException {
        Map<String, Object> store =
                Map.of("name", name, "kind", kind, "settings", settings, "secret", secret);
        return post("/api/file-stores", store).id();
    }

    /** Has every file lie in each of these stores before it is taken. */
    void keepIn(Long... stores) throws IOException, InterruptedException {
        Map<String, Object> rule =
                Map.of(
                        "name",
                        "all",
                        "minAgeDays",
                        0,
                        "minBytes",
                        0,
                        "copies",
                        stores.length,
                        "quorum",
                        stores.length,
                        "stores",
                        List.of(stores));
        Reply ruled = put("/api/file-store-policies", Map.of("rules", List.of(rule)));
        if (ruled.status() >= 300) {
            throw new AssertionError(ruled);
        }
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
