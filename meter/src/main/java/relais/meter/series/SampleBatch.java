package relais.meter.series;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import relais.meter.series.codec.Sink;
import relais.meter.series.codec.Source;

/** Samples to append together: columns of series, times and values. Reusable; not thread safe. */
public final class SampleBatch {

    /** Samples of one batch: it must fit into the memory of what is not yet sealed. */
    public static final int MOST = 200_000;

    private static final int SAMPLES = 1;

    private int[] series;
    private long[] times;
    private double[] values;
    private int size;

    public SampleBatch(int capacity) {
        series = new int[capacity];
        times = new long[capacity];
        values = new double[capacity];
    }

    /**
     * @param millis since 1970 UTC
     * @param value kept bit for bit, NaN payloads too
     */
    public void add(long id, long millis, double value) {
        if (size == series.length) {
            int larger = Math.max(16, size * 2);
            series = Arrays.copyOf(series, larger);
            times = Arrays.copyOf(times, larger);
            values = Arrays.copyOf(values, larger);
        }
        series[size] = Math.toIntExact(id);
        times[size] = millis;
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    int series(int index) {
        return series[index];
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }

    /** The record of the log: columns of number differences, runs of equal times, values. */
    byte[] encode() {
        Sink sink = new Sink(32 + 3 * size);
        sink.putByte(SAMPLES);
        sink.putVarint(size);
        int id = 0;
        for (int i = 0; i < size; i++) {
            sink.putSigned((long) series[i] - id);
            id = series[i];
        }
        long time = 0;
        for (int i = 0; i < size; ) {
            int run = i + 1;
            while (run < size && times[run] == times[i]) {
                run++;
            }
            sink.putVarint(run - i);
            sink.putSigned(times[i] - time);
            time = times[i];
            i = run;
        }
        byte[] record = Arrays.copyOf(sink.array(), sink.size() + Double.BYTES * size);
        ByteBuffer.wrap(record, sink.size(), Double.BYTES * size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .put(values, 0, size);
        return record;
    }

    void decode(byte[] record) {
        Source source = new Source(record, 0, record.length);
        if (source.getByte() != SAMPLES) {
            throw new IllegalStateException("the log holds a record of an unknown kind");
        }
        size = source.getCount(MOST);
        if (size > series.length) {
            series = new int[size];
            times = new long[size];
            values = new double[size];
        }
        long id = 0;
        for (int i = 0; i < size; i++) {
            id += source.getSigned();
            series[i] = (int) id;
        }
        long time = 0;
        for (int i = 0; i < size; ) {
            int run = Math.max(1, source.getCount(size - i));
            time += source.getSigned();
            Arrays.fill(times, i, i + run, time);
            i += run;
        }
        ByteBuffer.wrap(record, source.position(), Double.BYTES * size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(values, 0, size);
    }
}
