package relais.meter.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.query.PrometheusServer;
import relais.meter.series.labels.Matcher;
import relais.meter.testing.MeterSite;
import relais.platform.testing.Peers;

/** Debian's Prometheus watches itself and writes what it sees to us: then both know the same. */
class RemoteWritePeerTest {
    @TempDir Path folder;

    @Test
    void whatPrometheusScrapesIsHereAsWell() throws Exception {
        Peers.require("prometheus");
        try (MeterSite site = new MeterSite(folder, InstantSource.system())) {
            String configuration =
                    """
                    global: {scrape_interval: 500ms}
                    scrape_configs:
                      - job_name: itself
                        static_configs: [{targets: ['SELF']}]
                    remote_write:
                      - url: %s
                        authorization: {credentials: %s}
                        queue_config: {batch_send_deadline: 200ms}
                    """
                            .formatted(
                                    site.address().resolve("/ingest/prometheus"), MeterSite.CHIEF);
            Path theirs = Files.createDirectory(folder.resolve("theirs"));
            try (PrometheusServer peer = PrometheusServer.start(theirs, configuration)) {
                List<Matcher> up = List.of(new Matcher.Equal("__name__", "up"));
                MeterSite.until("five scrapes", () -> samples(site, up) >= 5);
                double time = newest(site, up) / 1000.0 - 0.6;
                for (String query :
                        List.of(
                                "count({job=\"itself\"})",
                                "scrape_samples_scraped",
                                "sum by (le) (prometheus_http_request_duration_seconds_bucket)",
                                "prometheus_build_info",
                                "process_cpu_seconds_total",
                                "max_over_time(go_goroutines[1m])")) {
                    String path =
                            "/api/v1/query?query=%s&time=%s"
                                    .formatted(
                                            URLEncoder.encode(query, StandardCharsets.UTF_8), time);
                    JsonNode their = peer.ask(path).path("data").path("result");
                    JsonNode our = site.get("/prometheus" + path).path("data").path("result");
                    assertThat(their.size()).as(query).isPositive();
                    assertThat(our).as(query).containsExactlyInAnyOrderElementsOf(their);
                }
            }
        }
    }

    private static int samples(MeterSite site, List<Matcher> matchers) {
        return site.stores.samples(matchers, 0, Long.MAX_VALUE / 2).stream()
                .mapToInt(found -> found.of().size())
                .sum();
    }

    private static long newest(MeterSite site, List<Matcher> matchers) {
        var columns = site.stores.samples(matchers, 0, Long.MAX_VALUE / 2).getFirst().of();
        return columns.times()[columns.size() - 1];
    }
}
