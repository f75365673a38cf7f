package relais.meter.series;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** Samples by series, each series' in the order in which they came. Not changed once filled. */
final class Run {

    private final int[] starts;
    private final double[] values;
    private final long base;

    /** Milliseconds from the base; empty when the times lie too far apart for that. */
    private final int[] near;

    private final long[] far;
    private final SortedSet<Long> days = new TreeSet<>();

    Run(int[] starts, long[] times, int size) {
        this.starts = starts;
        values = new double[size];
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        long day = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            least = Math.min(least, times[i]);
            most = Math.max(most, times[i]);
            long its = Day.start(times[i]);
            if (its != day) {
                days.add(its);
                day = its;
            }
        }
        base = size == 0 ? 0 : least;
        boolean isNear = size == 0 || most - least <= Integer.MAX_VALUE;
        near = new int[isNear ? size : 0];
        far = new long[isNear ? 0 : size];
    }

    void put(int at, long time, double value) {
        if (far.length == 0) {
            near[at] = (int) (time - base);
        } else {
            far[at] = time;
        }
        values[at] = value;
    }

    SortedSet<Long> days() {
        return days;
    }

    /** One more than the highest number of a series. */
    int series() {
        return starts.length - 1;
    }

    int size() {
        return values.length;
    }

    void collect(int id, long from, long to, Columns into) {
        if (id >= series()) {
            return;
        }
        int low = starts[id];
        int high = starts[id + 1];
        if (far.length == 0) {
            into.addNear(near, base, values, low, high, from, to);
            return;
        }
        for (int at = low; at < high; at++) {
            if (far[at] >= from && far[at] < to) {
                into.add(far[at], values[at]);
            }
        }
    }

    @Override
    public String toString() {
        return "%d samples of %d series, days %s"
                .formatted(size(), series(), Arrays.toString(days.toArray()));
    }
}
