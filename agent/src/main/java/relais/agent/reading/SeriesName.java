package relais.agent.reading;

/**
 * Where a reading belongs on its host.
 *
 * @param graph as {@link Graph#name}
 * @param field as {@link Field#name}
 */
public record SeriesName(String graph, String field) {
    public SeriesName {
        Names.checkGraph(graph);
        Names.checkField(field);
    }
}
