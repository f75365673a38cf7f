package relais.meter.series;

import java.util.Arrays;

/**
 * The samples that came last, in the order in which they came; each knows the one before it of the
 * same series. Writing touches memory in order; the table of last samples is small.
 */
final class Chunk {

    static final int CAPACITY = 1 << 19;

    private final int[] series = new int[CAPACITY];
    private final long[] times = new long[CAPACITY];
    private final double[] values = new double[CAPACITY];
    private final int[] previous = new int[CAPACITY];
    private int[] last = new int[0];
    private int size;

    int size() {
        return size;
    }

    long oldest() {
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            oldest = Math.min(oldest, times[i]);
        }
        return oldest;
    }

    boolean fits(int samples) {
        return size + samples <= CAPACITY;
    }

    void append(SampleBatch batch) {
        int count = batch.size();
        for (int i = 0; i < count; i++) {
            int id = batch.series(i);
            if (id >= last.length) {
                grow(id);
            }
            int at = size++;
            series[at] = id;
            times[at] = batch.time(i);
            values[at] = batch.value(i);
            previous[at] = last[id];
            last[id] = at;
        }
    }

    private void grow(int id) {
        int before = last.length;
        last = Arrays.copyOf(last, Math.max(1024, Math.max(id + 1, before * 2)));
        Arrays.fill(last, before, last.length, -1);
    }

    void collect(int id, long from, long to, Columns into) {
        if (id >= last.length) {
            return;
        }
        int count = 0;
        for (int at = last[id]; at >= 0; at = previous[at]) {
            count++;
        }
        int[] places = new int[count];
        for (int at = last[id]; at >= 0; at = previous[at]) {
            places[--count] = at;
        }
        for (int at : places) {
            if (times[at] >= from && times[at] < to) {
                into.add(times[at], values[at]);
            }
        }
    }

    /** The same samples by series. */
    Run sorted() {
        int most = -1;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, series[i]);
        }
        int[] starts = new int[most + 2];
        for (int i = 0; i < size; i++) {
            starts[series[i] + 1]++;
        }
        for (int id = 0; id <= most; id++) {
            starts[id + 1] += starts[id];
        }
        Run run = new Run(starts, times, size);
        int[] next = Arrays.copyOf(starts, most + 1);
        for (int i = 0; i < size; i++) {
            run.put(next[series[i]]++, times[i], values[i]);
        }
        return run;
    }

    void clear() {
        size = 0;
        Arrays.fill(last, -1);
    }
}
