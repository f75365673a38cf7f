package relais.app.self;

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

/** A graph being drawn up, each field told together with its value. */
final class Sketch {
    private final Map<String, String> attributes;
    private final Map<String, Map<String, String>> fields = new LinkedHashMap<>();
    private final Map<String, Double> values = new LinkedHashMap<>();

    /** With munin's attributes as pairs of key and value. */
    Sketch(String... attributes) {
        this.attributes = pairs(attributes);
    }

    /** A name told twice is the first one's. */
    Sketch field(String name, double value, String... attributes) {
        if (fields.putIfAbsent(name, pairs(attributes)) == null) {
            values.put(name, value);
        }
        return this;
    }

    private static Map<String, String> pairs(String... words) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return pairs;
    }

    /** What decides whether the description must be told again. */
    List<String> names() {
        return List.copyOf(fields.keySet());
    }

    Answer told(String graph, Instant at, boolean described) {
        List<Reading> readings = new ArrayList<>();
        values.forEach(
                (field, value) ->
                        readings.add(
                                new Reading(at, new SeriesName(graph, field), Value.of(value))));
        List<Field> drawn =
                fields.entrySet().stream().map(f -> new Field(f.getKey(), f.getValue())).toList();
        return new Answer.Told(
                described && !drawn.isEmpty()
                        ? List.of(new Graph(graph, attributes, drawn))
                        : List.of(),
                readings);
    }
}
