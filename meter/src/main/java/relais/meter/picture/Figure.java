package relais.meter.picture;

import java.util.List;
import relais.meter.host.HostGraph;
import relais.meter.host.Sight;

/** One picture of a sheet or a report. */
public sealed interface Figure {
    /** What a host measures. */
    record Graph(HostGraph graph) implements Figure {}

    /**
     * What a question comes to over time.
     *
     * @param promql the question
     * @param sight the hosts that whoever looks may see
     */
    record Question(String title, String promql, Sight sight) implements Figure {}

    /** What somebody wrote down. */
    record Note(String title, String text) implements Figure {}

    /** Those of hosts. */
    static List<HostGraph> graphs(List<Figure> figures) {
        return figures.stream()
                .filter(Graph.class::isInstance)
                .map(figure -> ((Graph) figure).graph())
                .toList();
    }
}
