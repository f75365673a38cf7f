package relais.meter.series.files;

import java.util.Arrays;
import relais.meter.series.codec.BlockWriter;
import relais.meter.series.codec.Sink;

/** What each hour of a block comes to, so that a graph of months need not decode its samples. */
final class HourSums {

    static final long HOUR = 3_600_000;

    /** Hours with fewer samples are as quickly read from these. */
    private static final int WORTH = 4;

    private long[] starts = new long[32];
    private double[] counts = new double[32];
    private double[] sums = new double[32];
    private double[] mins = new double[32];
    private double[] maxs = new double[32];
    private int size;

    /** Writes nothing where it is not worth it. The sums are taken in the order of time. */
    void write(
            long[] times,
            double[] values,
            int from,
            int count,
            long origin,
            BlockWriter codec,
            Sink out) {
        size = 0;
        long end = Long.MIN_VALUE;
        for (int i = from; i < from + count; i++) {
            double value = values[i];
            if (Double.isNaN(value)) {
                continue;
            }
            if (times[i] >= end) {
                end = open(times[i]) + HOUR;
            }
            int at = size - 1;
            counts[at]++;
            sums[at] += value;
            mins[at] = Math.min(mins[at], value);
            maxs[at] = Math.max(maxs[at], value);
        }
        if (size > 1 && count >= WORTH * size) {
            codec.write(origin, starts, counts, 0, size, false, out);
            codec.writeMore(sums, size, out);
            codec.writeMore(mins, size, out);
            codec.writeMore(maxs, size, out);
        }
    }

    private long open(long time) {
        if (size == starts.length) {
            int larger = size * 2;
            starts = Arrays.copyOf(starts, larger);
            counts = Arrays.copyOf(counts, larger);
            sums = Arrays.copyOf(sums, larger);
            mins = Arrays.copyOf(mins, larger);
            maxs = Arrays.copyOf(maxs, larger);
        }
        starts[size] = Math.floorDiv(time, HOUR) * HOUR;
        counts[size] = 0;
        sums[size] = 0;
        mins[size] = Double.POSITIVE_INFINITY;
        maxs[size] = Double.NEGATIVE_INFINITY;
        return starts[size++];
    }
}
