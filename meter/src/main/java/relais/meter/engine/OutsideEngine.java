package relais.meter.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.Matcher;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Found;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.RolledLine;
import relais.meter.store.Store;
import relais.meter.store.StoreAway;
import relais.platform.json.Json;

/**
 * Any engine with Prometheus' remote write (with a receiver) and query API: Prometheus itself,
 * VictoriaMetrics, Mimir. What its makers refuse (old samples, out of order) is refused here too;
 * NaN payloads are not kept.
 */
public final class OutsideEngine implements Store {
    /** What we add to find an owner's series again, and how to understand them. */
    private static final String OWNER = "relais_owner";

    private static final String KIND = "relais_kind";
    private static final String RETENTION = "relais_retention";
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is asked for with no beginning begins here: engines refuse longer ranges. */
    private static final Duration OLDEST = Duration.ofDays(3_700);

    private final URI base;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    /**
     * @param base what {@code api/v1/write} and {@code api/v1/query} are appended to
     */
    public OutsideEngine(URI base, InstantSource clock) {
        this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
        this.clock = clock;
    }

    @Override
    public Kept write(List<Line> lines) {
        byte[] body = WriteRequest.of(lines, line -> own(line.definition()));
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("api/v1/write"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-protobuf")
                        .header("Content-Encoding", "snappy")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            HttpResponse<String> said = send(request);
            int samples = lines.stream().mapToInt(line -> line.times().length).sum();
            return switch (said.statusCode()) {
                case 200, 204 -> new Kept.Stored(samples, 0, 0);
                // What these refuse is the content; all else (a wrong address or key, too many at
                // once, a fault) may be mended there, and nothing must be given up for it.
                case 400, 413, 422 -> new Kept.Refused(base.getHost() + ": " + said.body().strip());
                default -> new Kept.Away(base + " answers " + said.statusCode());
            };
        } catch (StoreAway e) {
            return new Kept.Away(String.valueOf(e.getMessage()));
        }
    }

    /** Such an engine knows samples alone: their least and greatest would be lost. */
    @Override
    public Kept writeRolled(List<RolledLine> lines) {
        return new Kept.Refused(base.getHost() + " keeps samples only, no roll-ups");
    }

    private static Map<String, String> own(Definition definition) {
        return Map.of(
                OWNER,
                definition.owner(),
                KIND,
                definition.kind().name(),
                RETENTION,
                Integer.toString(definition.retention()));
    }

    @Override
    public List<Found<Columns>> samples(Collection<Matcher> matchers, long from, long to) {
        return samples(selector(matchers), from, to);
    }

