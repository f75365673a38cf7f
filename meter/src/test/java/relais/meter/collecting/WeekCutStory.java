package relais.meter.collecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.batch.Batch;
import relais.agent.batch.Sheet;
import relais.agent.reading.Reading;
import relais.agent.ship.Outbox;
import relais.agent.ship.OutboxBounds;
import relais.agent.ship.Outcome;
import relais.agent.ship.Shipper;
import relais.agent.ship.Transport;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.testing.MeterSite;
import relais.platform.testing.SettableClock;

/**
 * A machine is cut off for a week in which its clock jumps, then sends what it has to a real centre
 * over HTTP; some answers get lost, some batches come again, backwards. In the end every sample is
 * there once, and meanwhile nobody looked at old data.
 */
class WeekCutStory {
    private static final Instant BEGIN = Instant.parse("2026-11-15T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final String GRAPH = "week/readings";
    private static final int FIELDS = 5;

    /** What live data may be old: two sheets and a lost answer. */
    private static final Duration OLDEST = Duration.ofSeconds(30);

    private static final Duration ROUND = Duration.ofSeconds(5);

    @TempDir private Path folder;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final SettableClock centreClock = new SettableClock(BEGIN);
    private final SettableClock machineClock = new SettableClock(BEGIN);
    private final NavigableMap<Long, Double> noted = new TreeMap<>();
    private int fromTheFuture;
    private MeterSite site;

    @BeforeEach
    void start() throws Exception {
        System.out.println("week cut: seed " + seed);
        site = new MeterSite(folder, centreClock);
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    /**
     * A link that can be cut, loses answers, and brings what it brought before once more: by
     * chance, and once each for certain.
     */
    private final class BadLink implements Transport {
        private static final int SURELY_AGAIN = 7;
        private static final int SURELY_LOST = 10;

        private final Transport way;
        private final Deque<Batch> brought = new ArrayDeque<>();
        private boolean isCut = true;
        private int sent;
        private int lost;
        private int again;

        BadLink(Transport way) {
            this.way = way;
        }

        @Override
        public Outcome send(Batch batch) {
            if (isCut) {
                return new Outcome.Away("cut");
            }
            Outcome outcome = way.send(batch);
            brought.push(batch);
            sent++;
            if (sent == SURELY_AGAIN || random.nextInt(10) == 0) {
                // The newest first: backwards.
                for (int i = random.nextInt(1, 4); i > 0 && !brought.isEmpty(); i--) {
                    assertThat(way.send(brought.pop())).isInstanceOf(Outcome.Acknowledged.class);
                    again++;
                }
            }
            if (sent == SURELY_LOST || random.nextInt(12) == 0) {
                lost++;
                return new Outcome.Away("the answer was lost");
            }
            return outcome;
        }

        @Override
        public void close() {
            way.close();
        }
    }

    @Test
    void afterAWeekAllIsThereOnceAndLiveWasNeverOld() throws Exception {
        try (BadLink link = new BadLink(site.paired(folder.resolve("key"), "far", machineClock));
                Outbox outbox =
                        Outbox.open(
                                folder.resolve("spool"),
                                OutboxBounds.usual(),
                                machineClock,
                                random)) {
            Shipper shipper = new Shipper(outbox, link, () -> {}, machineClock, random);
            aWeekPasses(outbox, shipper);
            assertThat(outbox.state().waiting()).isGreaterThan(10_000);
            link.isCut = false;
            Duration oldest = drains(outbox, shipper);
            assertThat(oldest).isLessThanOrEqualTo(OLDEST);
            assertThat(outbox.state().refused()).isZero();
            assertThat(outbox.state().forgotten()).isZero();
            assertThat(link.lost).isPositive();
            assertThat(link.again).isPositive();
            System.out.printf(
                    "week cut: %d samples, live at most %d s old, %d answers lost, %d batches again%n",
                    noted.size() * FIELDS, oldest.toSeconds(), link.lost, link.again);
        }
        eachIsThereOnce();
        site.series.compact();
        eachIsThereOnce();
        site.meter.close(); // writes what was noted
        long tooFar =
                site.database.with(
                        handle ->
                                handle.createQuery("select too_far from meter_host")
                                        .mapTo(Long.class)
                                        .one());
        assertThat(tooFar).as("shown, not kept").isGreaterThanOrEqualTo(fromTheFuture * FIELDS);
    }

    /** Sheets each minute; lanes try now and then. */
    private void aWeekPasses(Outbox outbox, Shipper shipper) {
        Map<Integer, Duration> jumps =
                Map.of(
                        24 * 60,
                        Duration.ofDays(10),
                        24 * 60 + 5,
                        Duration.ofDays(-10),
                        3 * 24 * 60,
                        Duration.ofMinutes(-90),
                        3 * 24 * 60 + 60,
                        Duration.ofMinutes(90),
                        4 * 24 * 60,
                        Duration.ofHours(5),
                        4 * 24 * 60 + 30,
                        Duration.ofHours(-5),
                        6 * 24 * 60,
                        Duration.ofSeconds(-17));
        for (int minute = 0; minute < WEEK.toMinutes(); minute++) {
            passes(Duration.ofMinutes(1));
            machineClock.advance(jumps.getOrDefault(minute, Duration.ZERO));
            keep(outbox);
            if (minute % 500 == 0) {
                shipper.stepLive();
                shipper.stepBacklog();
            }
        }
    }

    private void passes(Duration time) {
        centreClock.advance(time);
        machineClock.advance(time);
    }

    /** A reading's value is of its time: a time that comes twice says the same. */
    private void keep(Outbox outbox) {
        Instant now = machineClock.instant();
        double value = now.getEpochSecond() % 100_003 / 10.0;
        List<Reading> readings = new ArrayList<>();
        for (int field = 0; field < FIELDS; field++) {
            readings.add(Sheets.reading(now, GRAPH, "f" + field, value + field));
        }
        assertThat(outbox.keep(new Sheet(now, List.of(), readings))).isTrue();
        if (now.isAfter(BEGIN.plus(WEEK).plus(Duration.ofDays(2)))) {
            fromTheFuture++;
        } else {
            noted.put(now.toEpochMilli(), value);
        }
    }

    /** A lane that was told to wait does so, in the time that passes here. */
    private static final class Lane {
        private long notBefore;

        void step(long now, java.util.function.Supplier<@Nullable Duration> step, int most) {
            for (int i = 0; i < most && now >= notBefore; i++) {
                Duration wait = step.get();
                if (wait == null) {
                    return;
                }
                notBefore = now + wait.toMillis();
            }
        }
    }

    /** How old the newest sample at the centre ever was, once the link had been there for 15 s. */
    private Duration drains(Outbox outbox, Shipper shipper) {
        Lane live = new Lane();
        Lane backlog = new Lane();
        Duration oldest = Duration.ZERO;
        long joined = centreClock.millis();
        int rounds = 0;
        for (; outbox.state().waiting() > 0 || rounds < 50; rounds++) {
            assertThat(rounds).as("it ends").isLessThan(2_000);
            passes(ROUND);
            if (rounds % 2 == 0) {
                keep(outbox);
            }
            live.step(centreClock.millis(), shipper::stepLive, 20);
            // The link carries one batch of the backlog in each round.
            backlog.step(centreClock.millis(), shipper::stepBacklog, 1);
            if (centreClock.millis() - joined >= 15_000) {
                Duration age = Duration.ofMillis(machineClock.millis() - newestAtTheCentre());
                oldest = age.compareTo(oldest) > 0 ? age : oldest;
            }
        }
        return oldest;
    }

    /** As a reader of the graph's last minutes sees it. */
    private long newestAtTheCentre() {
        long now = machineClock.millis();
        return site
                .stores
                .samples(SeriesLabels.ofGraph("far", GRAPH), now - 600_000, now + 1)
                .stream()
                .mapToLong(found -> found.of().size() == 0 ? 0 : last(found.of()))
                .min()
                .orElse(0);
    }

    private static long last(Columns columns) {
        return columns.times()[columns.size() - 1];
    }

    private void eachIsThereOnce() {
        long[] ids = site.series.select(SeriesLabels.ofGraph("far", GRAPH));
        assertThat(ids).hasSize(FIELDS);
        long[] times = noted.keySet().stream().mapToLong(time -> time).toArray();
        for (int field = 0; field < FIELDS; field++) {
            Columns all = site.series.samples(ids[field], 0, Long.MAX_VALUE);
            assertThat(Arrays.copyOf(all.times(), all.size())).containsExactly(times);
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.values()[i]).isEqualTo(noted.get(times[i]) + field);
            }
            for (Duration step : List.of(Duration.ofMinutes(5), Duration.ofHours(1))) {
                rollUpsAreWhatSamplesComeTo(ids[field], all, step);
            }
        }
    }

    private void rollUpsAreWhatSamplesComeTo(long id, Columns all, Duration step) {
        long from = BEGIN.minus(Duration.ofDays(1)).toEpochMilli();
        Windows computed = new Windows(from, step.toMillis());
        for (int i = 0; i < all.size(); i++) {
            computed.add(all.times()[i], all.values()[i]);
        }
        Windows kept = site.series.windows(id, from, noted.lastKey() + 1, step);
        assertThat(kept.size()).isEqualTo(computed.size());
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.start(i)).isEqualTo(computed.start(i));
            assertThat(kept.count(i)).isEqualTo(computed.count(i));
            assertThat(kept.sum(i)).isEqualTo(computed.sum(i));
            assertThat(kept.min(i)).isEqualTo(computed.min(i));
            assertThat(kept.max(i)).isEqualTo(computed.max(i));
        }
    }
}
