package relais.meter.history.bringing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import relais.agent.reading.Graph;
import relais.platform.json.Json;

/** The centre's door for history. A centre that is away is asked again for some minutes. */
public final class Door implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** A file of 20 million samples is written within it. */
    private static final Duration ANSWER = Duration.ofMinutes(5);

    /** With pauses that grow to half a minute these are some five minutes. */
    private static final int TRIES = 14;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final URI centre;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();

    /**
     * @param token of somebody who may change hosts and sees all
     * @throws IllegalArgumentException for an address that is none, or that carries a secret
     */
    public Door(URI centre, String token) {
        String scheme = String.valueOf(centre.getScheme());
        if (!(scheme.equals("https") || scheme.equals("http")) || centre.getHost() == null) {
            throw new IllegalArgumentException("--to wants https://host[:port]");
        }
        if (centre.getUserInfo() != null || centre.getQuery() != null) {
            throw new IllegalArgumentException("--to wants an address without user or query");
        }
        this.centre = centre;
        this.token = token;
    }

    /** What the centre said of a file. */
    sealed interface Said {
        record Kept(int sources, long samples, long rolled, long tooOld) implements Said {}

        record Refused(String why) implements Said {}
    }

    /** Why it is refused; empty when it is kept. */
    Optional<String> describe(String host, Graph graph, Instant writtenAt)
            throws IOException, InterruptedException {
        List<Map<String, Object>> fields =
                graph.fields().stream()
                        .map(
                                field ->
                                        Map.<String, Object>of(
                                                "name",
                                                field.name(),
                                                "attributes",
                                                field.attributes()))
                        .toList();
        Map<String, Object> told =
                Map.of("name", graph.name(), "attributes", graph.attributes(), "fields", fields);
        byte[] body = Json.bytes(Map.of("writtenAt", writtenAt, "graphs", List.of(told)));
        HttpResponse<byte[]> answer =
                ask(
                        request("/ingest/history/" + encoded(host))
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofByteArray(body)));
        return answer.statusCode() == 200 ? Optional.empty() : Optional.of(why(answer));
    }

    Said bring(String host, String graph, String field, byte[] file)
            throws IOException, InterruptedException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(file);
        }
        String query = "?graph=" + encoded(graph) + (field.isEmpty() ? "" : "&field=" + field);
        HttpResponse<byte[]> answer =
                ask(
                        request("/ingest/history/" + encoded(host) + "/files" + query)
                                .header("Content-Type", "application/octet-stream")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(packed.toByteArray())));
        if (answer.statusCode() != 200) {
            return new Said.Refused(why(answer));
        }
        JsonNode sources = Json.mapper().readTree(answer.body()).path("sources");
        long samples = 0;
        long rolled = 0;
        long tooOld = 0;
        for (JsonNode source : sources) {
            samples += source.path("samples").asLong();
            rolled += source.path("rolled").asLong();
            tooOld += source.path("tooOld").asLong();
        }
        return new Said.Kept(sources.size(), samples, rolled, tooOld);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(centre.resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Asks until there is an answer that asking again would not change. */
    private HttpResponse<byte[]> ask(HttpRequest.Builder building)
            throws IOException, InterruptedException {
        HttpRequest request = building.build();
        Duration pause = FIRST_PAUSE;
        String trouble = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                HttpResponse<byte[]> answer =
                        client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == 401 || answer.statusCode() == 403) {
                    throw new NotAllowed("the centre does not take this token: " + why(answer));
                }
                if (answer.statusCode() != 429 && answer.statusCode() < 500) {
                    return answer;
                }
                trouble = why(answer);
            } catch (NotAllowed refused) {
                throw refused;
            } catch (ConnectException | HttpTimeoutException away) {
                trouble = String.valueOf(away.getMessage());
            } catch (IOException broken) {
                trouble = "the connection broke: " + broken.getMessage();
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
        throw new IOException("the centre stays away: " + trouble);
    }

    private static final class NotAllowed extends IOException {
        private static final long serialVersionUID = 1;

        NotAllowed(String why) {
            super(why);
        }
    }

    private static String why(HttpResponse<byte[]> answer) {
        try {
            JsonNode said = Json.mapper().readTree(answer.body());
            String detail = said.path("detail").asText("");
            return detail.isEmpty() ? said.path("title").asText("" + answer.statusCode()) : detail;
        } catch (IOException notJson) {
            return "status " + answer.statusCode();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
