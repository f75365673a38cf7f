package relais.meter.graph;

import java.util.ArrayList;
import java.util.List;
import relais.agent.reading.FieldType;
import relais.meter.graph.GraphData.FieldData;
import relais.meter.host.HostGraph;
import relais.meter.host.HostGraph.GraphField;
import relais.meter.host.HostGraph.Source;
import relais.meter.host.SeriesLabels;
import relais.meter.series.labels.Matcher;
import relais.meter.store.Stores;

/** Reads what graphs show. Thread safe. */
public final class GraphReader {
    /** More steps than a screen has pixels say nothing more. */
    public static final int MOST_POINTS = 2_000;

    /** Lines of one graph: more nobody can tell apart. */
    public static final int MOST_FIELDS = 200;

    /** A month each ten seconds of twenty counters; it takes about a tenth of a second. */
    private static final long MOST_RAW = 5_000_000;

    private final Stores stores;
    private final long mostRaw;

    public GraphReader(Stores stores) {
        this(stores, MOST_RAW);
    }

    GraphReader(Stores stores, long mostRaw) {
        this.stores = stores;
        this.mostRaw = mostRaw;
    }

    /**
     * Rates are per second, or per {@code graph_period}; cdefs are not applied.
     *
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970, after {@code from}
     * @param points steps at most, 1 to {@link #MOST_POINTS}
     */
    public GraphData read(HostGraph graph, long from, long to, int points) {
        List<GraphField> fields =
                graph.fields().subList(0, Math.min(MOST_FIELDS, graph.fields().size()));
        long wanted = Steps.of(from, to, points);
        Stretch stretch = Stretch.of(from, to, wanted);
        List<FieldHistory> histories = new ArrayList<>();
        long finest = 0;
        for (GraphField field : fields) {
            FieldHistory history = history(graph, field, stretch, mostRaw / fields.size());
            histories.add(history);
            finest = finest == 0 ? history.finest() : shorter(finest, history.finest());
        }
        if (finest > wanted) {
            stretch = Stretch.of(from, to, Steps.atLeast(finest));
        }
        List<FieldData> data = new ArrayList<>();
        for (FieldHistory history : histories) {
            data.add(history.by(stretch));
        }
        return new GraphData(stretch.step(), stretch.times(), data);
    }

    private static long shorter(long one, long other) {
        return other == 0 ? one : Math.min(one, other);
    }

    private FieldHistory history(HostGraph graph, GraphField field, Stretch stretch, long most) {
        List<Source> sources = graph.sourcesOf(field);
        List<FieldHistory> parts = new ArrayList<>();
        for (Source source : sources) {
            parts.add(history(source, field.name(), period(graph), stretch, most / sources.size()));
        }
        return parts.size() == 1 ? parts.getFirst() : new Sum(field.name(), parts);
    }

    private FieldHistory history(
            Source source, String name, double period, Stretch stretch, long most) {
        List<Matcher> matchers =
                new ArrayList<>(SeriesLabels.ofGraph(source.host(), source.graph()));
        matchers.add(new Matcher.Equal(SeriesLabels.FIELD, source.field()));
        Bounds bounds = Bounds.of(source.attributes());
        FieldType type = FieldType.of(source.attributes().getOrDefault("type", "GAUGE"));
        return switch (type) {
            case GAUGE -> new Gauge(stores, matchers, name, bounds, stretch);
            case COUNTER, DERIVE, ABSOLUTE ->
                    new Counter(
                            stores,
                            matchers,
                            name,
                            new Counter.Kind(type, bounds, period),
                            stretch,
                            most);
        };
    }

    private static double period(HostGraph graph) {
        return switch (graph.attributes().getOrDefault("graph_period", "second").strip()) {
            case "minute" -> 60;
            case "hour" -> 3_600;
            default -> 1;
        };
    }
}
