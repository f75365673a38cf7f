package relais.agent.munin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.Soon;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;
import relais.platform.testing.Peers;

/** Debian's munin-node with the plugins that its package enabled at installation. */
class MuninNodePeerTest {
    private static final Path STOCK = Path.of("/usr/share/munin/plugins");
    private static final List<String> PLUGINS =
            List.of(
                    "cpu",
                    "df",
                    "diskstats",
                    "forks",
                    "load",
                    "memory",
                    "processes",
                    "uptime",
                    "vmstat");

    @TempDir private Path folder;
    private Process node;

    @AfterEach
    void stop() throws Exception {
        if (node != null) {
            node.destroy();
            node.waitFor();
        }
    }

    @Test
    void theStockPluginsOfARealNodeDrawThemselves() throws Exception {
        int port = start();
        Map<String, Plugin> plugins = new TreeMap<>();
        for (Plugin plugin : new MuninNode("127.0.0.1:" + port, Duration.ofSeconds(10)).plugins()) {
            plugins.put(plugin.name(), plugin);
        }
        assertThat(plugins.keySet()).contains("munin/cpu", "munin/load", "munin/memory");
        plugins.keySet().retainAll(PLUGINS.stream().map(p -> "munin/" + p).toList());
        for (Plugin plugin : plugins.values()) {
            Answer config = plugin.describe(Instant.now());
            assertThat(config).as(plugin.name()).isInstanceOf(Answer.Told.class);
            Answer.Told told = (Answer.Told) config;
            assertThat(told.graphs()).as(plugin.name()).isNotEmpty();
            assertThat(told.graphs().getFirst().title()).isNotBlank().isNotEqualTo(plugin.name());
            // diskstats tells differences: at its very first reading it has none.
            if (!plugin.name().equals("munin/diskstats")) {
                assertThat(((Answer.Told) plugin.read(Instant.now())).readings())
                        .as(plugin.name())
                        .isNotEmpty();
            }
        }
        if (plugins.containsKey("munin/diskstats")) {
            Answer disks = plugins.get("munin/diskstats").describe(Instant.now());
            assertThat(((Answer.Told) disks).graphs())
                    .as("multigraph, with graphs within graphs")
                    .anyMatch(g -> g.name().startsWith("munin/diskstats_iops."));
        }
    }

    @Test
    void theSamePluginsRunWithoutANode() throws Exception {
        Peers.require("munin-node");
        Path enabled = Files.createDirectory(folder.resolve("enabled"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String plugin : PLUGINS) {
            Files.createSymbolicLink(enabled.resolve(plugin), STOCK.resolve(plugin));
        }
        PluginFolder source =
                new PluginFolder(
                        enabled,
                        Path.of("/etc/munin/plugin-conf.d"),
                        folder.resolve("own"),
                        Duration.ofSeconds(10));
        assertThat(source.plugins()).hasSize(PLUGINS.size());
        for (Plugin plugin : source.plugins()) {
            assertThat(plugin.describe(Instant.now()))
                    .as(plugin.name())
                    .isInstanceOf(Answer.Told.class);
            assertThat(plugin.read(Instant.now()))
                    .as(plugin.name())
                    .isInstanceOf(Answer.Told.class);
        }
    }

    private int start() throws Exception {
        Path program = Peers.require("munin-node");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
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
                """
                        .formatted(folder, port));
        node =
                new ProcessBuilder(program.toString(), "--config", conf.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        Soon.until(
                "munin-node listens",
                Duration.ofSeconds(15),
                () -> {
                    try (Socket probe = new Socket("127.0.0.1", port)) {
                        return probe.isConnected();
                    } catch (java.net.ConnectException notYet) {
                        assertThat(node.isAlive()).as(() -> text(folder.resolve("out"))).isTrue();
                        return false;
                    }
                });
        return port;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
