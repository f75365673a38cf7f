package relais.meter.drawing;

import org.jspecify.annotations.Nullable;

/**
 * One series' values over time. The arrays are shared, not copied: whoever hands them over does not
 * change them afterwards.
 *
 * @param millis since 1970, strictly ascending
 * @param values NaN where unknown; the mean where the points are roll-ups
 * @param min smallest value behind each point, null where the points are single samples
 * @param max greatest value behind each point, null exactly where {@code min} is
 */
public record Column(
        long[] millis, double[] values, double @Nullable [] min, double @Nullable [] max) {
    public static final Column EMPTY = new Column(new long[0], new double[0], null, null);

    public Column {
        boolean fits = values.length == millis.length && (min == null) == (max == null);
        if (min != null && max != null) {
            fits &= min.length == millis.length && max.length == millis.length;
        }
        for (int i = 1; fits && i < millis.length; i++) {
            fits = millis[i] > millis[i - 1];
        }
        if (!fits) {
            throw new IllegalArgumentException("a column's arrays differ or its times go back");
        }
    }

    public static Column of(long[] millis, double[] values) {
        return new Column(millis, values, null, null);
    }

    double[] low() {
        return min == null ? values : min;
    }

    double[] high() {
        return max == null ? values : max;
    }

    /** The index of the first point at or after the time. */
    int from(long time) {
        int low = 0;
        int high = millis.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (millis[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
