package relais.meter.series;

import java.util.Arrays;

/** Samples of one series: times ascending, each once, and their values. */
public final class Columns {

    private long[] times;
    private double[] values;
    private int size;
    private boolean tidy = true;

    public Columns() {
        this(256);
    }

    Columns(int capacity) {
        times = new long[capacity];
        values = new double[capacity];
    }

    public int size() {
        return size;
    }

    /** Milliseconds since 1970 UTC; valid up to the size. */
    public long[] times() {
        return times;
    }

    /** Valid up to the size. */
    public double[] values() {
        return values;
    }

    void clear() {
        size = 0;
        tidy = true;
    }

    /** Adds a sample; see {@link #tidy} for times that do not ascend. */
    public void add(long time, double value) {
        room(1);
        tidy &= size == 0 || time > times[size - 1];
        times[size] = time;
        values[size++] = value;
    }

    /**
     * Adds what lies from one time to before another.
     *
     * @param near times after {@code base}, in any order
     */
    void addNear(int[] near, long base, double[] with, int low, int high, long from, long to) {
        room(high - low);
        int end = size;
        long before = end == 0 ? Long.MIN_VALUE : times[end - 1];
        boolean ascends = tidy;
        for (int i = low; i < high; i++) {
            long time = base + near[i];
            if (time >= from && time < to) {
                ascends &= end == 0 || time > before;
                before = time;
                times[end] = time;
                values[end++] = with[i];
            }
        }
        tidy = ascends;
        size = end;
    }

    /** Adds what lies from one time to before another; the times given are ascending. */
    void addAll(long[] from, double[] with, int count, long after, long before) {
        int low = first(from, count, after);
        int high = first(from, count, before);
        if (low >= high) {
            return;
        }
        room(high - low);
        tidy &= size == 0 || from[low] > times[size - 1];
        System.arraycopy(from, low, times, size, high - low);
        System.arraycopy(with, low, values, size, high - low);
        size += high - low;
    }

    /** Adds another's samples. */
    public void addAll(Columns other) {
        addAll(other.times, other.values, other.size, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    void addAll(Columns other, long after, long before) {
        addAll(other.times, other.values, other.size, after, before);
    }

    /** The first index whose time is not before that. */
    static int first(long[] times, int count, long time) {
        if (count == 0 || times[0] >= time) {
            return 0;
        }
        if (times[count - 1] < time) {
            return count;
        }
        int found = Arrays.binarySearch(times, 0, count, time);
        return found >= 0 ? found : -found - 1;
    }

    /** Grows at once for so many more. */
    void room(int wanted) {
        if (size + wanted > times.length) {
            int larger = Math.max(times.length * 2, size + wanted);
            times = Arrays.copyOf(times, larger);
            values = Arrays.copyOf(values, larger);
        }
    }

    /** Sorts by time; of several values at one time the last added stays. */
    public void tidy() {
        if (tidy) {
            return;
        }
        sort();
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (i + 1 == size || times[i + 1] != times[i]) {
                times[kept] = times[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
        tidy = true;
    }

    /** Merges stretches that are sorted already, so that nearly sorted samples cost little. */
    private void sort() {
        long[] otherTimes = new long[times.length];
        double[] otherValues = new double[values.length];
        for (boolean merged = true; merged; ) {
            merged = false;
            for (int start = 0; start < size; ) {
                int middle = stretch(start);
                int end = middle == size ? size : stretch(middle);
                merge(start, middle, end, otherTimes, otherValues);
                merged |= middle < size;
                start = end;
            }
            long[] t = times;
            times = otherTimes;
            otherTimes = t;
            double[] v = values;
            values = otherValues;
            otherValues = v;
        }
    }

    private int stretch(int start) {
        int end = start + 1;
        while (end < size && times[end] >= times[end - 1]) {
            end++;
        }
        return end;
    }

    private void merge(int start, int middle, int end, long[] toTimes, double[] toValues) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takeLeft = left < middle && (right >= end || times[left] <= times[right]);
            int from = takeLeft ? left++ : right++;
            toTimes[at] = times[from];
            toValues[at] = values[from];
        }
    }

    /** Takes out what lies from one time to before another. */
    void erase(long from, long to) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] < from || times[i] >= to) {
                times[kept] = times[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
    }
}
