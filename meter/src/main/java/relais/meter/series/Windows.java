package relais.meter.series;

import java.util.Arrays;

/** Roll-ups of one series: what the values of each window come to. NaN is no value. */
public final class Windows {

    private final long step;
    private final long origin;
    private long[] starts = new long[64];
    private long[] counts = new long[64];
    private double[] sums = new double[64];
    private double[] mins = new double[64];
    private double[] maxs = new double[64];
    private int size;

    /**
     * Windows begin at the origin and every step after it.
     *
     * @param step milliseconds, above 0
     */
    public Windows(long origin, long step) {
        this.origin = origin;
        this.step = step;
    }

    public int size() {
        return size;
    }

    /** Milliseconds from the start of a window to the start of the next. */
    public long step() {
        return step;
    }

    public long origin() {
        return origin;
    }

    /** Milliseconds since 1970 UTC at which the window begins; ascending. */
    public long start(int index) {
        return starts[index];
    }

    public long count(int index) {
        return counts[index];
    }

    public double sum(int index) {
        return sums[index];
    }

    public double min(int index) {
        return mins[index];
    }

    public double max(int index) {
        return maxs[index];
    }

    public double average(int index) {
        return sums[index] / counts[index];
    }

    /** Whether each begins and ends with an hour. */
    boolean isOfHours() {
        return step % Merging.HOUR == 0 && Math.floorMod(origin, Merging.HOUR) == 0;
    }

    long startOf(long time) {
        return origin + Math.floorDiv(time - origin, step) * step;
    }

    /** Times must come ascending. */
    public void add(long time, double value) {
        if (!Double.isNaN(value)) {
            add(time, 1, value, value, value);
        }
    }

    /** Adds what some values at about that time come to; times must come ascending. */
    public void add(long time, long count, double sum, double min, double max) {
        if (count == 0) {
            return;
        }
        int at = size - 1;
        if (at < 0 || time >= starts[at] + step) {
            open(startOf(time));
            at = size - 1;
        }
        counts[at] += count;
        sums[at] += sum;
        mins[at] = Math.min(mins[at], min);
        maxs[at] = Math.max(maxs[at], max);
    }

    private void open(long start) {
        if (size == starts.length) {
            int larger = size * 2;
            starts = Arrays.copyOf(starts, larger);
            counts = Arrays.copyOf(counts, larger);
            sums = Arrays.copyOf(sums, larger);
            mins = Arrays.copyOf(mins, larger);
            maxs = Arrays.copyOf(maxs, larger);
        }
        starts[size] = start;
        counts[size] = 0;
        sums[size] = 0;
        mins[size] = Double.POSITIVE_INFINITY;
        maxs[size++] = Double.NEGATIVE_INFINITY;
    }

    /** These and others of the same origin and step together. */
    Windows plus(Windows other) {
        Windows both = new Windows(origin, step);
        int i = 0;
        int j = 0;
        while (i < size || j < other.size) {
            if (j == other.size || i < size && starts[i] <= other.starts[j]) {
                both.addAll(this, i++);
            } else {
                both.addAll(other, j++);
            }
        }
        return both;
    }

    private void addAll(Windows from, int at) {
        add(from.starts[at], from.counts[at], from.sums[at], from.mins[at], from.maxs[at]);
    }

    /** The starts, then columns of count, sum, min, max: as a file holds them. */
    long[] times() {
        return Arrays.copyOf(starts, size);
    }

    double[][] columns() {
        double[] counted = new double[size];
        Arrays.setAll(counted, i -> counts[i]);
        return new double[][] {
            counted, Arrays.copyOf(sums, size), Arrays.copyOf(mins, size), Arrays.copyOf(maxs, size)
        };
    }
}
