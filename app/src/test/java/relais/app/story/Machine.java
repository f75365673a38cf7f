package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import relais.agent.batch.Sheet;
import relais.agent.centre.Identity;
import relais.agent.centre.Pairing;
import relais.agent.https.Centre;
import relais.agent.https.HttpsTransport;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;
import relais.agent.ship.Outbox;
import relais.agent.ship.OutboxBounds;
import relais.agent.ship.Shipper;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.SeriesStore;
import relais.meter.series.Windows;

/**
 * A machine that is watched: an agent's outbox and its sending, here, fed with readings that are
 * known, so that the centre can be held to account for each.
 */
final class Machine implements AutoCloseable {
    private static final String NAME = "story";
    private static final String GRAPH = "story/serials";
    private static final int FIELDS = 20;

    /** Between two sheets: some thousands of sheets in a story. */
    private static final Duration BETWEEN = Duration.ofMillis(25);

    /** Sheets that wait although all is well: those under way. */
    private static final int UNDER_WAY = 40;

    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final SortedMap<Long, Long> noted = new ConcurrentSkipListMap<>();
    private final HttpsTransport way;
    private final Outbox outbox;
    private final Shipper shipper;
    private final Thread thread = Thread.ofPlatform().daemon(true).unstarted(this::measure);
    private volatile boolean measures = true;

    /** Pairs it and begins to measure. */
    Machine(Path folder, URI address, String code) throws IOException, InterruptedException {
        Centre centre = new Centre(address);
        way =
                switch (Pairing.pair(centre, Identity.in(folder), code, NAME)) {
                    case Pairing.Result.Paired(Identity named) ->
                            new HttpsTransport(centre, named, clock);
                    case Pairing.Result.Refused(String reason) -> throw new AssertionError(reason);
                    case Pairing.Result.Away(String reason) -> throw new AssertionError(reason);
                };
        outbox = Outbox.open(folder.resolve("spool"), OutboxBounds.usual(), clock, random);
        shipper = new Shipper(outbox, way, () -> {}, clock, random);
        shipper.start();
        thread.start();
    }

    private void measure() {
        long last = 0;
        for (long serial = 0; measures; serial++) {
            // A pause may end early, and a series holds one value for a millisecond.
            last = Math.max(last + 1, clock.millis());
            Instant now = Instant.ofEpochMilli(last);
            List<Reading> readings = new ArrayList<>();
            for (int field = 0; field < FIELDS; field++) {
                SeriesName name = new SeriesName(GRAPH, "f" + field);
                readings.add(new Reading(now, name, Value.of(serial * 100.0 + field)));
            }
            List<Graph> graphs =
                    serial % 100 == 0
                            ? List.of(
                                    new Graph(
                                            GRAPH,
                                            Map.of("graph_title", "Serials"),
                                            List.of(new Field("f0", Map.of("label", "first")))))
                            : List.of();
            if (outbox.keep(new Sheet(now, graphs, readings))) {
                noted.put(now.toEpochMilli(), serial);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /** Sheets that the centre has not said yes to. */
    long waiting() {
        return outbox.state().waiting();
    }

    int noted() {
        return noted.size();
    }

    /** Whether the centre says yes to what it measures now, and to what it measured before. */
    boolean isHeard() {
        return waiting() <= UNDER_WAY;
    }

    void stopMeasuring() throws InterruptedException {
        measures = false;
        thread.join();
    }

    /** All that was ever noted is there once, and roll-ups are what the samples come to. */
    void holds(SeriesStore series) throws IOException {
        assertThat(outbox.state().forgotten()).as("given up by the agent").isZero();
        assertThat(outbox.state().refused()).as("refused by the centre").isZero();
        long[] ids = series.select(SeriesLabels.ofGraph(NAME, GRAPH));
        assertThat(ids).hasSize(FIELDS);
        for (boolean merged : new boolean[] {false, true}) {
            for (long id : ids) {
                holds(series, id);
            }
            if (!merged) {
                series.compact();
            }
        }
        assertThat(series.verify()).isEmpty();
        assertThat(series.state().damage()).isEmpty();
    }

    private void holds(SeriesStore series, long id) {
        Columns all = series.samples(id, 0, Long.MAX_VALUE);
        assertThat(Arrays.copyOf(all.times(), all.size()))
                .as("each once")
                .containsExactly(noted.keySet().stream().mapToLong(time -> time).toArray());
        int at = 0;
        for (long serial : noted.values()) {
            assertThat((long) all.values()[at++] / 100).isEqualTo(serial);
        }
        for (Duration step : List.of(Duration.ofMinutes(5), Duration.ofHours(1))) {
            Windows computed = new Windows(0, step.toMillis());
            for (int i = 0; i < all.size(); i++) {
                computed.add(all.times()[i], all.values()[i]);
            }
            long hour = noted.firstKey() / 3_600_000 * 3_600_000;
            Windows kept = series.windows(id, hour, noted.lastKey() + 1, step);
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

    @Override
    public void close() throws IOException {
        measures = false;
        shipper.close();
        outbox.close();
        way.close();
    }
}
