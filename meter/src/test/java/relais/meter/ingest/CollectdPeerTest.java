package relais.meter.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.series.StoreLimits;
import relais.meter.series.labels.Matcher;
import relais.meter.testing.MeterSite;
import relais.platform.testing.Peers;

/** Graphite's plaintext over TCP, by hand and from Debian's collectd. */
class CollectdPeerTest {
    @TempDir Path folder;

    private static GraphiteDoor open(Shelf shelf) throws IOException {
        return GraphiteDoor.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), shelf.intake);
    }

    @Test
    void linesArriveAsTheyComeAndNotOnlyAtTheEnd() throws Exception {
        try (Shelf shelf = new Shelf(folder);
                GraphiteDoor door = open(shelf);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.getOutputStream()
                    .write("a.b 1 N\na.c 2 N\na.d".getBytes(StandardCharsets.UTF_8));
            MeterSite.until("two series", () -> shelf.all().size() == 2);
            socket.getOutputStream().write(" 3 N\n".getBytes(StandardCharsets.UTF_8));
            MeterSite.until("the third", () -> shelf.all().size() == 3);
            assertThat(shelf.all()).containsKey("{__name__=a_d, path=a.d}");
        }
    }

    @Test
    void collectdsMeasurementsArrive() throws Exception {
        Path collectd = Peers.require("collectd");
        try (Shelf shelf =
                        new Shelf(
                                folder.resolve("series"),
                                StoreLimits.usual(),
                                InstantSource.system());
                GraphiteDoor door = open(shelf)) {
            Path configuration = configuration(door.port());
            Process process =
                    new ProcessBuilder(collectd.toString(), "-f", "-C", configuration.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("collectd.log").toFile())
                            .start();
            try {
                for (String path : List.of("load.load.shortterm", "memory.memory-used")) {
                    var series =
                            List.<Matcher>of(
                                    new Matcher.Equal(GraphiteLine.PATH, "collectd.peer." + path));
                    MeterSite.until(
                            "samples of " + path,
                            () ->
                                    shelf.stores.samples(series, 0, Long.MAX_VALUE / 2).stream()
                                            .anyMatch(found -> found.of().size() > 1));
                }
            } finally {
                process.destroy();
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        }
    }

    private Path configuration(int port) throws IOException {
        return Files.writeString(
                folder.resolve("collectd.conf"),
                """
                            Hostname "peer"
                            BaseDir "%1$s"
                            PIDFile "%1$s/collectd.pid"
                            Interval 1
                            LoadPlugin load
                            LoadPlugin memory
                            LoadPlugin write_graphite
                            <Plugin write_graphite>
                              <Node "relais">
                                Host "127.0.0.1"
                                Port "%2$d"
                                Protocol "tcp"
                                Prefix "collectd."
                              </Node>
                            </Plugin>
                            """
                        .formatted(folder, port));
    }
}
