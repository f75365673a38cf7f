package relais.meter.collecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.cli.AgentMain;
import relais.meter.testing.MeterSite;

/** The guide's plugin, taken out of its page, does what the page says. */
class GuidePluginStory {
    private static final Pattern SCRIPT = Pattern.compile("(?s)```sh\n(.*?)```");

    @TempDir private Path folder;

    @Test
    @Timeout(120)
    void twentyLinesInAFolderAreAGraph() throws Exception {
        String script = script("en");
        assertThat(script).isEqualTo(script("fr"));
        assertThat(script.lines().count()).isLessThanOrEqualTo(20);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (MeterSite site = new MeterSite(folder.resolve("centre"), InstantSource.system())) {
            CountDownLatch stop = new CountDownLatch(1);
            FutureTask<Integer> agent = agent(site, stop);
            until("the agent is heard", () -> !graphs(site, "host/load").isEmpty());
            put(script);
            until("the plugin's graph", () -> !graphs(site, "plugin/tcp").isEmpty());
            JsonNode graph = graphs(site, "plugin/tcp").getFirst();
            assertThat(graph.path("title").asText()).isEqualTo("TCP connections");
            assertThat(graph.path("category").asText()).isEqualTo("network");
            until("its values", () -> values(site, graph.path("id").asLong()) == 2);
            put(script.replace("TCP connections'", "Connections'"));
            until(
                    "a change of it",
                    () ->
                            graphs(site, "plugin/tcp")
                                    .getFirst()
                                    .path("title")
                                    .asText()
                                    .equals("Connections"));
            stop.countDown();
            assertThat(agent.get()).isZero();
        }
    }

    private static String script(String language) throws IOException {
        Path page = Path.of("../docs/guide/plugin." + language + ".md");
        Matcher script = SCRIPT.matcher(Files.readString(page));
        assertThat(script.find()).isTrue();
        return script.group(1);
    }

    /** As the page says: written and made executable elsewhere, then moved. */
    private void put(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("tcp"), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(
                file,
                folder.resolve("agent/plugins.d/tcp"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private FutureTask<Integer> agent(MeterSite site, CountDownLatch stop) throws Exception {
        List<String> words =
                List.of(
                        "--to",
                        site.address().toString(),
                        "--code",
                        site.code(),
                        "--folder",
                        folder.resolve("agent").toString(),
                        "--name",
                        "well");
        FutureTask<Integer> agent = new FutureTask<>(() -> AgentMain.run(words, stop));
        Thread.ofVirtual().start(agent);
        return agent;
    }

    private static List<JsonNode> graphs(MeterSite site, String name) throws Exception {
        List<JsonNode> graphs = new ArrayList<>();
        site.get("/api/graphs?name=" + name).path("items").forEach(graphs::add);
        return graphs;
    }

    /** Fields that have some. */
    private static long values(MeterSite site, long graph) throws Exception {
        long now = InstantSource.system().millis();
        long fields = 0;
        for (JsonNode field :
                site.get(
                                "/api/graphs/%d/data?from=%d&to=%d&points=2000"
                                        .formatted(graph, now - 3_600_000, now))
                        .path("fields")) {
            boolean some = false;
            for (JsonNode value : field.path("average")) {
                some |= value.isNumber();
            }
            fields += some ? 1 : 0;
        }
        return fields;
    }

    private interface Asked {
        boolean holds() throws Exception;
    }

    private static void until(String what, Asked asked) throws InterruptedException {
        MeterSite.until(
                what,
                Duration.ofSeconds(40),
                () -> {
                    try {
                        return asked.holds();
                    } catch (Exception failed) {
                        // What a question throws is the story's failure.
                        throw new AssertionError(failed);
                    }
                });
    }
}
