package relais.meter.host;

import java.util.List;
import java.util.Map;

/**
 * A graph of a host as its agent last described it.
 *
 * @param id of the directory
 * @param host the host's name, as in the label {@code host}
 * @param name as in the label {@code graph}
 * @param attributes munin's, word by word: {@code graph_title}, {@code graph_args}…
 * @param sources of fields whose values are others'; see {@link Loans}
 */
public record HostGraph(
        long id,
        long hostId,
        String host,
        String name,
        Map<String, String> attributes,
        List<GraphField> fields,
        Map<String, List<Source>> sources) {
    public HostGraph {
        attributes =
                java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(attributes));
        fields = List.copyOf(fields);
        sources = Map.copyOf(sources);
    }

    /** One that borrows nothing. */
    public HostGraph(
            long id,
            long hostId,
            String host,
            String name,
            Map<String, String> attributes,
            List<GraphField> fields) {
        this(id, hostId, host, name, attributes, fields, Map.of());
    }

    /** Whether people are to see it: munin's {@code graph no} is for graphs that others use. */
    public boolean isDrawn() {
        return !attributes.getOrDefault("graph", "yes").strip().equalsIgnoreCase("no");
    }

    /** Whose values a field's are: its own where nothing else is said; added up where several. */
    public List<Source> sourcesOf(GraphField field) {
        return sources.getOrDefault(
                field.name(), List.of(new Source(host, name, field.name(), field.attributes())));
    }

    /**
     * A field of some graph.
     *
     * @param attributes its own, which tell how its values are understood
     */
    public record Source(String host, String graph, String field, Map<String, String> attributes) {
        public Source {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * @param name as in the label {@code field}
     * @param attributes munin's, without the field's name: {@code label}, {@code type}, {@code
     *     draw}…
     */
    public record GraphField(String name, Map<String, String> attributes) {
        public GraphField {
            attributes =
                    java.util.Collections.unmodifiableMap(
                            new java.util.LinkedHashMap<>(attributes));
        }
    }
}
