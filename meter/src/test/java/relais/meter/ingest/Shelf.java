package relais.meter.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import relais.meter.series.Columns;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.series.labels.Matcher;
import relais.meter.store.Found;
import relais.meter.store.Stores;
import relais.meter.testing.TestStores;
import relais.platform.db.Database;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

/** A store of its own, and what is brought to it. */
final class Shelf implements AutoCloseable {
    static final long NOW = 1_790_000_000_000L;

    final Stores stores;
    final Intake intake;
    private final Database database = TestDatabase.fresh("meter");

    Shelf(Path folder, StoreLimits limits) throws IOException {
        this(folder, limits, new SettableClock(Instant.ofEpochMilli(NOW)));
    }

    Shelf(Path folder, StoreLimits limits, InstantSource clock) throws IOException {
        SeriesStore series = SeriesStore.open(folder, limits, clock);
        stores = TestStores.of(database, series, clock);
        intake = new Intake(stores, clock, new SplittableRandom(1));
    }

    Shelf(Path folder) throws IOException {
        this(folder, StoreLimits.usual());
    }

    static ByteArrayInputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every series and its samples, as text: {@code {a=b}} to {@code [1@0, …]}. */
    Map<String, List<String>> all() {
        Map<String, List<String>> all = new TreeMap<>();
        var everything = List.<Matcher>of(new Matcher.NotEqual("__name__", ""));
        for (Found<Columns> found : stores.samples(everything, 0, NOW * 2)) {
            List<String> samples = new ArrayList<>();
            for (int i = 0; i < found.of().size(); i++) {
                samples.add(found.of().values()[i] + "@" + (found.of().times()[i] - NOW));
            }
            all.put(found.definition().labels().toString(), samples);
        }
        return all;
    }

    @Override
    public void close() {
        stores.close();
        database.close();
    }
}
