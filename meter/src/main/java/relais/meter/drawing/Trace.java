package relais.meter.drawing;

import java.util.Map;

/**
 * One field of a graph with its data.
 *
 * @param name unique in the picture; what orders, cdefs and negatives call it
 * @param label what the legend calls it
 */
public record Trace(
        String name, String label, Look look, Derivation derivation, Limits limits, Column column) {
    public Trace(String name, String label, Look look, Column column) {
        this(name, label, look, Derivation.NONE, Limits.NONE, column);
    }

    /** From a munin field's attributes: draw, colour, graph, cdef, negative, sum, stack, line… */
    public static Trace munin(String name, Map<String, String> attributes, Column column) {
        return new Trace(
                name,
                attributes.getOrDefault("label", name),
                Look.munin(attributes),
                Derivation.munin(attributes),
                Limits.munin(attributes),
                column);
    }
}
