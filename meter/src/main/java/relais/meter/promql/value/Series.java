package relais.meter.promql.value;

/**
 * A series' samples in columns. The first {@code size} entries count; the rest is spare room. Times
 * rise strictly. The arrays are only read.
 *
 * @param times milliseconds since 1970
 */
public record Series(Labels labels, long[] times, double[] values, int size) {
    public Series {
        if (size > times.length || size > values.length) {
            throw new IllegalArgumentException("size " + size + " beyond the columns");
        }
    }

    public Series(Labels labels, long[] times, double[] values) {
        this(labels, times, values, times.length);
    }
}
