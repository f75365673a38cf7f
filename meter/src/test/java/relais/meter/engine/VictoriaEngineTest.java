package relais.meter.engine;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import relais.meter.testing.MeterSite;
import relais.platform.testing.FreePort;
import relais.platform.testing.Peers;

/** Debian's VictoriaMetrics. */
class VictoriaEngineTest extends OutsideEngineContract {
    @Override
    Peer start(Path folder) throws Exception {
        Path program = Peers.require("victoria-metrics");
        int port = FreePort.find();
        URI address = URI.create("http://127.0.0.1:" + port);
        Process process =
                new ProcessBuilder(
                                List.of(
                                        program.toString(),
                                        "-storageDataPath=" + folder.resolve("data"),
                                        "-search.latencyOffset=0s",
                                        "-httpListenAddr=127.0.0.1:" + port))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("victoria.log").toFile())
                        .start();
        MeterSite.until("it answers", () -> answers(port));
        return new Peer() {
            @Override
            public URI address() {
                return address;
            }

            @Override
            public void close() throws Exception {
                process.destroy();
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        };
    }

    private static boolean answers(int port) {
        try (var socket = new java.net.Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (java.io.IOException e) {
            return false; // not listening yet
        }
    }
}
