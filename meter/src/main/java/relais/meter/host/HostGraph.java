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
 */
public record HostGraph(
        long id,
        long hostId,
        String host,
        String name,
        Map<String, String> attributes,
        List<GraphField> fields) {
    public HostGraph {
        attributes =
                java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(attributes));
        fields = List.copyOf(fields);
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
