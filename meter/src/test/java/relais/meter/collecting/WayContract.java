package relais.meter.collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.meter.collecting.Sheets.batch;
import static relais.meter.collecting.Sheets.described;
import static relais.meter.collecting.Sheets.reading;
import static relais.meter.collecting.Sheets.sheet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.Agent;
import relais.agent.AgentSettings;
import relais.agent.batch.Batch;
import relais.agent.batch.Batch.Lane;
import relais.agent.batch.Batch.Numbered;
import relais.agent.batch.Damaged;
import relais.agent.batch.Sheet;
import relais.agent.centre.Identity;
import relais.agent.centre.Pairing;
import relais.agent.centre.Way;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.ship.Outbox;
import relais.agent.ship.OutboxBounds;
import relais.agent.ship.Outcome;
import relais.agent.ship.Shipper;
import relais.agent.ship.Transport;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.Retention;
import relais.meter.series.StoreLimits;
import relais.meter.store.Found;
import relais.meter.testing.MeterSite;

/** What every way between a real agent and a real centre keeps to. */
@Timeout(240)
abstract class WayContract {
    /** Pauses between tries have grown to 15 s, and a broker is left in peace at first. */
    private static final Duration SOON = Duration.ofSeconds(45);

    private static final Outcome WELL = new Outcome.Acknowledged(false);
    private static final Retention USUAL =
            new Retention(Duration.ofDays(400), Duration.ofDays(800), Duration.ofDays(1600));

    @TempDir private Path folder;
    private final InstantSource clock = InstantSource.system();
    private final Offered offered = new Offered();
    MeterSite site;

    MeterSite site(Path home, InstantSource time, StoreLimits limits) throws Exception {
        return new MeterSite(home, time, limits);
    }

    /** For an agent that knows nothing yet; the centre listens there or will. */
    abstract Way way() throws Exception;

    /** The centre listens no more, as when its process ended. */
    abstract void leave() throws Exception;

    abstract void comeBack() throws Exception;

    /** What lies between dies as of a power cut. */
    abstract void cut() throws Exception;

    abstract void mend() throws Exception;

    @BeforeEach
    void start() throws Exception {
        site = site(folder, clock, new StoreLimits(10_000, 200, List.of(USUAL)));
        comeBack();
    }

    @AfterEach
    void stop() throws Exception {
        leave();
        site.close();
    }

    private Pairing.Result pair(String name, String code) throws Exception {
        try (Way way = way()) {
            return Pairing.pair(way, Identity.in(folder.resolve(name)), code, name);
        }
    }

    private Transport host(String name) throws Exception {
        assertThat(pair(name, site.code())).isInstanceOf(Pairing.Result.Paired.class);
        return paired(name);
    }

    private Transport paired(String name) throws Exception {
        return way().transport(Identity.in(folder.resolve(name)), clock);
    }

    private Columns samples(String host, String graph, int field) {
        return site.stores
                .samples(SeriesLabels.ofGraph(host, graph), 0, Long.MAX_VALUE)
                .get(field)
                .of();
    }

