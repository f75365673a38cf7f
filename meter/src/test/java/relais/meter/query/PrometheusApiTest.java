package relais.meter.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.api.MeterPermissions;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Line;
import relais.meter.testing.MeterSite;
import relais.platform.identity.Caller;
import relais.platform.testing.SettableClock;

/** What Grafana's Prometheus data source does, with a token in its headers. */
class PrometheusApiTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir Path folder;
    private MeterSite site;

    @BeforeEach
    void start() throws Exception {
        site = new MeterSite(folder, new SettableClock(NOW));
        Labels labels = Labels.of("__name__", "up", "job", "x");
        site.stores.write(
                List.of(
                        new Line(
                                new Definition(labels, "test", 0, SeriesKind.GAUGE),
                                new long[] {NOW.toEpochMilli() - 1},
                                new double[] {1})));
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private HttpResponse<String> post(String token, String path, String form) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(site.address().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aFormIsAnsweredLikeAQueryString() throws Exception {
        String answer =
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";
        HttpResponse<String> none = post(MeterSite.CHIEF, "/prometheus/api/v1/query", "query=down");
        assertThat(none.statusCode()).isEqualTo(200);
        assertThat(site.get("/prometheus/api/v1/query?query=down").toString())
                .hasSameSizeAs(answer);
        HttpResponse<String> one =
                post(MeterSite.CHIEF, "/prometheus/api/v1/query", "query=sum%28up%29");
        assertThat(one.body()).contains("[" + NOW.getEpochSecond() + ",\"1\"]");
        assertThat(site.get("/api/prometheus/api/v1/labels").path("data")).hasSize(2);
    }

    @Test
    void mistakesAreToldInPrometheusWords() throws Exception {
        HttpResponse<String> wrong =
                post(
                        MeterSite.CHIEF,
                        "/prometheus/api/v1/query_range",
                        "query=sum(&start=0&end=1&step=1");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .startsWith("{\"status\":\"error\"")
                .contains("\"errorType\":\"bad_data\"", "parse error");
        HttpResponse<String> costly =
                post(
                        MeterSite.CHIEF,
                        "/prometheus/api/v1/query",
                        "query=count(up) by (job) > on (job) label_replace(up,\"job\",\"x\",\"\",\"\")&timeout=y");
        assertThat(costly.statusCode()).isEqualTo(400);
    }

    @Test
    void aTokenNeedsThePermission() throws Exception {
        Set<relais.platform.identity.Permission> other = Set.of(MeterPermissions.HOSTS_READ);
        site.knows("other", new Caller(2, "O", other, true, Set.of(), Locale.ENGLISH));
        assertThat(post("other", "/prometheus/api/v1/query", "query=up").statusCode())
                .isEqualTo(403);
        assertThat(post("nobody", "/prometheus/api/v1/query", "query=up").statusCode())
                .isEqualTo(401);
    }
}
