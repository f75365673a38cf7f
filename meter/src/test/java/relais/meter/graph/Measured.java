package relais.meter.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import relais.meter.host.HostGraph;
import relais.meter.host.SeriesLabels;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.Stores;
import relais.meter.testing.TestStores;
import relais.platform.db.Database;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

/** A host with one graph of one field, and what was measured of it. */
public final class Measured implements AutoCloseable {
    public static final long NOW = 1_790_000_000_000L / Steps.DAY * Steps.DAY;

    private final SeriesStore series;
    private final Database database = TestDatabase.fresh("meter");
    private final Stores stores;
    private String host = "alpha";

    public Measured(Path folder) throws IOException {
        var clock = new SettableClock(Instant.ofEpochMilli(NOW));
        series = SeriesStore.open(folder, StoreLimits.usual(), clock);
        stores = TestStores.of(database, series, clock);
    }

    public Stores stores() {
        return stores;
    }

    /** Merges days, so that roll-ups of hours are read. */
    void compact() throws IOException {
        series.compact();
    }

    /** The next samples and graphs are of this host. */
    void on(String name) {
        host = name;
    }

    HostGraph graph(Map<String, String> attributes, Map<String, String> field) {
        return new HostGraph(
                1,
                1,
                host,
                "host/thing",
                attributes,
                List.of(new HostGraph.GraphField("value", field)));
    }

    HostGraph graph(String type) {
        return graph(Map.of(), Map.of("type", type));
    }

    public void keep(long[] times, double[] values) {
        Definition definition =
                new Definition(
                        SeriesLabels.of(host, "host/thing", "value", Map.of()),
                        "agent",
                        0,
                        SeriesKind.GAUGE);
        assertThat(stores.write(List.of(new Line(definition, times, values))))
                .isEqualTo(new Kept.Stored(times.length, 0, 0));
    }

    /** Values each so many seconds, from a second since {@link #NOW} less a day on. */
    void keepEach(long seconds, double... values) {
        long[] times = new long[values.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = at(i * seconds);
        }
        keep(times, values);
    }

    static long at(long seconds) {
        return NOW - Steps.DAY + seconds * 1000;
    }

    @Override
    public void close() {
        stores.close();
        database.close();
    }
}
