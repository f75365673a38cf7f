package relais.meter.store;

import relais.meter.series.labels.Definition;

/**
 * Samples of one series on their way in.
 *
 * @param times milliseconds since 1970, in any order
 * @param values as many, kept bit for bit
 */
public record Line(Definition definition, long[] times, double[] values) {
    public Line {
        if (times.length != values.length) {
            throw new IllegalArgumentException("each time has a value");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Line line
                && definition.equals(line.definition)
                && java.util.Arrays.equals(times, line.times)
                && java.util.Arrays.equals(values, line.values);
    }

    @Override
    public int hashCode() {
        return definition.hashCode();
    }

    @Override
    public String toString() {
        return definition + ": " + times.length + " samples";
    }
}
