package relais.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.batch.Sheet;
import relais.agent.reading.Field;
import relais.agent.reading.Reading;
import relais.agent.reading.Value;
import relais.platform.testing.SmallDisk;

/** A real agent among plugins that hang, flood and print rubbish, mad pages and a full disk. */
@Timeout(180)
class BadCompanyStory {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MILLION = 1_000_000;

    @TempDir private Path folder;
    private HttpCentre centre;
    private HttpServer mad;

    @BeforeEach
    void start() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        centre = new HttpCentre();
        mad = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mad.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        mad.start();
    }

    @AfterEach
    void stop() {
        centre.close();
        mad.stop(0);
    }

    private Path agent() {
        return folder.resolve("agent");
    }

    private void plugin(String name, String script) throws Exception {
        Path file = agent().resolve("plugins.d").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private long count(String graph) {
        return centre.inside.readings().stream()
                .filter(r -> r.series().graph().equals(graph))
                .count();
    }

    /** The last state that was told of a plugin; −1 for none yet. */
    private double state(String plugin) {
        List<Reading> told =
                centre.inside.readings().stream()
                        .filter(r -> r.series().graph().equals("agent/plugins"))
                        .filter(r -> r.series().field().equals(plugin))
                        .toList();
        return told.isEmpty() || !(told.getLast().value() instanceof Value.Known(double number))
                ? -1
                : number;
    }

    private boolean isTold(String plugin, String why) {
        return centre.inside.kept().stream()
                .map(Sheet::graphs)
                .flatMap(List::stream)
                .filter(g -> g.name().equals("agent/plugins"))
                .flatMap(g -> g.fields().stream())
                .filter(f -> f.name().equals(plugin))
                .map((Field f) -> f.attribute("extinfo", ""))
                .anyMatch(text -> text.contains(why));
    }

    private void openMadPages() {
        mad.createContext(
                "/million",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (PrintStream out =
                            new PrintStream(
                                    exchange.getResponseBody(), false, StandardCharsets.US_ASCII)) {
                        for (int i = 0; i < MILLION && !out.checkError(); i++) {
                            out.print("m{n=\"" + i + "\"} 1\n");
                        }
                    }
                });
        mad.createContext(
                "/endless",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] line = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int i = 0; i < 10_000; i++) {
                            out.write(line);
                        }
                    }
                });
    }

    @Test
    void whoHangsFloodsOrPrintsRubbishIsShownAsSuchAndHarmsItself() throws Exception {
        plugin("good", "echo x.value 1; [ \"$1\" = config ] && echo graph_title Good; true\n");
        plugin("hang", "sleep 1000 & sleep 1000\n");
        plugin("flood", "exec yes x.value 1\n");
        plugin("rubbish", "head -c 300000 /dev/urandom\n");
        plugin("broken", "echo no such database >&2; exit 3\n");
        openMadPages();
        String page = "http://127.0.0.1:" + mad.getAddress().getPort();
        try (AgentProcess agent =
                AgentProcess.start(
                        List.of(),
                        folder.resolve("log"),
                        centre,
                        agent(),
                        "--prometheus",
                        page + "/million",
                        "--prometheus",
                        page + "/endless")) {
            Soon.until("who hangs is shown", SOON, () -> state("plugin_hang") == 2);
            Soon.until("who floods is shown", SOON, () -> state("plugin_flood") == 3);
            Soon.until("rubbish is shown", SOON, () -> state("plugin_rubbish") >= 3);
            Soon.until("who fails is shown", SOON, () -> state("plugin_broken") == 1);
            assertThat(isTold("plugin_broken", "no such database")).isTrue();
            assertThat(state("plugin_good")).isZero();
            long load = count("host/load");
            Soon.until("the host is read on", SOON, () -> count("host/load") > load + 30);
            assertThat(count("plugin/flood") + count("plugin/rubbish")).isZero();
            assertThat(agent.isAlive()).as(agent.said()).isTrue();
            assertThat(agent.said()).contains("FLOODING").doesNotContain("OutOfMemory");
        }
    }

    @Test
    void aFullDiskLosesWhatIsMeasuredThenAndNothingElse() throws Exception {
        Path disk = Files.createDirectories(agent());
        SmallDisk.require(disk);
        try (AgentProcess agent =
                AgentProcess.start(
                        SmallDisk.command(disk, 3), folder.resolve("log"), centre, disk)) {
            Soon.until("it is heard", SOON, () -> count("host/load") > 0);
            centre.failWith = 503;
            Soon.until("it is away", SOON, () -> agent.said().contains("kept, and tried again"));
            long sheets = centre.inside.kept().size();
            Thread.sleep(Duration.ofSeconds(8)); // sheets that must be there in the end
            Path filler = agent.inside(disk.resolve("filler"));
            SmallDisk.fill(filler);
            Soon.until("it says so", SOON, () -> agent.said().contains("disk is full"));
            Thread.sleep(Duration.ofSeconds(4)); // what is lost
            SmallDisk.free(filler);
            Soon.until("it goes on", SOON, () -> agent.said().contains("there is room again"));
            centre.failWith = 0;
            Soon.until("what was kept came", SOON, () -> centre.inside.kept().size() > sheets + 6);
            assertThat(agent.isAlive()).isTrue();
        }
    }
}
