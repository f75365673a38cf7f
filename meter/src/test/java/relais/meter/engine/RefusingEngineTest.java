package relais.meter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Kept;
import relais.meter.store.Line;

/** Agents give up what is refused for good: an operator's mistake must not look like that. */
class RefusingEngineTest {
    @ParameterizedTest
    @CsvSource({
        "204, Stored",
        "400, Refused",
        "422, Refused",
        "401, Away",
        "403, Away",
        "404, Away",
        "429, Away",
        "500, Away",
        "503, Away"
    })
    void onlyWhatIsWrongWithTheContentIsRefusedForGood(int status, String kept) throws Exception {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(here, 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (OutsideEngine engine = new OutsideEngine(address, InstantSource.system())) {
            Definition load =
                    new Definition(Labels.of("__name__", "load"), "agent a", 0, SeriesKind.GAUGE);
            Kept said = engine.write(List.of(new Line(load, new long[] {1_000}, new double[] {1})));
            assertThat(said.getClass().getSimpleName()).isEqualTo(kept);
        } finally {
            server.stop(0);
        }
    }
}
