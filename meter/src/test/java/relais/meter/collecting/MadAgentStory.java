package relais.meter.collecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.cli.AgentMain;
import relais.meter.host.SeriesLabels;
import relais.meter.testing.MeterSite;
import relais.platform.testing.ClassPath;
import relais.spool.Spool;

/**
 * Two agents as real processes. One reads pages whose every line is a series that was never seen: a
 * million of them. What is new is refused at the bound and shown, and the other never notices.
 */
class MadAgentStory {
    private static final long OFFERED = 200_000;
    private static final int A_PAGE = 4_900;
    private static final int PAGES = 2;
    private static final int BOUND = 20_000;

    /** Two processes start and one reads two pages a second, beside whatever else runs here. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private final AtomicLong offered = new AtomicLong();
    private final List<Process> agents = new ArrayList<>();
    private HttpServer pages;
    private MeterSite site;

    @BeforeEach
    void start() throws Exception {
        site = new MeterSite(folder.resolve("centre"), InstantSource.system());
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        pages.createContext("/", this::everNew);
        pages.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Process agent : agents) {
            agent.destroyForcibly().waitFor();
        }
        pages.stop(0);
        site.close();
    }

    private void everNew(HttpExchange exchange) throws IOException {
        StringBuilder page = new StringBuilder();
        long first = offered.getAndAdd(A_PAGE);
        for (long i = first; i < first + A_PAGE; i++) {
            page.append("request_seconds{id=\"").append(i).append("\"} 1\n");
        }
        byte[] bytes = page.toString().getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    @Timeout(420)
    void everNewSeriesAreRefusedAtTheBoundWhileOthersGoOn() throws Exception {
        List<String> mad = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            mad.addAll(
                    List.of(
                            "--prometheus",
                            "http://127.0.0.1:" + pages.getAddress().getPort() + "/page" + i));
        }
        agent("well", List.of());
        MeterSite.until("the well one is heard", PATIENCE, () -> loads("well") > 0);
        Process process = agent("mad", mad);
        MeterSite.until(
                "ten times the bound was offered",
                Duration.ofMinutes(2),
                () -> !process.isAlive() || offered.get() >= OFFERED);
        assertThat(process.isAlive()).as(said("mad")).isTrue();
        MeterSite.until("it is shown", PATIENCE, () -> rejected("mad") > 0);
        assertThat(site.series.state().series()).isLessThan(BOUND + 1_000);
        long loads = loads("well");
        long own = loads("mad");
        MeterSite.until("the well one goes on", PATIENCE, () -> loads("well") > loads + 2);
        MeterSite.until("what was known of the mad one too", PATIENCE, () -> loads("mad") > own);
        assertThat(process.isAlive()).isTrue();
        // One push may be late and come again on a busy machine; what must not be is a loss.
        assertThat(said("well")).doesNotContain("refuse", "leaves some out", "given up", " lost");
        assertThat(rejected("well")).isZero();
    }

    private long loads(String host) {
        return site
                .stores
                .samples(SeriesLabels.ofGraph(host, "host/load"), 0, Long.MAX_VALUE)
                .stream()
                .mapToLong(found -> found.of().size())
                .sum();
    }

    /** As the host's page has it. */
    private long rejected(String host) {
        try {
            long id = site.get("/api/hosts?q=" + host).path("items").get(0).path("id").asLong();
            return site.get("/api/hosts/" + id).path("agent").path("rejected").asLong();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private String said(String agent) throws IOException {
        return Files.readString(folder.resolve(agent + ".log"));
    }

    /** With the launcher's heap; it reads each second. */
    private Process agent(String name, List<String> more) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-XX:+UseSerialGC",
                                "-Xmx32m",
                                "-Xms4m",
                                "-Xmn2m",
                                "-XX:SurvivorRatio=2",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                ClassPath.of(AgentMain.class, Spool.class),
                                AgentMain.class.getName(),
                                "--to",
                                site.address().toString(),
                                "--code",
                                site.code(),
                                "--name",
                                name,
                                "--interval",
                                "1",
                                "--folder",
                                folder.resolve(name).toString()));
        command.addAll(more);
        Process agent =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile())
                        .start();
        agents.add(agent);
        return agent;
    }
}
