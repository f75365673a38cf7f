package relais.meter.history.bringing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.api.MeterPermissions;
import relais.meter.history.archive.RrdTool;
import relais.meter.testing.MeterSite;
import relais.platform.identity.Caller;
import relais.platform.testing.SettableClock;

/** Trees of files as collectd and Graphite keep them, and what the centre refuses. */
class TreeHistoryStory {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path folder;
    private Path tree;
    private MeterSite site;

    @BeforeEach
    void start() throws Exception {
        tree = Files.createDirectories(folder.resolve("tree"));
        site = new MeterSite(folder, new SettableClock(NOW));
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private Report bring(String token, int level, String only) throws Exception {
        try (Door door = new Door(site.address(), token)) {
            Bringing.Wanted wanted =
                    new Bringing.Wanted(tree, Bringing.Kind.TREE, "", level, only, Map.of(), null);
            return new Bringing(wanted, door, progress -> {}).run();
        }
    }

    private JsonNode graph(String name) throws Exception {
        JsonNode found = site.get("/api/graphs?name=" + name).path("items");
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private JsonNode hour(JsonNode graph) throws Exception {
        long now = NOW.toEpochMilli();
        return site.get(
                "/api/graphs/%d/data?from=%d&to=%d&points=60"
                        .formatted(graph.path("id").asLong(), now - 3_600_000, now));
    }

    /** Points each minute: 1, 2, 3… */
    private void whisper(String name) throws IOException {
        int points = 120;
        ByteBuffer out = ByteBuffer.allocate(28 + points * 12);
        out.putInt(1).putInt(points * 60).putFloat(0.5f).putInt(1);
        out.putInt(28).putInt(60).putInt(points);
        int last = (int) NOW.getEpochSecond() - 60;
        for (int i = 0; i < points; i++) {
            out.putInt(last - (points - 1 - i) * 60).putDouble(i + 1);
        }
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, out.array());
    }

    @Test
    void aFileOfSeveralSourcesIsAGraphAndFilesOfOneAreItsFields() throws Exception {
        long end = NOW.getEpochSecond();
        List<RrdTool.Update> updates = new ArrayList<>();
        for (int i = 0; i <= 400; i++) {
            updates.add(new RrdTool.Update(end - 4_000 + i * 10, i * 50 + ":" + i * 80));
        }
        Files.createDirectories(tree.resolve("web1/interface-eth0"));
        new RrdTool()
                .make(
                        tree.resolve("web1/interface-eth0/if_octets.rrd"),
                        end - 4_010,
                        List.of(
                                "-s 10",
                                "DS:rx:DERIVE:20:0:U",
                                "DS:tx:DERIVE:20:0:U",
                                "RRA:AVERAGE:0.5:1:1200"),
                        updates);
        whisper("web1/cpu-0/cpu-user.wsp");
        whisper("web1/cpu-0/cpu-idle.wsp");
        Files.writeString(
                tree.resolve("web1/cpu-0/broken.rrd"), "RRD\0" + "0009" + "x".repeat(200));

        Report report = bring(MeterSite.CHIEF, 0, "");

        assertThat(report.text())
                .contains("hosts    1")
                .contains("files    3 read, 1 refused")
                .contains("broken.rrd: RRDtool's version “0009x” is not known");
        assertThat(report.isWhole()).isFalse();
        JsonNode octets = graph("history/interface-eth0.if_octets");
        assertThat(octets.path("host").path("name").asText()).isEqualTo("web1");
        JsonNode rates = hour(octets).path("fields");
        assertThat(rates.get(1).path("name").asText()).isEqualTo("tx");
        assertThat(rates.get(1).path("average").get(30).asDouble()).isCloseTo(8, within(1e-6));
        JsonNode cpu = hour(graph("history/cpu-0")).path("fields");
        assertThat(cpu).hasSize(2);
        assertThat(cpu.get(1).path("name").asText()).isEqualTo("cpu_user");
        assertThat(cpu.get(1).path("average").get(0).asDouble()).isEqualTo(61);
        assertThat(cpu.get(1).path("average").get(59).asDouble()).isEqualTo(120);
    }

    @Test
    void anotherFolderMayNameTheHostOrNoneAtAll() throws Exception {
        whisper("servers/web7/load/shortterm.wsp");
        whisper("lonely.wsp");

        assertThat(bring(MeterSite.CHIEF, 1, "").text()).contains("lonely.wsp: no folder names");
        assertThat(graph("history/load").path("host").path("name").asText()).isEqualTo("web7");
        Files.delete(tree.resolve("servers/web7/load/shortterm.wsp"));
        assertThat(bring(MeterSite.CHIEF, 0, "alone").text()).contains("files    1 read");
        assertThat(graph("history/files").path("host").path("name").asText()).isEqualTo("alone");
    }

    @Test
    void whoDoesNotSeeAllHostsBringsNothing() throws Exception {
        whisper("web1/cpu/user.wsp");
        site.knows(
                "guard",
                new Caller(
                        2,
                        "Guard",
                        Set.of(MeterPermissions.HOSTS_EDIT),
                        false,
                        Set.of(),
                        false,
                        Set.of(),
                        Locale.ENGLISH));

        assertThatThrownBy(() -> bring("guard", 0, ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("who sees all hosts");
        assertThatThrownBy(() -> bring("nobody", 0, "")).isInstanceOf(IOException.class);
        assertThat(site.get("/api/hosts").path("items")).isEmpty();
    }

    @Test
    void theCentreSaysWhatItDoesNotTake() throws Exception {
        assertThat(
                        site.ask(MeterSite.CHIEF, "POST", "/ingest/history/x/files?graph=a/b", "x")
                                .statusCode())
                .isEqualTo(404);
        Map<String, Object> told = Map.of("writtenAt", NOW, "graphs", List.of());
        site.ask(MeterSite.CHIEF, "PUT", "/ingest/history/x", told);
        var answer =
                site.ask(
                        MeterSite.CHIEF,
                        "POST",
                        "/ingest/history/x/files?graph=a/b",
                        "x".repeat(50));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("neither RRDtool's file nor rrd4j's nor Whisper's");
        assertThatThrownBy(() -> new Door(URI.create("https://me:secret@host"), "t").close())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
