package relais.meter.graph;

import java.util.Map;
import relais.agent.reading.Numbers;

/** Munin's {@code min} and {@code max} of a field: what is outside cannot be and is unknown. */
record Bounds(double min, double max) {

    static Bounds of(Map<String, String> attributes) {
        return new Bounds(
                Numbers.of(attributes.getOrDefault("min", "")).orElse(Double.NEGATIVE_INFINITY),
                Numbers.of(attributes.getOrDefault("max", "")).orElse(Double.POSITIVE_INFINITY));
    }

    boolean holds(double value) {
        return value >= min && value <= max;
    }
}
