package relais.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import relais.platform.json.Json;

/**
 * Measurements that come as text and are asked for by PromQL, as of a hundred machines: enough that
 * they are sealed and merged, and that the JVM knows which methods answer questions. Then files, in
 * and out.
 */
final class Rehearsal {
    private static final int MACHINES = 100;
    private static final int METRICS = 100;

    /** What is kept in memory is sealed after 2.6 million samples; two files are merged. */
    private static final int MINUTES = 600;

    private static final int QUESTIONS = 400;
    private static final long MINUTE = 60;

    private final HttpClient browser;
    private final URI console;
    private final long start;
    private String authorization = "";

    /**
     * @param now measured is what came before
     */
    Rehearsal(HttpClient browser, URI console, Instant now) {
        this.browser = browser;
        this.console = console;
        this.start = now.minus(Duration.ofDays(3)).getEpochSecond() / 86_400 * 86_400;
    }

    /**
     * @param setupToken of the first account
     */
    void play(String setupToken) throws IOException, InterruptedException {
        HttpResponse<String> in =
                send(
                        change(
                                "/api/setup",
                                Map.of(
                                        "token", setupToken,
                                        "name", "Train",
                                        "login", "train",
                                        "password", "once a build and thrown away",
                                        "locale", "en")));
        String session = in.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
        HttpResponse<String> token =
                send(
                        change(
                                        "/api/tokens",
                                        Map.of(
                                                "name",
                                                "machines",
                                                "permissions",
                                                new String[] {
                                                    "metrics.write",
                                                    "metrics.read",
                                                    "records.read",
                                                    "records.edit",
                                                    "records.all"
                                                },
                                                "expiresAt",
                                                Instant.ofEpochSecond(start)
                                                        .plus(Duration.ofDays(10))))
                                .header("Cookie", session));
        authorization = "Bearer " + Json.read(token.body(), JsonNode.class).path("secret").asText();
        measure();
        ask();
        new FileRehearsal(this, dossier(session)).play();
    }

    /** Where the way of files in and out is gone. */
    private long dossier(String session) throws IOException, InterruptedException {
        long type =
                made(
                        "/api/dossier-types",
                        session,
                        Map.of(
                                "key", "rehearsed",
                                "name", Map.of("en", "Rehearsed"),
                                "number", "R-{n:5}",
                                "fields", List.of(),
                                "states",
                                        List.of(
                                                Map.of(
                                                        "key",
                                                        "open",
                                                        "label",
                                                        Map.of("en", "Open"),
                                                        "closed",
                                                        false)),
                                "initial", "open",
                                "transitions", List.of(),
                                "grants", List.of()));
        return made(
                "/api/dossiers",
                session,
                Map.of("type", type, "title", "Rehearsed", "fields", Map.of()));
    }

    private long made(String path, String session, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpResponse<String> said = send(change(path, body).header("Cookie", session));
        return Json.read(said.body(), JsonNode.class).path("id").asLong();
    }

    private HttpRequest.Builder change(String path, Map<String, ?> body) {
        return HttpRequest.newBuilder(console.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-Relais", "1")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> said =
                browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (said.statusCode() >= 300) {
            throw new IOException(said.uri() + ": " + said.statusCode() + " " + said.body());
        }
        return said;
    }

    private void measure() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(start);
        for (int minute = 0; minute < MINUTES; minute++) {
            StringBuilder page = new StringBuilder(640 * 1024);
            for (int line = 0; line < MACHINES * METRICS; line++) {
                int metric = line % METRICS;
                page.append("rehearsed_").append(metric);
                page.append("{instance=\"m").append(line / METRICS).append("\"} ");
                if (metric < METRICS / 2) {
                    page.append(minute * 1_000L + random.nextInt(1_000));
                } else {
                    page.append(random.nextInt(10_000) / 100.0);
                }
                page.append(' ').append((start + minute * MINUTE) * 1_000).append('\n');
            }
            send(
                    asked("/ingest/prometheus-text")
                            .header("Content-Type", "text/plain")
                            .POST(HttpRequest.BodyPublishers.ofString(page.toString())));
        }
    }

    private void ask() throws IOException, InterruptedException {
        long end = start + MINUTES * MINUTE;
        for (int turn = 0; turn < QUESTIONS; turn++) {
            String machine = "{instance=\"m" + turn % MACHINES + "\"}";
            range("rehearsed_70" + machine, end - 3_600, end, MINUTE);
            range("rehearsed_7" + machine, start, end, MINUTE);
            range("rate(rehearsed_9" + machine + "[5m])", start, end, 5 * MINUTE);
            range("rehearsed_90{instance=~\"m.*\"}", start, end, 5 * MINUTE);
            get(
                    "query?query="
                            + coded("topk(10, avg_over_time(rehearsed_60[10h]))")
                            + "&time="
                            + end);
        }
    }

    private void range(String promql, long from, long to, long step)
            throws IOException, InterruptedException {
        String times = "&start=" + from + "&end=" + to + "&step=" + step;
        get("query_range?query=" + coded(promql) + times);
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void get(String question) throws IOException, InterruptedException {
        send(asked("/prometheus/api/v1/" + question).GET());
    }

    /** Whatever it is; it is thrown away. */
    void fetch(String path) throws IOException, InterruptedException {
        int status =
                browser.send(asked(path).GET().build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
        if (status != 200) {
            throw new IOException(path + ": " + status);
        }
    }

    HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(console.resolve(path)).header("Authorization", authorization);
    }
}
