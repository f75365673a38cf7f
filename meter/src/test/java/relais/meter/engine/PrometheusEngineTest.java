package relais.meter.engine;

import java.net.URI;
import java.nio.file.Path;
import relais.meter.query.PrometheusServer;

/** Debian's Prometheus with its receiver switched on. */
class PrometheusEngineTest extends OutsideEngineContract {
    @Override
    Peer start(Path folder) throws Exception {
        PrometheusServer server =
                PrometheusServer.start(folder, "", "--web.enable-remote-write-receiver");
        return new Peer() {
            @Override
            public URI address() {
                return server.address();
            }

            @Override
            public void close() throws Exception {
                server.close();
            }
        };
    }
}
