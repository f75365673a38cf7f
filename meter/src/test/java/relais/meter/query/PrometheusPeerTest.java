package relais.meter.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.testing.MeterSite;
import relais.platform.json.Json;
import relais.platform.testing.SettableClock;

/**
 * The same samples in Debian's Prometheus and in ours: the same questions have the same answers.
 */
class PrometheusPeerTest {
    private static final int MINUTES = 240;

    private static final List<String> QUERIES =
            List.of(
                    "temperature",
                    "temperature{room=\"kitchen\"}",
                    "temperature{room=~\"k.*|bath\"}",
                    "temperature{room!~\"k.*\", floor!=\"2\"}",
                    "{__name__=~\"temp.+\"}",
                    "rate(visits_total[5m])",
                    "irate(visits_total[5m])",
                    "increase(visits_total[17m])",
                    "delta(temperature[10m])",
                    "deriv(temperature[30m])",
                    "predict_linear(temperature[30m], 3600)",
                    "resets(visits_total[1h])",
                    "changes(temperature[1h])",
                    "sum(rate(visits_total[5m])) by (door)",
                    "sum without (door) (visits_total)",
                    "avg by (floor) (temperature)",
                    "quantile(0.9, temperature)",
                    "topk(2, temperature)",
                    "bottomk(1, temperature) by (floor)",
                    "count_values(\"v\", floor(temperature / 10))",
                    "stddev(temperature)",
                    "max_over_time(temperature[15m])",
                    "quantile_over_time(0.5, temperature[20m])",
                    "stddev_over_time(temperature[20m])",
                    "avg_over_time(rate(visits_total[5m])[30m:1m])",
                    "temperature offset 10m",
                    "temperature > 20",
                    "temperature > bool 20",
                    "temperature / on (room) group_left () area",
                    "temperature * on (room, floor) temperature",
                    "temperature and on (room) area",
                    "temperature unless on (room) area",
                    "temperature or area",
                    "histogram_quantile(0.95, sum by (le) (rate(wait_seconds_bucket[10m])))",
                    "histogram_quantile(0.5, wait_seconds_bucket)",
                    "absent(nothing{a=\"b\"})",
                    "label_replace(area, \"first\", \"$1\", \"room\", \"(.).*\")",
                    "label_join(area, \"both\", \"-\", \"room\", \"__name__\")",
                    "clamp(temperature, 18, 22)",
                    "round(temperature, 0.5)",
                    "timestamp(temperature)",
                    "vector(time())",
                    "day_of_week(timestamp(area))",
                    "sort_desc(area)",
                    "scalar(area{room=\"bath\"}) + 1",
                    "1 + 2 * 3",
                    "\"a text\"",
                    "holt_winters(temperature[1h], 0.3, 0.7)",
                    "sum(temperature) - sum(temperature offset 30m)",
                    "-temperature ^ 2",
                    "last_over_time(area[1h] @ end())",
                    "present_over_time(temperature[5m])");

    private static final List<String> WRONG =
            List.of("sum(", "rate(temperature)", "temperature[5m", "foo bar", "1 +", "sum(x) by");

    @TempDir Path folder;

    /** Samples of one series, seconds since 1970 and values. */
    private record Told(Map<String, String> labels, TreeMap<Long, Double> samples) {}

