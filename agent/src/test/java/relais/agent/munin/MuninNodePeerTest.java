package relais.agent.munin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relais.agent.Soon;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;
import relais.agent.reading.Reading;
import relais.agent.reading.Value;
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
    private MuninNodeProcess node;

    @AfterEach
    void stop() throws Exception {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void theStockPluginsOfARealNodeDrawThemselves() throws Exception {
        start();
        Map<String, Plugin> plugins = new TreeMap<>();
        for (Plugin plugin : new MuninNode(node.address(), Duration.ofSeconds(10)).plugins()) {
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
        PluginFolder source = direct();
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

    private void start() throws Exception {
        node = MuninNodeProcess.start(folder, "");
    }

    private PluginFolder direct() throws Exception {
        Path enabled = Files.createDirectory(folder.resolve("enabled"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String plugin : PLUGINS) {
            Files.createSymbolicLink(enabled.resolve(plugin), STOCK.resolve(plugin));
        }
        return new PluginFolder(
                enabled,
                Path.of("/etc/munin/plugin-conf.d"),
                folder.resolve("own"),
                Duration.ofSeconds(10));
    }

    /** What only grows, or hardly changes in a second. */
    @ParameterizedTest
    @ValueSource(strings = {"cpu", "df", "forks", "uptime"})
    void askedOverTheNetworkAndRunDirectlyAPluginSaysTheSame(String name) throws Exception {
        start();
        Plugin far =
                new MuninNode(node.address(), Duration.ofSeconds(10))
                        .plugins().stream()
                                .filter(p -> p.name().equals("munin/" + name))
                                .findFirst()
                                .orElseThrow();
        Plugin near =
                direct().plugins().stream()
                        .filter(p -> p.name().equals("plugin/" + name))
                        .findFirst()
                        .orElseThrow();
        Answer.Told one = (Answer.Told) far.describe(Instant.now());
        Answer.Told other = (Answer.Told) near.describe(Instant.now());
        assertThat(one.graphs().getFirst().attributes())
                .isEqualTo(other.graphs().getFirst().attributes());
        assertThat(one.graphs().getFirst().fields()).isEqualTo(other.graphs().getFirst().fields());
        Map<String, Double> before = values(near.read(Instant.now()));
        Map<String, Double> values = values(far.read(Instant.now()));
        Map<String, Double> after = values(near.read(Instant.now()));
        assertThat(values.keySet())
                .isNotEmpty()
                .isEqualTo(before.keySet())
                .isEqualTo(after.keySet());
        values.forEach(
                (field, value) -> {
                    // some go back: df, and what Linux takes from iowait again (man proc_stat)
                    double slack = 50 + Math.abs(value) / 50;
                    assertThat(value)
                            .as(field)
                            .isBetween(before.get(field) - slack, after.get(field) + slack);
                });
    }

    private static Map<String, Double> values(Answer answer) {
        Map<String, Double> values = new TreeMap<>();
        for (Reading reading : ((Answer.Told) answer).readings()) {
            if (reading.value() instanceof Value.Known(double number)) {
                values.put(reading.series().field(), number);
            }
        }
        return values;
    }

    /** munin-asyncd asks the node and keeps; munin-async hands out, started as inetd would. */
    @Test
    void aSpoolOfMuninAsyncIsFetchedAndNothingComesTwice() throws Exception {
        Path async = Peers.require("munin-async");
        Path asyncd = Peers.require("munin-asyncd");
        // A round of all plugins takes longer than a test should.
        node = MuninNodeProcess.start(folder, "ignore_file ^(?!(cpu|df|load|memory)$)");
        Path spool = folder.resolve("spool");
        Process keeper = keeper(asyncd, spool);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(
                            () ->
                                    serve(
                                            server,
                                            async.toString(),
                                            "--spoolfetch",
                                            "--spooldir",
                                            spool.toString()));
            MuninNode node =
                    new MuninNode("127.0.0.1:" + server.getLocalPort(), Duration.ofSeconds(10));
            Soon.until(
                    "something was kept",
                    Duration.ofSeconds(60),
                    () -> Files.exists(spool) && spooled(node).stream().anyMatch(this::isLoad));
            Plugin all = node.plugins().getFirst();
            List<Reading> read = new ArrayList<>();
            Soon.until(
                    "three values of load, read in pieces",
                    Duration.ofSeconds(60),
                    () -> {
                        Answer.Told told = (Answer.Told) all.read(Instant.now());
                        told.readings().stream().filter(this::isLoad).forEach(read::add);
                        return read.stream().map(Reading::time).distinct().count() > 2;
                    });
            assertThat(read).extracting(Reading::time).isSorted();
            assertThat(((Answer.Told) all.describe(Instant.now())).graphs())
                    .allSatisfy(graph -> assertThat(graph.title()).isNotBlank());
        } finally {
            keeper.descendants().forEach(ProcessHandle::destroyForcibly);
            keeper.destroyForcibly().waitFor();
        }
    }

    private Process keeper(Path asyncd, Path spool) throws IOException {
        return new ProcessBuilder(
                        asyncd.toString(),
                        "--host",
                        node.address(),
                        "--spooldir",
                        spool.toString(),
                        "--minrate",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("asyncd.out").toFile())
                .start();
    }

    private boolean isLoad(Reading reading) {
        return reading.series().graph().equals("munin/load");
    }

    private static List<Reading> spooled(MuninNode node) throws Exception {
        Answer answer = node.plugins().getFirst().read(Instant.now());
        return answer instanceof Answer.Told told ? told.readings() : List.of();
    }

    private static void serve(ServerSocket server, String... command) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> talk(socket, command));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void talk(Socket socket, String... command) {
        try (socket) {
            Process process = new ProcessBuilder(command).start();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (var to = process.getOutputStream()) {
                                    InputStream from = socket.getInputStream();
                                    byte[] piece = new byte[4096];
                                    for (int n = from.read(piece); n > 0; n = from.read(piece)) {
                                        to.write(piece, 0, n);
                                        to.flush();
                                    }
                                } catch (IOException gone) {
                                    process.destroy();
                                }
                            });
            process.getInputStream().transferTo(socket.getOutputStream());
            process.destroy();
        } catch (IOException gone) {
            return;
        }
    }
}
