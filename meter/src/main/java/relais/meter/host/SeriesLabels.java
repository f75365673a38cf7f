package relais.meter.host;

import java.util.Map;
import java.util.TreeMap;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.Matcher;
import relais.meter.series.labels.SeriesKind;

/**
 * How a field of a host's graph is named as a series: {@code host}, {@code graph} and {@code field}
 * word by word, and for those who ask in PromQL the graph's name with every other sign than {@code
 * [A-Za-z0-9_]} as {@code _}, as {@code __name__}.
 */
public final class SeriesLabels {
    public static final String NAME = "__name__";
    public static final String HOST = "host";
    public static final String GRAPH = "graph";
    public static final String FIELD = "field";

    /** The label of a series of rates that stands beside its counter, as history has them. */
    public static final String PER = "per";

    private static final String SECOND = "second";

    private SeriesLabels() {}

    /** What a counter did per second where its readings are not known any more. */
    public static Labels ofRate(String host, String graph, String field) {
        return of(host, graph, field, Map.of(PER, SECOND));
    }

    /** Whether the series holds rates of a counter instead of its readings. */
    public static boolean isRate(Definition definition) {
        return definition.kind() == SeriesKind.GAUGE
                && SECOND.equals(definition.labels().byName().get(PER));
    }

    /**
     * @param own the series' own labels (Prometheus'); they give way to ours
     */
    public static Labels of(String host, String graph, String field, Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(own);
        all.put(NAME, metric(graph));
        all.put(HOST, host);
        all.put(GRAPH, graph);
        all.put(FIELD, field);
        return new Labels(all);
    }

    /** Whose series a host's are: for the bound on each, and for the place where they are kept. */
    public static String owner(String host) {
        return "agent " + host;
    }

    /** Chooses the fields of one graph. */
    public static java.util.List<Matcher> ofGraph(String host, String graph) {
        return java.util.List.of(new Matcher.Equal(HOST, host), new Matcher.Equal(GRAPH, graph));
    }

    /** What {@code __name__} says of a graph. */
    static String metric(String graph) {
        String name = graph.replaceAll("[^A-Za-z0-9_]", "_");
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}
