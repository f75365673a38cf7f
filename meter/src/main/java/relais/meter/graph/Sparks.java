package relais.meter.graph;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import relais.meter.graph.GraphData.FieldData;
import relais.meter.host.HostGraph;

/** Small curves for lists: a host's last hour, as its processors' or its load's. */
public final class Sparks {
    /** A list's curve is about as many pixels wide. */
    public static final int MOST_VALUES = 60;

    /** By our own reading, by a munin-node's, and by a munin plugin that the agent runs. */
    private static final Set<String> PROCESSORS = Set.of("host/cpu", "munin/cpu", "plugin/cpu");

    private static final Set<String> LOADS = Set.of("host/load", "munin/load", "plugin/load");

    /** What {@link #of} looks for. */
    public static final Set<String> GRAPHS =
            Stream.concat(PROCESSORS.stream(), LOADS.stream()).collect(Collectors.toSet());

    /** Kernel's words for doing nothing, and for what other fields hold already. */
    private static final Set<String> NOT_BUSY = Set.of("idle", "iowait", "guest");

    private final GraphReader reader;

    public Sparks(GraphReader reader) {
        this.reader = reader;
    }

    /**
     * A curve.
     *
     * @param values NaN where unknown
     */
    public record Spark(String title, double[] values) {}

    /** Of the first of these that tells how busy a host is. */
    public Optional<Spark> of(List<HostGraph> graphs, long now) {
        return first(graphs, PROCESSORS)
                .or(() -> first(graphs, LOADS))
                .map(graph -> spark(graph, now));
    }

    private static Optional<HostGraph> first(List<HostGraph> graphs, Set<String> names) {
        return graphs.stream()
                .filter(graph -> names.contains(graph.name()) && !graph.fields().isEmpty())
                .findFirst();
    }

    private Spark spark(HostGraph graph, long now) {
        GraphData data = reader.read(graph, now - Steps.HOUR, now, MOST_VALUES);
        String title = graph.attributes().getOrDefault("graph_title", graph.name());
        if (!PROCESSORS.contains(graph.name())) {
            return new Spark(title, data.fields().getFirst().average());
        }
        double[] busy = new double[data.times().length];
        for (int i = 0; i < busy.length; i++) {
            busy[i] = busy(data, i);
        }
        return new Spark(title, busy);
    }

    private static double busy(GraphData data, int at) {
        double sum = Double.NaN;
        for (FieldData field : data.fields()) {
            double value = field.average()[at];
            if (!NOT_BUSY.contains(field.name()) && !Double.isNaN(value)) {
                sum = Double.isNaN(sum) ? value : sum + value;
            }
        }
        return sum;
    }
}
