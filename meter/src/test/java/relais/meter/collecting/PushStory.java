package relais.meter.collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.meter.collecting.Sheets.batch;
import static relais.meter.collecting.Sheets.described;
import static relais.meter.collecting.Sheets.reading;
import static relais.meter.collecting.Sheets.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.Agent;
import relais.agent.AgentSettings;
import relais.agent.batch.Batch.Lane;
import relais.agent.batch.Sheet;
import relais.agent.https.HttpsTransport;
import relais.agent.reading.Reading;
import relais.agent.ship.OutboxBounds;
import relais.agent.ship.Outcome;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.Retention;
import relais.meter.series.StoreLimits;
import relais.meter.store.Found;
import relais.meter.testing.MeterSite;
import relais.platform.testing.SettableClock;

/** What agents push over HTTP arrives: once, whatever its order, and under their own name only. */
class PushStory {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Outcome WELL = new Outcome.Acknowledged(false);
    private static final Retention USUAL =
            new Retention(Duration.ofDays(400), Duration.ofDays(800), Duration.ofDays(1600));

    @TempDir private Path folder;
    private final SettableClock clock = new SettableClock(NOW);
    private MeterSite site;

    @BeforeEach
    void start() throws Exception {
        site = new MeterSite(folder, clock, new StoreLimits(10_000, 100, List.of(USUAL)));
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private HttpsTransport host(String name) throws Exception {
        return site.paired(folder.resolve(name), name, clock);
    }

    private Columns samples(String host, String graph) {
        List<Found<Columns>> found =
                site.stores.samples(
                        SeriesLabels.ofGraph(host, graph),
                        NOW.minus(Duration.ofDays(30)).toEpochMilli(),
                        NOW.plus(Duration.ofDays(30)).toEpochMilli());
        assertThat(found).hasSize(1);
        return found.getFirst().of();
    }

    private static Reading[] readings(int count, Instant at) {
        List<Reading> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(reading(at, "mad/g", "f" + i, i));
        }
        return all.toArray(Reading[]::new);
    }

    @Test
    void aRealAgentsGraphsAndReadingsArrive() throws Exception {
        AgentSettings settings =
                new AgentSettings(
                        folder.resolve("agent"),
                        OutboxBounds.usual(),
                        List.of(Agent.thisHost(Duration.ofSeconds(1))));
        HttpsTransport way = host("Well House");
        try (Agent agent = Agent.start(settings, way, clock)) {
            MeterSite.until(
                    "readings of load",
                    () ->
                            !site.stores
                                    .select(SeriesLabels.ofGraph("well-house", "host/load"))
                                    .isEmpty());
            MeterSite.until("the centre has all", () -> agent.state().waiting() == 0);
        }
        JsonNode hosts = site.get("/api/hosts").path("items");
        assertThat(hosts).hasSize(1);
        assertThat(hosts.get(0).path("name").asText()).isEqualTo("well-house");
        assertThat(hosts.get(0).path("title").asText()).isEqualTo("Well House");
    }

