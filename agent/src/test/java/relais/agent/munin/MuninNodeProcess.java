package relais.agent.munin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import relais.agent.Soon;
import relais.platform.testing.FreePort;
import relais.platform.testing.Peers;

/** Debian's munin-node on a port of its own. */
final class MuninNodeProcess implements AutoCloseable {
    private final Process node;
    final int port;

    private MuninNodeProcess(Process node, int port) {
        this.node = node;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param more lines of its configuration
     */
    static MuninNodeProcess start(Path folder, String more) throws Exception {
        Path program = Peers.require("munin-node");
        int port = FreePort.find();
        Path conf = folder.resolve("node.conf");
        Files.writeString(
                conf,
                """
                log_level 0
                log_file %1$s/node.log
                pid_file %1$s/node.pid
                background 0
                setsid 0
                user root
                group root
                allow ^127\\.0\\.0\\.1$
                host 127.0.0.1
                port %2$d
                %3$s
                """
                        .formatted(folder, port, more));
        Path said = folder.resolve("node.out");
        Process node =
                new ProcessBuilder(program.toString(), "--config", conf.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        Soon.until(
                "munin-node listens",
                Duration.ofSeconds(15),
                () -> {
                    try (Socket probe = new Socket("127.0.0.1", port)) {
                        return probe.isConnected();
                    } catch (java.net.ConnectException notYet) {
                        assertThat(node.isAlive()).as(() -> text(said)).isTrue();
                        return false;
                    }
                });
        return new MuninNodeProcess(node, port);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws InterruptedException {
        node.destroy();
        node.waitFor();
    }
}