    private List<Found<Columns>> samples(String selector, long from, long to) {
        long last = Math.min(to - 1, clock.millis() + Duration.ofDays(1).toMillis());
        long first = Math.max(from, clock.millis() - OLDEST.toMillis());
        if (first > last) {
            return List.of();
        }
        // Some engines leave out the range's first moment.
        String query = selector + "[" + (last - first + 1) + "ms]";
        JsonNode data = get("query", Map.of("query", query, "time", seconds(last), "nocache", "1"));
        List<Found<Columns>> found = new ArrayList<>();
        for (JsonNode series : data.path("result")) {
            Columns columns = new Columns();
            for (JsonNode value : series.path("values")) {
                long time = Math.round(value.get(0).asDouble() * 1_000);
                if (time >= first && time <= last) {
                    columns.add(time, number(value.get(1).asText()));
                }
            }
            found.add(new Found<>(definition(series.path("metric")), columns));
        }
        return found;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    @Override
    public List<Found<Windows>> windows(
            Collection<Matcher> matchers, long from, long to, Duration step) {
        return samples(matchers, from, to).stream()
                .map(found -> new Found<>(found.definition(), windows(found.of(), from, step)))
                .toList();
    }

    private static Windows windows(Columns columns, long origin, Duration step) {
        Windows windows = new Windows(origin, step.toMillis());
        for (int i = 0; i < columns.size(); i++) {
            windows.add(columns.times()[i], columns.values()[i]);
        }
        return windows;
    }

    @Override
    public List<Definition> select(Collection<Matcher> matchers) {
        Map<String, String> asked = new LinkedHashMap<>(always());
        asked.put("match[]", selector(matchers));
        List<Definition> found = new ArrayList<>();
        get("series", asked).forEach(metric -> found.add(definition(metric)));
        return found;
    }

    @Override
    public List<Found<Columns>> owned(String owner, long from, long to, int skip, int most) {
        return samples(selector(List.of(new Matcher.Equal(OWNER, owner))), from, to).stream()
                .sorted(Comparator.comparing(found -> found.definition().labels().toString()))
                .skip(skip)
                .limit(most)
                .toList();
    }

    /** As old as what our own stores usually keep; it does not say what it has. */
    @Override
    public long oldest() {
        return clock.millis() - Duration.ofDays(401).toMillis();
    }

    /** It has none of its own. */
    @Override
    public List<Found<Windows>> ownedRolled(
            String owner, long from, long to, Duration step, int skip, int most) {
        return List.of();
    }

    @Override
    public List<String> labelNames() {
        return texts(get("labels", always())).stream()
                .filter(name -> !List.of(OWNER, KIND, RETENTION).contains(name))
                .toList();
    }

    @Override
    public List<String> labelValues(String name, Collection<Matcher> matchers) {
        Map<String, String> asked = new LinkedHashMap<>(always());
        if (!matchers.isEmpty()) {
            asked.put("match[]", selector(matchers));
        }
        return texts(get("label/" + name + "/values", asked));
    }

    private static List<String> texts(JsonNode data) {
        List<String> texts = new ArrayList<>();
        data.forEach(text -> texts.add(text.asText()));
        return texts.stream().sorted().toList();
    }

    /** By its administration's interface, which must be switched on there. */
    @Override
    public void erase(Collection<Matcher> matchers, long from, long to) {
        delete(selector(matchers), from, to);
    }

    @Override
    public boolean forget(String owner) {
        long now = clock.millis();
        long end = now + Duration.ofDays(1).toMillis();
        String all = selector(List.of(new Matcher.Equal(OWNER, owner)));
        int status = ask(all, now - OLDEST.toMillis(), end);
        if (status / 100 == 5) {
            throw new StoreAway(base + " does not erase now: " + status);
        }
        return status / 100 == 2;
    }

    private void delete(String selector, long from, long to) {
        int status = ask(selector, from, to);
        if (status / 100 != 2) {
            throw new StoreAway(base + " does not erase: " + status);
        }
    }

    /** The status of what is answered to the wish to erase. */
    private int ask(String selector, long from, long to) {
        String asked =
                parameters(
                        Map.of(
                                "match[]",
                                selector,
                                "start",
                                seconds(from),
                                "end",
                                seconds(to - 1)));
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("api/v1/admin/tsdb/delete_series?" + asked))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return send(request).statusCode();
    }

    private Map<String, String> always() {
        long now = clock.millis();
        return Map.of(
                "start", seconds(now - OLDEST.toMillis()),
                "end", seconds(now + Duration.ofDays(1).toMillis()));
    }

    private static Definition definition(JsonNode metric) {
        Map<String, String> labels = new LinkedHashMap<>();
        metric.properties().forEach(one -> labels.put(one.getKey(), one.getValue().asText()));
        String owner = labels.getOrDefault(OWNER, "");
        String kind = labels.getOrDefault(KIND, SeriesKind.GAUGE.name());
        int retention = Integer.parseInt(labels.getOrDefault(RETENTION, "0"));
        List.of(OWNER, KIND, RETENTION).forEach(labels::remove);
        return new Definition(new Labels(labels), owner, retention, SeriesKind.valueOf(kind));
    }

    /** In PromQL; a selector must not be empty, so everything is asked for by a name. */
    static String selector(Collection<Matcher> matchers) {
        return matchers.isEmpty()
                ? "{__name__=~\".+\"}"
                : matchers.stream()
                        .map(OutsideEngine::matcher)
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String matcher(Matcher matcher) {
        return switch (matcher) {
            case Matcher.Equal(String name, String value) -> name + "=" + quoted(value);
            case Matcher.NotEqual(String name, String value) -> name + "!=" + quoted(value);
            case Matcher.Like(String name, String pattern) -> name + "=~" + quoted(pattern);
            case Matcher.NotLike(String name, String pattern) -> name + "!~" + quoted(pattern);
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1_000, Math.floorMod(millis, 1_000));
    }

    private static String parameters(Map<String, String> asked) {
        return asked.entrySet().stream()
                .map(
                        one ->
                                URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8)
                                        + "="
                                        + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private JsonNode get(String what, Map<String, String> asked) {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("api/v1/" + what + "?" + parameters(asked)))
                        .timeout(PATIENCE)
                        .build();
        HttpResponse<String> said = send(request);
        if (said.statusCode() == 400 || said.statusCode() == 422) {
            throw new IllegalArgumentException(said.body());
        }
        try {
            if (said.statusCode() / 100 == 2) {
                return Json.mapper().readTree(said.body()).path("data");
            }
        } catch (IOException e) {
            throw new StoreAway(base + " answers no JSON", e);
        }
        throw new StoreAway(base + " answers " + said.statusCode());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StoreAway(base + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAway("interrupted while " + base + " was asked", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
