package relais.agent.reading;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A line of a graph, with munin's attributes word by word; see the munin guide, "Plugin
 * configuration reference". What is not known here (sum, stack, line, colour, cdef, negative…) is
 * an attribute like any other.
 *
 * @param name munin's field name
 * @param attributes by munin's name without the field: {@code label}, {@code type}, {@code draw}…;
 *     a series' own labels as {@code labels.<name>}
 */
public record Field(String name, Map<String, String> attributes) {

    private static final String LABELS = "labels.";

    public Field {
        Names.checkField(name);
        attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    public FieldType type() {
        return FieldType.of(attribute("type", "GAUGE"));
    }

    public String label() {
        return attribute("label", name);
    }

    /** AREA, LINE[n], STACK, AREASTACK or LINESTACK[n]. */
    public String draw() {
        return attribute("draw", "LINE1");
    }

    /** False where the field only feeds another one. */
    public boolean isDrawn() {
        return !attribute("graph", "yes").equals("no");
    }

    public OptionalDouble min() {
        return Numbers.of(attribute("min", ""));
    }

    public OptionalDouble max() {
        return Numbers.of(attribute("max", ""));
    }

    /** What is well; outside of it is a warning. */
    public Range warning() {
        return Range.of(attribute("warning", ""));
    }

    /** What is bearable; outside of it is critical. */
    public Range critical() {
        return Range.of(attribute("critical", ""));
    }

    /** What tells this series from others of its kind, as Prometheus has it. */
    public Map<String, String> labels() {
        return attributes.entrySet().stream()
                .filter(e -> e.getKey().startsWith(LABELS))
                .collect(
                        Collectors.toUnmodifiableMap(
                                e -> e.getKey().substring(LABELS.length()), Map.Entry::getValue));
    }

    public String attribute(String key, String otherwise) {
        return attributes.getOrDefault(key, otherwise);
    }
}