    private static Outcome.Refused refused(Outcome outcome, Outcome.Because because) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).because()).isEqualTo(because);
        return (Outcome.Refused) outcome;
    }

    @Test
    void aCodePairsOneKeyAndTheSameKeyIsAnsweredAlike() throws Exception {
        String code = site.code();
        Pairing.Result first = pair("well", code);
        assertThat(((Pairing.Result.Paired) first).identity().agent()).isEqualTo("well");
        assertThat(pair("well", code)).isInstanceOf(Pairing.Result.Paired.class);
        assertThat(pair("thief", code)).isInstanceOf(Pairing.Result.Refused.class);
        assertThat(pair("thief", "NO-SUCH-CODE")).isInstanceOf(Pairing.Result.Refused.class);
    }

    @Test
    void whatComesTwiceAndBackwardsIsThereOnce() throws Exception {
        Instant start = clock.instant().minusSeconds(600);
        try (Transport way = host("well")) {
            for (int i = 20; i > 0; i--) {
                Instant at = start.plusSeconds(10L * i);
                Sheet sheet = described(at, "t/g", "title " + i, reading(at, "t/g", "f", i));
                assertThat(way.send(batch(7, Lane.BACKLOG, i, sheet))).isEqualTo(WELL);
                assertThat(way.send(batch(7, Lane.LIVE, i, sheet))).isEqualTo(WELL);
            }
        }
        Columns found = samples("well", "t/g", 0);
        assertThat(found.size()).isEqualTo(20);
        for (int i = 1; i <= 20; i++) {
            assertThat(found.values()[i - 1]).isEqualTo(i);
        }
    }

    @Test
    void aGraphThatNobodyDescribedIsAskedFor() throws Exception {
        Instant now = clock.instant();
        try (Transport way = host("well")) {
            assertThat(way.send(batch(7, Lane.LIVE, 1, sheet(now, reading(now, "t/g", "f", 1)))))
                    .isEqualTo(new Outcome.Acknowledged(true));
        }
    }

    @Test
    void whatCanNeverBeKeptIsSaidInWordsAndTheRestGoesOn() throws Exception {
        Instant now = clock.instant();
        List<Reading> many = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            many.add(reading(now, "mad/g", "f" + i, i));
        }
        byte[] noise = new byte[3 << 20];
        new Random(7).nextBytes(noise);
        List<Numbered> large = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            large.add(new Numbered(i, noise));
        }
        try (Transport way = host("mad")) {
            Sheet mad = sheet(now, many.toArray(Reading[]::new));
            assertThat(way.send(batch(1, Lane.LIVE, 1, mad)))
                    .isInstanceOfSatisfying(
                            Outcome.Acknowledged.class,
                            partly -> assertThat(partly.left()).contains("agent mad", "200"));
            refused(way.send(new Batch(1, Lane.LIVE, 1, large)), Outcome.Because.CONTENT);
            refused(
                    way.send(new Batch(1, Lane.LIVE, 1, List.of(new Numbered(4, noise)))),
                    Outcome.Because.CONTENT);
            Instant later = now.plusSeconds(10);
            Sheet good = described(later, "mad/g", "fine", reading(later, "mad/g", "f0", 1));
            assertThat(way.send(batch(1, Lane.LIVE, 5, good))).isEqualTo(WELL);
        }
    }

    @Test
    void aHostWritesAsItselfOnlyAndOnlyWhileItMay() throws Exception {
        Instant now = clock.instant();
        Batch batch =
                batch(1, Lane.LIVE, 1, described(now, "t/g", "x", reading(now, "t/g", "f", 1)));
        try (Transport one = host("one");
                Transport two = host("two")) {
            Path key = folder.resolve("two/identity");
            Files.writeString(key, Files.readString(key).replace("\ntwo", "\none"));
            try (Transport thief = way().transport(Identity.in(folder.resolve("two")), clock)) {
                refused(thief.send(batch), Outcome.Because.SENDER);
            }
            assertThat(site.stores.select(SeriesLabels.ofGraph("one", "t/g"))).isEmpty();
            assertThat(one.send(batch)).isEqualTo(WELL);
            assertThat(two.send(batch)).isEqualTo(WELL);
            long id = site.get("/api/hosts?q=two").path("items").get(0).path("id").asLong();
            assertThat(
                            site.ask(MeterSite.CHIEF, "POST", "/api/hosts/" + id + "/revoke", null)
                                    .statusCode())
                    .isBetween(200, 299);
            MeterSite.until("the key is refused", () -> !two.send(batch).equals(WELL));
            refused(two.send(batch), Outcome.Because.SENDER);
        }
    }

    @Test
    void whatIsSentWhileTheCentreIsAwayIsKeptAndComesOnce() throws Exception {
        try (Agent agent = agent()) {
            leave();
            CompletableFuture<Boolean> waits = grows(agent, 4);
            assertThat(waits.get(30, TimeUnit.SECONDS)).isTrue();
            comeBack();
            MeterSite.until("all of it came", SOON, () -> agent.state().waiting() <= 1);
        }
        sendTheRest();
        assertNothingIsMissing();
    }

    @Test
    void whatLiesBetweenMayDieAndNothingIsLost() throws Exception {
        try (Agent agent = agent()) {
            cut();
            assertThat(grows(agent, 3).get(30, TimeUnit.SECONDS)).isTrue();
            mend();
            MeterSite.until("all of it came", SOON, () -> agent.state().waiting() <= 1);
        }
        sendTheRest();
        assertNothingIsMissing();
    }

    /** A real one, reading each second, whose first readings have arrived. */
    private Agent agent() throws Exception {
        Agent agent =
                Agent.start(
                        new AgentSettings(
                                folder.resolve("well"),
                                OutboxBounds.usual(),
                                List.of(Agent.thisHost(Duration.ofSeconds(1)))),
                        offered.noting(host("well")),
                        clock);
        MeterSite.until(
                "readings of load",
                () -> !site.stores.select(SeriesLabels.ofGraph("well", "host/load")).isEmpty());
        return agent;
    }

    private static CompletableFuture<Boolean> grows(Agent agent, int sheets) {
        long before = agent.state().waiting();
        return CompletableFuture.supplyAsync(
                () -> {
                    while (agent.state().waiting() < before + sheets) {
                        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                    }
                    return true;
                });
    }

    /** What the agent still had when it ended lies on its disk, as for its next start. */
    private void sendTheRest() throws Exception {
        try (Outbox outbox =
                        Outbox.open(
                                folder.resolve("well/spool"),
                                OutboxBounds.usual(),
                                clock,
                                new Random(1));
                Transport way = offered.noting(paired("well"));
                Shipper shipper = new Shipper(outbox, way, () -> {}, clock, new Random(2))) {
            shipper.start();
            MeterSite.until("the rest came", SOON, () -> outbox.state().waiting() == 0);
        }
    }

    /** Sequences count sheets from 1, so one that was never offered is a gap in them. */
    private void assertNothingIsMissing() throws Damaged {
        List<Long> sequences = offered.sequences();
        assertThat(sequences).as("one before the cut, three in it").hasSizeGreaterThanOrEqualTo(4);
        assertThat(sequences)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, sequences.size()).boxed().toList());
        Map<SeriesName, SortedSet<Long>> times = offered.times();
        SeriesName load = new SeriesName("host/load", "load");
        assertThat(times).containsKey(load);
        times.forEach(
                (series, read) -> {
                    SortedSet<Long> there = timesAtTheCentre(series);
                    // A machine with many disks has more series than the site takes of one host.
                    if (!there.isEmpty() || series.equals(load)) {
                        assertThat(there).as(series.toString()).isEqualTo(read);
                    }
                });
    }

    private SortedSet<Long> timesAtTheCentre(SeriesName series) {
        SortedSet<Long> times = new TreeSet<>();
        for (Found<Columns> found :
                site.stores.samples(
                        SeriesLabels.ofGraph("well", series.graph()), 0, Long.MAX_VALUE)) {
            if (series.field()
                    .equals(found.definition().labels().byName().get(SeriesLabels.FIELD))) {
                for (int i = 0; i < found.of().size(); i++) {
                    times.add(found.of().times()[i]);
                }
            }
        }
        return times;
    }
}