    @Test
    void whatComesTwiceAndBackwardsIsThereOnce() throws Exception {
        try (HttpsTransport way = host("well")) {
            List<Sheet> sheets = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Instant at = NOW.minusSeconds(500 - 10 * i);
                sheets.add(described(at, "t/g", "title " + i, reading(at, "t/g", "f", i)));
            }
            for (int i = 49; i >= 0; i--) {
                assertThat(way.send(batch(7, Lane.BACKLOG, i + 1, sheets.get(i)))).isEqualTo(WELL);
                assertThat(way.send(batch(7, Lane.LIVE, i + 1, sheets.get(i)))).isEqualTo(WELL);
            }
            Sheet[] all = sheets.toArray(Sheet[]::new);
            assertThat(way.send(batch(7, Lane.BACKLOG, 1, all))).isEqualTo(WELL);
        }
        Columns samples = samples("well", "t/g");
        assertThat(samples.size()).isEqualTo(50);
        for (int i = 0; i < 50; i++) {
            assertThat(samples.values()[i]).isEqualTo(i);
        }
        String title =
                site.database.with(
                        handle ->
                                handle.createQuery("select title from meter_graph")
                                        .mapTo(String.class)
                                        .one());
        assertThat(title).isEqualTo("title 49");
    }

    @Test
    void anUnknownGraphIsAskedFor() throws Exception {
        try (HttpsTransport way = host("well")) {
            Sheet plain = sheet(NOW, reading(NOW, "t/g", "f", 1));
            assertThat(way.send(batch(7, Lane.LIVE, 1, plain)))
                    .isEqualTo(new Outcome.Acknowledged(true));
            Sheet told = described(NOW, "t/g", "now you know", reading(NOW, "t/g", "f", 1));
            assertThat(way.send(batch(7, Lane.LIVE, 2, told))).isEqualTo(WELL);
            clock.advance(Duration.ofHours(1));
            assertThat(way.send(batch(7, Lane.LIVE, 3, plain))).isEqualTo(WELL);
        }
    }

    @Test
    void aMadAgentIsRefusedAtTheBoundWhileOthersGoOn() throws Exception {
        try (HttpsTransport mad = host("mad");
                HttpsTransport well = host("well")) {
            Sheet good = described(NOW, "t/g", "fine", reading(NOW, "t/g", "f", 1));
            assertThat(mad.send(batch(1, Lane.LIVE, 1, good))).isEqualTo(WELL);
            for (int i = 0; i < 3; i++) {
                Instant at = NOW.plusSeconds(10 * (i + 1));
                List<Reading> all = new ArrayList<>(List.of(readings(300, at)));
                all.add(reading(at, "t/g", "f", i));
                Sheet sheet = sheet(at, all.toArray(Reading[]::new));
                assertThat(mad.send(batch(1, Lane.LIVE, 2 + i, sheet)))
                        .isInstanceOf(Outcome.Acknowledged.class);
            }
            assertThat(well.send(batch(2, Lane.LIVE, 1, good))).isEqualTo(WELL);
        }
        assertThat(samples("mad", "t/g").size()).as("what is known goes on").isEqualTo(4);
        assertThat(site.stores.select(SeriesLabels.ofGraph("mad", "mad/g"))).hasSize(99);
        site.meter.close(); // writes what was noted
        List<Long> counts =
                site.database.with(
                        handle ->
                                handle.createQuery("select refused from meter_host order by name")
                                        .mapTo(Long.class)
                                        .list());
        assertThat(counts).containsExactly(3 * 201L, 0L);
        String why =
                site.database.with(
                        handle ->
                                handle.createQuery(
                                                "select refused_why from meter_host where name = 'mad'")
                                        .mapTo(String.class)
                                        .one());
        assertThat(why).contains("agent mad", "100", "201", "ever new values");
    }

    @Test
    void readingsOfAClockFarAheadAreCountedAsTroubleAndNotKept() throws Exception {
        SettableClock wrong = new SettableClock(NOW.plus(Duration.ofDays(3)));
        try (HttpsTransport way = site.paired(folder.resolve("ahead"), "ahead", wrong)) {
            Instant at = wrong.instant();
            Sheet sheet = described(at, "t/g", "from the future", reading(at, "t/g", "f", 1));
            assertThat(way.send(batch(1, Lane.LIVE, 1, sheet))).isEqualTo(WELL);
            Sheet now = described(NOW.plusSeconds(1), "t/g", "mended", reading(NOW, "t/g", "f", 2));
            clock.advance(Duration.ofSeconds(2));
            assertThat(way.send(batch(1, Lane.LIVE, 2, now))).isEqualTo(WELL);
        }
        assertThat(samples("ahead", "t/g").size()).isOne();
        site.meter.close();
        var row =
                site.database.with(
                        handle ->
                                handle.createQuery(
                                                "select too_far, clock_offset_ms, title from meter_host")
                                        .mapToMap()
                                        .one());
        assertThat(row.get("too_far")).isEqualTo(1L);
        assertThat((Long) row.get("clock_offset_ms")).isGreaterThan(200_000_000L);
    }

    @Test
    void twoAgentsCannotWriteAsEachOther() throws Exception {
        try (RawAgent one = RawAgent.paired(site, "one");
                RawAgent two = RawAgent.paired(site, "two")) {
            byte[] body =
                    relais.agent.batch.BatchCodec.encode(
                            batch(1, Lane.LIVE, 1, sheet(NOW, reading(NOW, "t/g", "f", 1))));
            assertThat(one.push("two", body)).isEqualTo(401);
            assertThat(one.push("nobody", body)).isEqualTo(401);
            byte[] changed = Arrays.copyOf(body, body.length);
            changed[body.length - 1] ^= 1;
            assertThat(one.push("one", body, changed)).isEqualTo(401);
            assertThat(one.push("one", new byte[] {1, 2, 3})).isEqualTo(400);
            assertThat(site.stores.select(SeriesLabels.ofGraph("two", "t/g"))).isEmpty();
            assertThat(one.push("one", body)).isEqualTo(200);
            assertThat(two.push("two", body)).isEqualTo(200);
            assertThat(site.stores.select(SeriesLabels.ofGraph("two", "t/g"))).hasSize(1);
        }
    }
}
