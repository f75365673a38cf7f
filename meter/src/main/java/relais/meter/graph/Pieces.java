package relais.meter.graph;

import java.util.Arrays;

/** Values that each held for a while, in the order of time. */
final class Pieces {
    private long[] from = new long[256];
    private long[] to = new long[256];
    private double[] values = new double[256];
    private double[] mins = new double[256];
    private double[] maxs = new double[256];
    private int size;

    void add(long begin, long end, double value) {
        add(begin, end, value, value, value);
    }

    void add(long begin, long end, double value, double min, double max) {
        if (size == from.length) {
            from = Arrays.copyOf(from, size * 2);
            to = Arrays.copyOf(to, size * 2);
            values = Arrays.copyOf(values, size * 2);
            mins = Arrays.copyOf(mins, size * 2);
            maxs = Arrays.copyOf(maxs, size * 2);
        }
        from[size] = begin;
        to[size] = end;
        mins[size] = min;
        maxs[size] = max;
        values[size++] = value;
    }

    void fill(Buckets buckets, double factor) {
        for (int i = 0; i < size; i++) {
            buckets.over(
                    from[i],
                    to[i],
                    new Buckets.Value(values[i] * factor, mins[i] * factor, maxs[i] * factor));
        }
    }
}
