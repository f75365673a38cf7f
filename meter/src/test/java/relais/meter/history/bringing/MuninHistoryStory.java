package relais.meter.history.bringing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relais.agent.batch.Batch;
import relais.agent.batch.Sheet;
import relais.agent.batch.SheetCodec;
import relais.agent.https.HttpsTransport;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;
import relais.meter.history.archive.RrdTool;
import relais.meter.testing.MeterSite;
import relais.platform.testing.SettableClock;

/** A munin master's folder comes over: hosts, graphs, what they were called, and what they did. */
class MuninHistoryStory {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final long DAY = 86_400;

    private static final String DATAFILE =
            """
            version 2.0.73
            nice;web1.example.org:if_eth0.graph_title eth0 traffic
            nice;web1.example.org:if_eth0.graph_category network
            nice;web1.example.org:if_eth0.graph_vlabel bits in (-) / out (+) per ${graph_period}
            nice;web1.example.org:if_eth0.graph_order down up
            nice;web1.example.org:if_eth0.up.label bps
            nice;web1.example.org:if_eth0.up.type DERIVE
            nice;web1.example.org:if_eth0.up.min 0
            nice;web1.example.org:if_eth0.up.cdef up,8,*
            nice;web1.example.org:if_eth0.up.negative down
            nice;web1.example.org:if_eth0.up.graph_data_size normal
            nice;web1.example.org:if_eth0.up.update_rate 300
            nice;web1.example.org:if_eth0.down.label received
            nice;web1.example.org:if_eth0.down.type DERIVE
            nice;web1.example.org:if_eth0.down.graph no
            nice;web1.example.org:load.graph_title Load average
            nice;web1.example.org:load.load.label load
            nice;web1.example.org:load.load.warning 10
            nice;web1.example.org:diskstats.graph_title Disks
            nice;web1.example.org:diskstats.sda.graph_title Disk sda
            nice;web1.example.org:diskstats.sda.wait.label wait
            something else
            """;

    @TempDir private Path folder;
    private final SettableClock clock = new SettableClock(NOW);
    private final RrdTool tool = new RrdTool();
    private final Random random = new Random(3);
    private Path munin;
    private MeterSite site;

