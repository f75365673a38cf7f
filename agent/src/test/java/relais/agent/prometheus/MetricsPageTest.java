package relais.agent.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.agent.reading.Answer;
import relais.agent.reading.FieldType;
import relais.agent.reading.Graph;
import relais.agent.reading.Value;

class MetricsPageTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PAGE =
            """
            # HELP http_requests_total The total number of HTTP requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
            http_requests_total{method="post",code="400"}    3
            # Escaping in label values:
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
            metric_without_timestamp_and_labels 12.47
            something_weird{problem="division by zero"} +Inf -3982045
            # TYPE rpc_duration_seconds summary
            rpc_duration_seconds{quantile="0.5"} 4773
            rpc_duration_seconds_count 2693
            broken{ 1
            """;

    @Test
    void thePageOfTheFormatsOwnDocumentationIsRead() {
        Answer.Told told = MetricsPage.told("prometheus/x", Exposition.of(PAGE), AT);
        assertThat(told.readings()).hasSize(7);
        assertThat(told.readings().getFirst().time())
                .isEqualTo(Instant.ofEpochMilli(1395066363000L));
        assertThat(told.readings().get(3).value()).isEqualTo(Value.of(12.47));
        assertThat(told.readings().get(4).value()).isEqualTo(Value.of(Double.POSITIVE_INFINITY));
        Graph requests = told.graphs().getFirst();
        assertThat(requests.info()).isEqualTo("The total number of HTTP requests.");
        assertThat(requests.fields()).hasSize(2);
        assertThat(requests.fields().getFirst().type()).isEqualTo(FieldType.DERIVE);
        assertThat(requests.fields().getFirst().labels())
                .isEqualTo(Map.of("method", "post", "code", "200"));
        assertThat(told.graphs().get(1).fields().getFirst().labels().get("path"))
                .isEqualTo("C:\\DIR\\FILE.TXT");
        assertThat(Exposition.of(PAGE).strange()).isEqualTo(1);
    }

    @Test
    void aPageIsFetchedAndItsAbsenceIsSaid() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[][] body = {PAGE.getBytes(StandardCharsets.UTF_8)};
        server.createContext(
                "/metrics",
                exchange -> {
                    exchange.sendResponseHeaders(200, body[0].length);
                    exchange.getResponseBody().write(body[0]);
                    exchange.close();
                });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
        MetricsPage page = new MetricsPage(address, Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(page.read(AT)).isInstanceOf(Answer.Told.class);
        body[0] = "<html>".getBytes(StandardCharsets.UTF_8);
        assertThat(((Answer.Failed) page.read(AT)).state()).isEqualTo(Answer.State.RUBBISH);
        server.stop(0);
        assertThat(((Answer.Failed) page.read(AT)).state()).isEqualTo(Answer.State.FAILING);
    }

    @FuzzTest(maxDuration = "2s")
    void anyPageIsRead(byte[] bytes) {
        tryPage(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void damagedPagesAreRead() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < end) {
            char[] page = PAGE.toCharArray();
            for (int i = random.nextInt(30); i > 0; i--) {
                page[random.nextInt(page.length)] = "{}\",=\\ \n#0é".charAt(random.nextInt(11));
            }
            tryPage(new String(page));
        }
    }

    private static void tryPage(String page) {
        assertThat(MetricsPage.told("prometheus/x", Exposition.of(page), AT).readings())
                .isNotNull();
    }
}
