package relais.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Something that takes Prometheus' text and answers PromQL over HTTP: we, or who we are beside. */
final class Engine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final URI write;
    private final URI query;
    private final String more;
    private final List<String> tokens;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param query what {@code query} and {@code query_range} are appended to
     * @param more parameters of each query, such as {@code &nocache=1}
     * @param tokens of those who write, in turn; empty for none
     */
    Engine(URI write, URI query, String more, List<String> tokens) {
        this.write = write;
        this.query = query;
        this.more = more;
        this.tokens = List.copyOf(tokens);
    }

    /** Returns once it has said yes. */
    void take(byte[] body, int writer) throws IOException, InterruptedException {
        send(
                asWriter(HttpRequest.newBuilder(write), writer)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    private HttpRequest.Builder asWriter(HttpRequest.Builder request, int writer) {
        request.timeout(PATIENCE);
        return tokens.isEmpty()
                ? request
                : request.header("Authorization", "Bearer " + tokens.get(writer % tokens.size()));
    }

    /** What {@code query_range} answers, seconds since 1970. */
    String range(String promql, long from, long to, long step)
            throws IOException, InterruptedException {
        return get("query_range", promql, "&start=" + from + "&end=" + to + "&step=" + step);
    }

    /** What {@code query} answers. */
    String instant(String promql, long time) throws IOException, InterruptedException {
        return get("query", promql, "&time=" + time);
    }

    private String get(String what, String promql, String rest)
            throws IOException, InterruptedException {
        String asked = "?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8) + rest + more;
        URI address = URI.create(query + what + asked);
        return send(asWriter(HttpRequest.newBuilder(address), 0).GET().build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    request.uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        client.close();
    }
}
