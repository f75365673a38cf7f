package relais.agent.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relais.agent.reading.Answer;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;

/** Graphs being drawn up, each field told together with its value, so that both always agree. */
final class Sketch {

    private final Instant at;
    private final List<OpenGraph> graphs = new ArrayList<>();

    Sketch(Instant at) {
        this.at = at;
    }

    /** A graph, with munin's attributes as pairs of key and value. */
    OpenGraph graph(String name, String... attributes) {
        OpenGraph graph = new OpenGraph("host/" + name, attributes);
        graphs.add(graph);
        return graph;
    }

    /** Fields of a graph; a name told twice is the first one's. */
    final class OpenGraph {
        private final String name;
        private final String[] attributes;
        private final Map<String, String[]> fields = new LinkedHashMap<>();
        private final List<Reading> readings = new ArrayList<>();

        private OpenGraph(String name, String... attributes) {
            this.name = name;
            this.attributes = attributes;
        }

        OpenGraph field(String field, double value, String... pairs) {
            if (fields.putIfAbsent(field, pairs) == null) {
                readings.add(new Reading(at, new SeriesName(name, field), Value.of(value)));
            }
            return this;
        }

        private Graph closed() {
            return new Graph(
                    name,
                    pairs(attributes),
                    fields.entrySet().stream()
                            .map(f -> new Field(f.getKey(), pairs(f.getValue())))
                            .toList());
        }
    }

    private static Map<String, String> pairs(String... words) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return pairs;
    }

    /** What decides whether the metadata must be told again. */
    List<String> series() {
        List<String> names = new ArrayList<>();
        for (OpenGraph graph : graphs) {
            names.add(graph.name);
            names.addAll(graph.fields.keySet());
        }
        return names;
    }

    Answer.Told told(boolean withGraphs) {
        List<Reading> readings = new ArrayList<>();
        List<Graph> drawn = new ArrayList<>();
        for (OpenGraph graph : graphs) {
            readings.addAll(graph.readings);
            if (withGraphs && !graph.fields.isEmpty()) {
                drawn.add(graph.closed());
            }
        }
        return new Answer.Told(drawn, readings);
    }
}
