package relais.meter.collecting;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.agent.reading.FieldType;
import relais.agent.reading.SeriesName;

/** A host whose agent may write, with what must be known of its graphs to name their series. */
final class Member {
    private static final FieldKind PLAIN = new FieldKind(FieldType.GAUGE, Map.of());

    final long id;
    final String name;

    /** Null for the agent of this process. */
    final @Nullable String key;

    private final Map<String, KnownGraph> graphs = new HashMap<>();
    private long described;
    private Instant asked = Instant.EPOCH;

    Member(long id, String name, @Nullable String key) {
        this.id = id;
        this.name = name;
        this.key = key;
    }

    /** Of a field: how its values are to be understood, and the labels of its own. */
    record FieldKind(FieldType type, Map<String, String> labels) {}

    /**
     * A description that the directory has.
     *
     * @param bytes that it takes there
     * @param fields those that are no plain gauges
     */
    record KnownGraph(Instant toldAt, long bytes, Map<String, FieldKind> fields) {}

    synchronized boolean knows(String graph) {
        return graphs.containsKey(graph);
    }

    synchronized FieldKind kind(SeriesName series) {
        KnownGraph graph = graphs.get(series.graph());
        return graph == null ? PLAIN : graph.fields().getOrDefault(series.field(), PLAIN);
    }

    /** Whether a description of that time is news. */
    synchronized boolean isNews(String graph, Instant toldAt) {
        KnownGraph known = graphs.get(graph);
        return known == null || known.toldAt().isBefore(toldAt);
    }

    synchronized void know(String name, KnownGraph graph) {
        KnownGraph before = graphs.get(name);
        if (before == null || !before.toldAt().isAfter(graph.toldAt())) {
            graphs.put(name, graph);
            described += graph.bytes() - (before == null ? 0 : before.bytes());
        }
    }

    synchronized int graphs() {
        return graphs.size();
    }

    /** Bytes of all descriptions. */
    synchronized long described() {
        return described;
    }

    /** Whether to ask for descriptions now; says so at most once in that time. */
    synchronized boolean asks(Instant now, java.time.Duration every) {
        if (asked.plus(every).isAfter(now)) {
            return false;
        }
        asked = now;
        return true;
    }
}
