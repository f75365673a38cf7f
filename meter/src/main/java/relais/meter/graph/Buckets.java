package relais.meter.graph;

import java.util.Arrays;
import relais.meter.graph.GraphData.FieldData;

/** Values on their way into steps. */
final class Buckets {
    private final long origin;
    private final long step;
    private final double[] sums;
    private final double[] weights;
    private final double[] mins;
    private final double[] maxs;

    Buckets(Stretch stretch) {
        int count = stretch.count();
        origin = stretch.origin();
        step = stretch.step();
        sums = new double[count];
        weights = new double[count];
        mins = new double[count];
        maxs = new double[count];
        Arrays.fill(mins, Double.POSITIVE_INFINITY);
        Arrays.fill(maxs, Double.NEGATIVE_INFINITY);
    }

    /** A value that is only known as its average and ends. */
    record Value(double average, double min, double max) {}

    /** A value that held from one time to another counts to each step by what it shares with it. */
    void over(long from, long to, Value value) {
        long end = Math.min(to, origin + step * sums.length);
        long at = Math.max(from, origin);
        while (at < end) {
            int bucket = (int) ((at - origin) / step);
            long until = Math.min(end, origin + step * (bucket + 1L));
            add(bucket, value.average(), until - at, value.min(), value.max());
            at = until;
        }
    }

    /** Values of one moment. */
    void at(long time, double average, long count, double min, double max) {
        long bucket = Math.floorDiv(time - origin, step);
        if (bucket >= 0 && bucket < sums.length) {
            add((int) bucket, average, count, min, max);
        }
    }

    private void add(int bucket, double value, double weight, double min, double max) {
        sums[bucket] += value * weight;
        weights[bucket] += weight;
        mins[bucket] = Math.min(mins[bucket], min);
        maxs[bucket] = Math.max(maxs[bucket], max);
    }

    /**
     * @param bridged two known steps so far apart or nearer have what lies on the line between
     */
    FieldData closed(String name, long bridged) {
        double[] average = new double[sums.length];
        int before = -1;
        for (int i = 0; i < average.length; i++) {
            boolean known = weights[i] > 0 && Double.isFinite(sums[i]);
            average[i] = known ? sums[i] / weights[i] : Double.NaN;
            if (!known) {
                mins[i] = Double.NaN;
                maxs[i] = Double.NaN;
                continue;
            }
            boolean near = before >= 0 && (i - before) * step <= bridged;
            for (int between = before + 1; near && between < i; between++) {
                double share = (double) (between - before) / (i - before);
                average[between] = average[before] + (average[i] - average[before]) * share;
                mins[between] = average[between];
                maxs[between] = average[between];
            }
            before = i;
        }
        return new FieldData(name, average, mins, maxs);
    }
}
