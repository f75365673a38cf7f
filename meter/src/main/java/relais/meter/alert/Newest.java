package relais.meter.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.meter.host.HostGraph;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.store.Found;
import relais.meter.store.Stores;

/** The newest known value of each field of a graph. */
final class Newest {
    /** More than six intervals of five minutes, the slowest that munin usually has. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(35);

    /** What stopped for longer than this was taken away: a plugin, a disk, a network. */
    private static final Duration GONE = Duration.ofHours(24);

    private final Stores stores;

    Newest(Stores stores) {
        this.stores = stores;
    }

    /**
     * @param at when it was measured
     * @param interval what usually lies between two of them; zero while only one is known
     */
    record Value(double value, Instant at, Duration interval) {}

    /** By field; a field of which nothing is known of late is absent. */
    Map<String, Value> of(HostGraph graph, Instant now) {
        Map<String, Value> values = new HashMap<>();
        for (Found<Columns> found :
                stores.samples(
                        SeriesLabels.ofGraph(graph.host(), graph.name()),
                        now.minus(LOOK_BACK).toEpochMilli(),
                        now.plusSeconds(1).toEpochMilli())) {
            String field = found.definition().labels().byName().get(SeriesLabels.FIELD);
            Value newest = newest(found.of());
            if (field != null && newest != null) {
                values.put(field, newest);
            }
        }
        return values;
    }

    private static @Nullable Value newest(Columns columns) {
        int last = columns.size() - 1;
        while (last >= 0 && Double.isNaN(columns.values()[last])) {
            last--;
        }
        if (last < 0) {
            return null;
        }
        long[] times = columns.times();
        int first = Math.max(0, last - 10);
        long usual = last == first ? 0 : (times[last] - times[first]) / (last - first);
        return new Value(
                columns.values()[last],
                Instant.ofEpochMilli(times[last]),
                Duration.ofMillis(usual));
    }

    /** Whether a graph that had data within a day has none since so long. */
    boolean stopped(HostGraph graph, Duration patience, Instant now) {
        return !any(graph, now.minus(patience), now) && any(graph, now.minus(GONE), now);
    }

    private boolean any(HostGraph graph, Instant from, Instant to) {
        for (Found<Columns> found :
                stores.samples(
                        SeriesLabels.ofGraph(graph.host(), graph.name()),
                        from.toEpochMilli(),
                        to.plusSeconds(1).toEpochMilli())) {
            for (int i = found.of().size() - 1; i >= 0; i--) {
                if (!Double.isNaN(found.of().values()[i])) {
                    return true;
                }
            }
        }
        return false;
    }
}