    @BeforeEach
    void start() throws Exception {
        munin = Files.createDirectories(folder.resolve("munin"));
        Files.createDirectories(munin.resolve("nice"));
        Files.writeString(munin.resolve("datafile"), DATAFILE);
        site = new MeterSite(folder, clock);
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    /** A file as munin makes it, with readings of so many days. */
    private Path rrd(String name, String type, int days) throws Exception {
        Path file = munin.resolve("nice/web1.example.org-" + name + ".rrd");
        long end = NOW.getEpochSecond();
        List<RrdTool.Update> updates = new ArrayList<>();
        long counter = 1_000_000;
        for (long at = end - days * DAY; at < end; at += 300) {
            counter += random.nextInt(100_000);
            String value = type.equals("GAUGE") ? random.nextInt(500) / 100.0 + "" : "" + counter;
            updates.add(new RrdTool.Update(at + 5, value));
        }
        List<String> parts = new ArrayList<>(List.of("-s 300", "DS:42:" + type + ":600:U:U"));
        parts.addAll(List.of(RrdTool.MUNIN));
        tool.make(file, end - days * DAY - 300, parts, updates);
        return file;
    }

    private Report bring() throws Exception {
        return bring(Map.of(), null);
    }

    private Report bring(Map<String, String> names, Path journal) throws Exception {
        try (Door door = new Door(site.address(), MeterSite.CHIEF)) {
            Bringing.Wanted wanted =
                    new Bringing.Wanted(
                            munin, Bringing.Kind.MUNIN, "munin/", 0, "", names, journal);
            return new Bringing(wanted, door, progress -> {}).run();
        }
    }

    private JsonNode graph(String name) throws Exception {
        JsonNode found = site.get("/api/graphs?name=" + name).path("items");
        assertThat(found).hasSize(1);
        return site.get("/api/graphs/" + found.get(0).path("id").asLong());
    }

    private JsonNode data(String name, long from, long to, int points) throws Exception {
        long id = graph(name).path("id").asLong();
        return site.get(
                "/api/graphs/%d/data?from=%d&to=%d&points=%d"
                        .formatted(id, from * 1000, to * 1000, points));
    }

    @Test
    void hostsAndGraphsAppearWithTheirWords() throws Exception {
        rrd("if_eth0-up-d", "DERIVE", 1);
        rrd("diskstats-sda-wait-g", "GAUGE", 1);
        rrd("gone-field-g", "GAUGE", 1);

        Report report = bring();

        assertThat(report.text())
                .contains("hosts    1")
                .contains("graphs   5")
                .contains("files    3 read")
                .contains("line 22 says nothing");
        JsonNode host = site.get("/api/hosts").path("items").get(0);
        assertThat(host.path("name").asText()).isEqualTo("web1.example.org");
        JsonNode traffic = graph("munin/if_eth0");
        assertThat(traffic.path("title").asText()).isEqualTo("eth0 traffic");
        assertThat(traffic.path("category").asText()).isEqualTo("network");
        assertThat(traffic.path("fields").get(0).path("name").asText()).isEqualTo("down");
        assertThat(traffic.path("fields").get(1).path("attributes").path("cdef").asText())
                .isEqualTo("up,8,*");
        assertThat(graph("munin/diskstats.sda").path("title").asText()).isEqualTo("Disk sda");
        assertThat(graph("munin/gone").path("fields").get(0).path("name").asText())
                .isEqualTo("field");
    }

    /** Older than 400 days there are roll-ups only, and nobody sees where they begin. */
    @ParameterizedTest
    @ValueSource(strings = {"GAUGE", "DERIVE"})
    void fifteenMonthsAreAsRrdtoolHasThem(String type) throws Exception {
        boolean isGauge = type.equals("GAUGE");
        Path file = rrd(isGauge ? "load-load-g" : "if_eth0-up-d", type, 455);
        assertThat(bring().text()).contains("older ones as").doesNotContain("too old");
        long to = NOW.getEpochSecond() / DAY * DAY;
        long from = to - 445 * DAY;

        JsonNode shown = data(isGauge ? "munin/load" : "munin/if_eth0", from, to, 600);

        assertThat(shown.path("step").asLong()).isEqualTo(DAY * 1000);
        double factor = isGauge ? 1 : 8;
        Map<Long, double[]> averages = tool.fetch(file, "AVERAGE", DAY, from, to - 1);
        Map<Long, double[]> least = tool.fetch(file, "MIN", DAY, from, to - 1);
        Map<Long, double[]> greatest = tool.fetch(file, "MAX", DAY, from, to - 1);
        JsonNode values = shown.path("fields").get(isGauge ? 0 : 1);
        for (int i = 1; i < 395; i++) {
            long day = shown.path("times").get(i).asLong() / 1000 + DAY;
            // A reading of midnight is the first of its day here, the last of the day before there.
            double wanted = averages.get(day)[0] * factor;
            assertThat(values.path("average").get(i).asDouble())
                    .as("day " + i)
                    .isCloseTo(wanted, within(0.01 * wanted));
            assertThat(values.path("max").get(i).asDouble())
                    .isCloseTo(greatest.get(day)[0] * factor, within(2e-5 * wanted));
            assertThat(values.path("min").get(i).asDouble())
                    .isCloseTo(least.get(day)[0] * factor, within(2e-5 * wanted));
        }
    }

    @Test
    void aCountersRatesAreKeptAndTheAgentGoesOnWithThem() throws Exception {
        Path file = rrd("if_eth0-up-d", "DERIVE", 40);
        bring();
        long to = NOW.getEpochSecond();
        long from = to - 86_400;

        JsonNode shown = data("munin/if_eth0", from, to, 300);

        Map<Long, double[]> rates = tool.fetch(file, "AVERAGE", 300, from, to - 301);
        JsonNode up = shown.path("fields").get(1);
        for (int i = 1; i < 280; i++) {
            long begins = shown.path("times").get(i).asLong() / 1000;
            double wanted = rates.get(begins + 300)[0] * 8;
            assertThat(up.path("average").get(i).asDouble())
                    .isCloseTo(wanted, within(1e-6 * wanted));
        }
    }

    @Test
    void broughtTwiceItIsThereOnceAndAJournalPassesItOver() throws Exception {
        rrd("load-load-g", "GAUGE", 40);
        Path journal = folder.resolve("journal");
        long to = NOW.getEpochSecond();
        Report first = bring(Map.of("web1.example.org", "web1"), journal);
        JsonNode before = data("munin/load", to - 30 * DAY, to, 500);

        Report again = bring(Map.of("web1.example.org", "web1"), null);
        Report passed = bring(Map.of("web1.example.org", "web1"), journal);

        assertThat(again.samples()).isEqualTo(first.samples());
        assertThat(passed.text()).contains("0 read, 1 brought before");
        assertThat(data("munin/load", to - 30 * DAY, to, 500)).isEqualTo(before);
        assertThat(site.get("/api/hosts").path("items")).hasSize(1);
    }

    @Test
    void anAgentPairedUnderTheNameTakesTheHostOverAndGoesOn() throws Exception {
        rrd("if_eth0-up-d", "DERIVE", 2);
        bring(Map.of("web1.example.org", "Web1"), null);
        clock.advance(Duration.ofMinutes(20));
        Instant then = clock.instant();

        try (HttpsTransport way = site.paired(folder.resolve("agent"), "web1", clock)) {
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                readings.add(
                        new Reading(
                                then.minusSeconds(1_500 - i * 10),
                                new SeriesName("munin/if_eth0", "up"),
                                Value.of(7e9 + i * 500)));
            }
            Graph graph =
                    new Graph(
                            "munin/if_eth0",
                            Map.of("graph_title", "told by the agent"),
                            List.of(new Field("up", Map.of("type", "DERIVE"))));
            byte[] sheet = SheetCodec.encode(new Sheet(then, List.of(graph), readings));
            way.send(new Batch(1, Batch.Lane.LIVE, 1, List.of(new Batch.Numbered(1, sheet))));
        }
        bring(Map.of("web1.example.org", "Web1"), null);

        assertThat(site.get("/api/hosts").path("items")).hasSize(1);
        assertThat(graph("munin/if_eth0").path("title").asText()).isEqualTo("told by the agent");
        long to = then.getEpochSecond();
        JsonNode shown = data("munin/if_eth0", to - 3_600, to, 12);
        JsonNode up = shown.path("fields").get(0).path("average");
        assertThat(up).hasSize(12);
        for (int i = 0; i < 12; i++) {
            assertThat(up.get(i).isNumber()).as("step " + i).isTrue();
        }
        assertThat(up.get(11).asDouble()).isCloseTo(50, within(1e-6));
    }
}
