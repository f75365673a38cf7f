package relais.meter.series;

import java.util.Arrays;
import java.util.function.IntPredicate;
import relais.meter.series.codec.BlockReader;
import relais.meter.series.codec.Source;

/** Roll-ups as a file holds them: columns over the starts of windows, which ascend. */
record Rolled(long[] times, double[] counts, double[] sums, double[] mins, double[] maxs) {

    static final Rolled NONE = empty(0);

    private static Rolled empty(int size) {
        return new Rolled(
                new long[size],
                new double[size],
                new double[size],
                new double[size],
                new double[size]);
    }

    static Rolled of(Windows windows) {
        double[][] columns = windows.columns();
        return new Rolled(windows.times(), columns[0], columns[1], columns[2], columns[3]);
    }

    /** Four blocks. */
    static Rolled read(BlockReader reader, Source block, long origin) {
        double[][] columns = new double[4][];
        int count = 0;
        for (int c = 0; c < columns.length; c++) {
            count = reader.read(block, origin);
            columns[c] = Arrays.copyOf(reader.values(), count);
        }
        long[] times = Arrays.copyOf(reader.times(), count);
        return new Rolled(times, columns[0], columns[1], columns[2], columns[3]);
    }

    /** One block, which was read, and three more columns. */
    static Rolled more(BlockReader reader, Source block, int count) {
        double[][] columns = new double[4][];
        columns[0] = Arrays.copyOf(reader.values(), count);
        for (int c = 1; c < columns.length; c++) {
            reader.readMore(block, count);
            columns[c] = Arrays.copyOf(reader.values(), count);
        }
        long[] times = Arrays.copyOf(reader.times(), count);
        return new Rolled(times, columns[0], columns[1], columns[2], columns[3]);
    }

    int size() {
        return times.length;
    }

    double[][] columns() {
        return new double[][] {counts, sums, mins, maxs};
    }

    Rolled only(IntPredicate wanted) {
        Rolled some = empty(times.length);
        int kept = 0;
        for (int i = 0; i < times.length; i++) {
            if (wanted.test(i)) {
                some.set(kept++, this, i);
            }
        }
        return some.cut(kept);
    }

    private void set(int at, Rolled from, int index) {
        times[at] = from.times[index];
        counts[at] = from.counts[index];
        sums[at] = from.sums[index];
        mins[at] = from.mins[index];
        maxs[at] = from.maxs[index];
    }

    private Rolled cut(int size) {
        return size == times.length
                ? this
                : new Rolled(
                        Arrays.copyOf(times, size),
                        Arrays.copyOf(counts, size),
                        Arrays.copyOf(sums, size),
                        Arrays.copyOf(mins, size),
                        Arrays.copyOf(maxs, size));
    }

    /**
     * Both together. Of two of one window the other's counts if it counts at least as many values,
     * or always.
     */
    Rolled with(Rolled other, boolean always) {
        if (times.length == 0 || other.times.length == 0) {
            return times.length == 0 ? other : this;
        }
        Rolled both = empty(times.length + other.times.length);
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < times.length || j < other.times.length) {
            boolean here = j == other.size() || i < size() && times[i] <= other.times[j];
            boolean there = i == size() || j < other.size() && other.times[j] <= times[i];
            boolean takesOther = there && (!here || always || other.counts[j] >= counts[i]);
            both.set(size++, takesOther ? other : this, takesOther ? j : i);
            i += here ? 1 : 0;
            j += there ? 1 : 0;
        }
        return both.cut(size);
    }

    void add(int index, Windows windows) {
        windows.add(times[index], (long) counts[index], sums[index], mins[index], maxs[index]);
    }

    void addAll(Windows windows) {
        for (int i = 0; i < times.length; i++) {
            add(i, windows);
        }
    }

    /** Equal by content, as records of numbers are expected to be. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Rolled rolled
                && Arrays.equals(times, rolled.times)
                && Arrays.deepEquals(columns(), rolled.columns());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(times);
    }

    @Override
    public String toString() {
        return times.length + " windows";
    }
}
