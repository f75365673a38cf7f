package relais.meter.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.api.MeterPermissions;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.testing.MeterSite;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.testing.SettableClock;

/** Graphs that show what other graphs and hosts measure, in munin's words. */
class BorrowedFieldsStory {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path folder;
    private MeterSite site;

    @BeforeEach
    void start() throws Exception {
        site = new MeterSite(folder, new SettableClock(NOW));
        describe("www1", "munin/apache", Map.of(), field("hits", Map.of("label", "Hits of 1")));
        describe("WWW2", "munin/apache", Map.of(), field("hits", Map.of("type", "DERIVE")));
        measure("www1", "hits", 5, 0);
        measure("www2", "hits", 0, 7);
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private static Map<String, Object> field(String name, Map<String, String> attributes) {
        return Map.of("name", name, "attributes", attributes);
    }

    @SafeVarargs
    private void describe(
            String host,
            String graph,
            Map<String, String> attributes,
            Map<String, Object>... fields)
            throws Exception {
        Map<String, Object> told =
                Map.of("name", graph, "attributes", attributes, "fields", List.of(fields));
        var answer =
                site.ask(
                        MeterSite.CHIEF,
                        "PUT",
                        "/ingest/history/" + host,
                        Map.of("writtenAt", NOW, "graphs", List.of(told)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Each ten seconds of ten minutes: a level, and so much more each second. */
    private void measure(String host, String field, double level, double growth) {
        long[] times = new long[60];
        double[] values = new double[60];
        for (int i = 0; i < times.length; i++) {
            times[i] = NOW.toEpochMilli() - 600_000 + i * 10_000L;
            values[i] = level + growth * i * 10;
        }
        Definition definition =
                new Definition(
                        SeriesLabels.of(host, "munin/apache", field, Map.of()),
                        SeriesLabels.owner(host),
                        0,
                        SeriesKind.GAUGE);
        assertThat(site.stores.write(List.of(new Line(definition, times, values))))
                .isEqualTo(new Kept.Stored(60, 0, 0));
    }

    /** The newest average of each field, in order. */
    private String seen(String token, String graph) throws Exception {
        JsonNode found =
                Json.mapper()
                        .readTree(site.ask(token, "GET", "/api/graphs?name=" + graph, null).body())
                        .path("items");
        assertThat(found).hasSize(1);
        long now = NOW.toEpochMilli();
        String path =
                "/api/graphs/%d/data?from=%d&to=%d&points=10"
                        .formatted(found.get(0).path("id").asLong(), now - 300_000, now - 60_000);
        StringBuilder seen = new StringBuilder();
        JsonNode data = Json.mapper().readTree(site.ask(token, "GET", path, null).body());
        for (JsonNode field : data.path("fields")) {
            JsonNode value = field.path("average").get(2);
            String said = value.isNull() ? "null" : "" + Math.round(value.asDouble());
            seen.append(field.path("name").asText()).append(' ').append(said).append(' ');
        }
        return seen.toString().strip();
    }

    @Test
    void aGraphsOrderBorrowsFieldsOfOtherHosts() throws Exception {
        describe(
                "overall",
                "munin/hits",
                Map.of("graph_order", "one=www1:apache.hits two=nice;WWW2:apache.hits gone=x:y.z"),
                field("two", Map.of("cdef", "two,10,*")));

        assertThat(seen(MeterSite.CHIEF, "munin/hits")).isEqualTo("one 5 two 70 gone null");
        JsonNode shown =
                site.get(
                        "/api/graphs/"
                                + site.get("/api/graphs?name=munin/hits")
                                        .path("items")
                                        .get(0)
                                        .path("id")
                                        .asLong());
        assertThat(shown.path("fields").get(0).path("label").asText()).isEqualTo("Hits of 1");
        assertThat(shown.path("attributes").path("graph_order").asText()).isEqualTo("one two gone");
    }

    @Test
    void aSumAddsUpAndAStackBecomesItsFields() throws Exception {
        describe(
                "overall",
                "munin/total",
                Map.of("graph_title", "both"),
                field("all", Map.of("label", "all", "sum", "www1:apache.hits www2:apache.hits")),
                field("pile", Map.of("stack", "a=www1:apache.hits b=www2:apache.hits")));

        assertThat(seen(MeterSite.CHIEF, "munin/total")).isEqualTo("all 12 a 5 b 7");
    }

    @Test
    void whoSeesOneHostOnlyBorrowsNothingOfOthers() throws Exception {
        describe("overall", "munin/hits", Map.of("graph_order", "one=www1:apache.hits"));
        long host = site.get("/api/hosts?q=overall").path("items").get(0).path("id").asLong();
        var made =
                site.ask(
                        MeterSite.CHIEF,
                        "POST",
                        "/api/host-groups",
                        Map.of("name", "some", "description", ""));
        long group = Json.mapper().readTree(made.body()).path("id").asLong();
        site.ask(
                MeterSite.CHIEF,
                "PUT",
                "/api/hosts/" + host,
                Map.of("title", "overall", "groups", List.of(group)));
        site.knows(
                "guard",
                new Caller(
                        2,
                        "Guard",
                        Set.of(MeterPermissions.HOSTS_READ),
                        false,
                        Set.of(),
                        false,
                        Set.of(group),
                        Locale.ENGLISH));

        assertThat(seen("guard", "munin/hits")).isEqualTo("one null");
        assertThat(seen(MeterSite.CHIEF, "munin/hits")).isEqualTo("one 5");
    }

    @Test
    void aGraphThatIsForOthersOnlyIsNotListed() throws Exception {
        describe("overall", "munin/hidden", Map.of("graph", "no"), field("x", Map.of()));

        assertThat(site.get("/api/graphs?name=munin/hidden").path("items")).isEmpty();
    }
}