    private static List<Told> told(long seed, long end) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Told> all = new ArrayList<>();
        for (String room : List.of("kitchen", "bath", "hall")) {
            for (String floor : List.of("1", "2")) {
                Told one = series("temperature", Map.of("room", room, "floor", floor));
                // never two alike: which of them topk takes is nobody's promise
                double value = 15 + random.nextInt(10) + all.size() / 1000.0;
                for (int i = 0; i < MINUTES; i++) {
                    value += (random.nextInt(21) - 10) / 10.0;
                    if (random.nextInt(20) != 0 && (i < 100 || i > 130 || !floor.equals("2"))) {
                        one.samples.put(end - (MINUTES - i) * 60L, value);
                    }
                }
                all.add(one);
            }
            Told area = series("area", Map.of("room", room));
            for (int i = 0; i < MINUTES; i += 3) {
                area.samples.put(end - (MINUTES - i) * 60L, 10.0 + room.length());
            }
            all.add(area);
        }
        for (String door : List.of("north", "south")) {
            Told visits = series("visits_total", Map.of("door", door, "odd", "a \"b\" \\ é"));
            double count = 0;
            for (int i = 0; i < MINUTES; i++) {
                count = random.nextInt(70) == 0 ? 0 : count + random.nextInt(9);
                visits.samples.put(end - (MINUTES - i) * 60L - 7, count);
            }
            all.add(visits);
        }
        double[] sums = new double[4];
        String[] bounds = {"0.1", "1.0", "10.0", "+Inf"};
        List<Told> buckets = new ArrayList<>();
        for (String bound : bounds) {
            buckets.add(series("wait_seconds_bucket", Map.of("le", bound)));
        }
        for (int i = 0; i < MINUTES; i++) {
            int more = random.nextInt(10);
            for (int b = 0; b < 4; b++) {
                sums[b] += more * (b + 1);
                buckets.get(b).samples.put(end - (MINUTES - i) * 60L, sums[b]);
            }
        }
        all.addAll(buckets);
        return all;
    }

    private static Told series(String name, Map<String, String> labels) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("__name__", name);
        return new Told(all, new TreeMap<>());
    }

    private static String openMetrics(List<Told> all) {
        StringBuilder text = new StringBuilder();
        for (Told one : all) {
            String name = one.labels.get("__name__");
            List<String> labels = new ArrayList<>();
            one.labels.forEach(
                    (label, value) -> {
                        if (!label.equals("__name__")) {
                            String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
                            labels.add(label + "=\"" + escaped + "\"");
                        }
                    });
            one.samples.forEach(
                    (time, value) ->
                            text.append(name)
                                    .append('{')
                                    .append(String.join(",", labels))
                                    .append("} ")
                                    .append(value)
                                    .append(' ')
                                    .append(time)
                                    .append('\n'));
        }
        return text.append("# EOF\n").toString();
    }

    private static List<Line> lines(List<Told> all) {
        List<Line> lines = new ArrayList<>();
        for (Told one : all) {
            lines.add(
                    new Line(
                            new Definition(new Labels(one.labels), "test", 0, SeriesKind.GAUGE),
                            one.samples.keySet().stream().mapToLong(s -> s * 1000).toArray(),
                            one.samples.values().stream().mapToDouble(v -> v).toArray()));
        }
        return lines;
    }

    @Test
    void answersAreTheSame() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        List<Told> all = told(seed, now.getEpochSecond());
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        PrometheusServer.fill(theirs, openMetrics(all));
        try (PrometheusServer peer = PrometheusServer.start(theirs, "global: {}\n");
                MeterSite site = new MeterSite(folder, new SettableClock(now))) {
            assertThat(site.stores.write(lines(all))).isInstanceOf(Kept.Stored.class);
            long end = now.getEpochSecond();
            for (String query : QUERIES) {
                String text = URLEncoder.encode(query, StandardCharsets.UTF_8);
                for (long time : new long[] {end - 61, end - 3_601, end - 7_000}) {
                    compare(peer, site, "/api/v1/query?query=" + text + "&time=" + time);
                }
                if (!query.startsWith("\"")) {
                    compare(
                            peer,
                            site,
                            "/api/v1/query_range?step=97s&query=%s&start=%d&end=%d"
                                    .formatted(text, end - 12_000, end));
                }
            }
            for (String query : WRONG) {
                String text = URLEncoder.encode(query, StandardCharsets.UTF_8);
                compareRefusal(peer, site, "/api/v1/query?query=" + text);
            }
            about(peer, site);
        }
    }

    /** What is asked about series, not of them. */
    private static void about(PrometheusServer peer, MeterSite site) throws Exception {
        compare(peer, site, "/api/v1/labels");
        compare(peer, site, "/api/v1/labels?match[]=area");
        compare(peer, site, "/api/v1/label/room/values");
        compare(peer, site, "/api/v1/label/room/values?match[]=temperature%7Bfloor%3D%221%22%7D");
        compare(peer, site, "/api/v1/label/__name__/values");
        compare(peer, site, "/api/v1/series?match[]=area&match[]=%7Bdoor%3D%22north%22%7D");
        compareRefusal(peer, site, "/api/v1/series");
        compareRefusal(peer, site, "/api/v1/label/a-b/values");
        compareRefusal(peer, site, "/api/v1/query?query=1&time=yesterday");
        compareRefusal(peer, site, "/api/v1/query_range?query=1&start=1&end=0&step=1");
        compareRefusal(peer, site, "/api/v1/query_range?query=1&start=0&end=1&step=0");
        compareRefusal(peer, site, "/api/v1/query_range?query=1&start=0&end=1000000&step=1");
    }

    private static JsonNode ours(MeterSite site, String path) throws Exception {
        String body = site.ask(MeterSite.CHIEF, "GET", "/prometheus" + path, null).body();
        return Json.mapper().readTree(body);
    }

    private static void compare(PrometheusServer peer, MeterSite site, String path)
            throws Exception {
        JsonNode theirs = peer.ask(path.replace("[]", "%5B%5D"));
        JsonNode ours = ours(site, path.replace("[]", "%5B%5D"));
        assertThat(theirs.path("status").asText()).as("%s%n%s", path, theirs).isEqualTo("success");
        alike(path, "", ordered(theirs), ordered(ours));
    }

    /** The order of a vector is nobody's promise. */
    private static JsonNode ordered(JsonNode answer) {
        JsonNode result = answer.path("data").path("result");
        if (result.isArray() && result.size() > 0 && result.get(0).isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            result.forEach(one -> sorted.put(new TreeMap<>(fields(one.path("metric"))) + "", one));
            return Json.mapper().valueToTree(sorted);
        }
        return answer;
    }

    private static Map<String, String> fields(JsonNode node) {
        Map<String, String> map = new TreeMap<>();
        node.fields().forEachRemaining(f -> map.put(f.getKey(), f.getValue().asText()));
        return map;
    }

    private static void alike(String path, String at, JsonNode theirs, JsonNode ours) {
        if (theirs.isTextual() && ours.isTextual() && !theirs.equals(ours)) {
            double their = number(theirs.asText());
            double our = number(ours.asText());
            assertThat(Math.abs(their - our) <= 1e-9 * Math.max(Math.abs(their), 1))
                    .as("%s%s: theirs %s, ours %s", path, at, theirs, ours)
                    .isTrue();
            return;
        }
        assertThat(ours.size()).as("%s%s%n%s%n%s", path, at, theirs, ours).isEqualTo(theirs.size());
        if (theirs.isObject()) {
            for (Iterator<String> names = theirs.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                alike(path, at + "." + name, theirs.path(name), ours.path(name));
            }
        } else if (theirs.isArray()) {
            for (int i = 0; i < theirs.size(); i++) {
                alike(path, at + "[" + i + "]", theirs.get(i), ours.get(i));
            }
        } else {
            assertThat(ours.asText()).as("%s%s", path, at).isEqualTo(theirs.asText());
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    yield Double.NaN;
                }
            }
        };
    }

    private static void compareRefusal(PrometheusServer peer, MeterSite site, String path)
            throws Exception {
        JsonNode theirs = peer.ask(path);
        JsonNode ours = ours(site, path);
        assertThat(theirs.path("status").asText()).as(path).isEqualTo("error");
        assertThat(ours.path("status").asText()).as(path).isEqualTo("error");
        assertThat(ours.path("errorType")).as(path).isEqualTo(theirs.path("errorType"));
    }
}
