package relais.meter.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.meter.graph.Formulas;
import relais.meter.graph.GraphData;
import relais.meter.graph.GraphData.FieldData;
import relais.meter.graph.GraphReader;
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

    /** A step is ten seconds then, the agent's usual interval. */
    private static final int POINTS = 220;

    private final GraphReader reader;
    private final Stores stores;

    Newest(GraphReader reader, Stores stores) {
        this.reader = reader;
        this.stores = stores;
    }

    /**
     * @param at when it was measured
     * @param interval what usually lies between two of them; zero while only one is known
     */
    record Value(double value, Instant at, Duration interval) {}

    /**
     * By field, computed as for a picture: rates of counters, cdefs applied. A field of which
     * nothing is known of late is absent.
     */
    Map<String, Value> of(HostGraph graph, Instant now) {
        GraphData data =
                Formulas.applied(
                        graph,
                        reader.read(
                                graph,
                                now.minus(LOOK_BACK).toEpochMilli(),
                                now.plusSeconds(1).toEpochMilli(),
                                POINTS));
        Map<String, Value> values = new HashMap<>();
        for (FieldData field : data.fields()) {
            Value newest = newest(data, field.average());
            if (newest != null) {
                values.put(field.name(), newest);
            }
        }
        return values;
    }

    private static @Nullable Value newest(GraphData data, double[] values) {
        int last = -1;
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                last = i;
                known++;
            }
        }
        return last < 0
                ? null
                : new Value(
                        values[last],
                        Instant.ofEpochMilli(data.times()[last]),
                        Duration.ofMillis(known == 1 ? 0 : data.step()));
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
