package relais.meter.graph;

import java.time.Duration;
import java.util.List;
import relais.meter.graph.GraphData.FieldData;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.series.labels.Matcher;
import relais.meter.store.Found;
import relais.meter.store.Stores;

/** A field that is shown as it was measured. */
final class Gauge implements FieldHistory {
    private final Stores stores;
    private final List<Matcher> matchers;
    private final String name;
    private final Bounds bounds;
    private final long step;
    private final List<Found<Windows>> windows;
    private final Rhythm rhythm;

    Gauge(Stores stores, List<Matcher> matchers, String name, Bounds bounds, Stretch stretch) {
        this.stores = stores;
        this.matchers = matchers;
        this.name = name;
        this.bounds = bounds;
        this.step = stretch.step();
        windows = ask(stretch);
        rhythm = windows.isEmpty() ? Rhythm.NONE : rhythm(windows.getFirst().of());
    }

    private List<Found<Windows>> ask(Stretch stretch) {
        return stores.windows(
                matchers, stretch.origin(), stretch.end(), Duration.ofMillis(stretch.step()));
    }

    private static Rhythm rhythm(Windows windows) {
        long[] starts = new long[windows.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = windows.start(i);
        }
        return Rhythm.of(starts, starts.length);
    }

    @Override
    public long finest() {
        return rhythm.isKnown() ? rhythm.usual() : 0;
    }

    @Override
    public FieldData by(Stretch stretch) {
        Buckets buckets = new Buckets(stretch);
        List<Found<Windows>> all = stretch.step() == step ? windows : ask(stretch);
        for (Found<Windows> found : all) {
            fill(buckets, found.of(), stretch);
        }
        return buckets.closed(name, rhythm.longest(stretch.step()));
    }

    private void fill(Buckets buckets, Windows all, Stretch stretch) {
        for (int i = 0; i < all.size(); i++) {
            if (bounds.holds(all.min(i)) && bounds.holds(all.max(i))) {
                buckets.at(all.start(i), all.average(i), all.count(i), all.min(i), all.max(i));
            } else if (all.count(i) > 1) {
                within(buckets, all.start(i), all.start(i) + stretch.step());
            }
        }
    }

    /** Some of the samples are impossible: the others count. */
    private void within(Buckets buckets, long from, long to) {
        for (Found<Columns> found : stores.samples(matchers, from, to)) {
            Columns columns = found.of();
            for (int i = 0; i < columns.size(); i++) {
                double value = columns.values()[i];
                if (bounds.holds(value)) {
                    buckets.at(columns.times()[i], value, 1, value, value);
                }
            }
        }
    }
}
