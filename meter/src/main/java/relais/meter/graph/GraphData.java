package relais.meter.graph;

import java.util.List;

/**
 * A graph's values by steps. A value belongs to the time from its step's beginning to before the
 * next one.
 *
 * @param step milliseconds
 * @param times milliseconds since 1970 at which the steps begin, each a step after the one before
 * @param fields in the graph's own order
 */
public record GraphData(long step, long[] times, List<FieldData> fields) {
    public GraphData {
        fields = List.copyOf(fields);
    }

    /** All three are as long as the times; NaN is unknown. */
    public record FieldData(String name, double[] average, double[] min, double[] max) {}

    /** The same values as if they were of later. */
    public GraphData later(long millis) {
        long[] moved = times.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += millis;
        }
        return new GraphData(step, moved, fields);
    }
}
