package relais.meter.series.codec;

/** Encodes the samples of one series. Keeps its scratch space: one per thread. */
public final class BlockWriter {

    /** Samples of a block: bounds what a reader must decode for one sample. */
    public static final int MOST_SAMPLES = 8192;

    static final int GRID = 0;
    static final int TIMES = 1;

    /** Kinds of values: one alone, bits as integers, bits as they are, else 16 + decimal places. */
    static final int ONE_VALUE = 0;

    static final int BITS = 1;
    static final int PLAIN = 2;
    static final int DECIMALS = 16;
    static final int WITH_EXCEPTIONS = 128;

    private final IntegerWriter integers = new IntegerWriter();
    private final Decimals decimals = new Decimals();
    private final long[] numbers = new long[MOST_SAMPLES];

    /**
     * Appends a block.
     *
     * @param times milliseconds, strictly ascending
     * @param origin a time near the first, which the reader must give as well
     * @param count 1 to {@link #MOST_SAMPLES}
     * @param plain values as they are: for blocks that soon become part of larger ones
     */
    public void write(
            long origin,
            long[] times,
            double[] values,
            int from,
            int count,
            boolean plain,
            Sink out) {
        out.putVarint(count);
        out.putSigned(times[from] - origin);
        writeTimes(times, from, count, out);
        writeValues(values, from, count, plain, out);
    }

    /** Another column over the times of the block before. */
    public void writeMore(double[] values, int count, Sink out) {
        writeValues(values, 0, count, false, out);
    }

    private void writeTimes(long[] times, int from, int count, Sink out) {
        if (count == 1) {
            return;
        }
        long step = times[from + 1] - times[from];
        boolean grid = true;
        for (int i = 2; i < count && grid; i++) {
            grid = times[from + i] - times[from + i - 1] == step;
        }
        if (grid) {
            out.putByte(GRID);
            out.putVarint(step);
            return;
        }
        out.putByte(TIMES);
        for (int i = 0; i < count; i++) {
            numbers[i] = times[from + i] - times[from];
        }
        integers.write(numbers, count, out);
    }

    private void writeValues(double[] values, int from, int count, boolean plain, Sink out) {
        long bits = Double.doubleToRawLongBits(values[from]);
        boolean same = true;
        for (int i = 1; i < count && same; i++) {
            same = Double.doubleToRawLongBits(values[from + i]) == bits;
        }
        if (same) {
            out.putByte(ONE_VALUE);
            out.putLong(bits);
            return;
        }
        if (plain) {
            out.putByte(PLAIN);
            for (int i = 0; i < count; i++) {
                out.putLong(Double.doubleToRawLongBits(values[from + i]));
            }
            return;
        }
        int places = decimals.scale(values, from, count, numbers);
        if (places < 0) {
            out.putByte(BITS);
            for (int i = 0; i < count; i++) {
                numbers[i] = ordered(Double.doubleToRawLongBits(values[from + i]));
            }
        } else {
            int exceptions = decimals.exceptionCount();
            out.putByte(DECIMALS + places | (exceptions > 0 ? WITH_EXCEPTIONS : 0));
            if (exceptions > 0) {
                writeExceptions(values, from, exceptions, out);
            }
        }
        integers.write(numbers, count, out);
    }

    private void writeExceptions(double[] values, int from, int count, Sink out) {
        out.putVarint(count);
        int before = 0;
        for (int e = 0; e < count; e++) {
            int at = decimals.exception(e);
            out.putVarint(at - before);
            out.putLong(Double.doubleToRawLongBits(values[from + at]));
            before = at;
        }
    }

    /** Maps bits so that neighbouring doubles are neighbouring integers; its own inverse. */
    static long ordered(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
