package relais.meter.series.codec;

import java.util.Arrays;

/**
 * Decodes what a {@link BlockWriter} wrote, into arrays that it keeps: one reader per thread, and
 * what it shows is valid until the next read.
 */
public final class BlockReader {

    private final IntegerReader integers = new IntegerReader();
    private final long[] numbers = new long[BlockWriter.MOST_SAMPLES];
    private final long[] times = new long[BlockWriter.MOST_SAMPLES];
    private final double[] values = new double[BlockWriter.MOST_SAMPLES];

    public long[] times() {
        return times;
    }

    public double[] values() {
        return values;
    }

    /** How many samples were read. */
    public int read(Source in, long origin) {
        int count = in.getCount(BlockWriter.MOST_SAMPLES);
        if (count == 0) {
            throw new DamagedException("a block without samples");
        }
        long first = origin + in.getSigned();
        readTimes(in, first, count);
        readValues(in, count);
        return count;
    }

    /** Another column over the times of the block before; replaces its values. */
    public void readMore(Source in, int count) {
        readValues(in, count);
    }

    private void readTimes(Source in, long first, int count) {
        times[0] = first;
        if (count == 1) {
            return;
        }
        switch (in.getByte()) {
            case BlockWriter.GRID -> {
                long step = in.getVarint();
                for (int i = 1; i < count; i++) {
                    times[i] = first + i * step;
                }
            }
            case BlockWriter.TIMES -> {
                integers.read(in, times, count);
                for (int i = 0; i < count; i++) {
                    times[i] += first;
                }
            }
            default -> throw new DamagedException("an unknown form of times");
        }
    }

    private void readValues(Source in, int count) {
        int kind = in.getByte();
        if (kind == BlockWriter.ONE_VALUE) {
            Arrays.fill(values, 0, count, Double.longBitsToDouble(in.getLong()));
            return;
        }
        if (kind == BlockWriter.BITS) {
            integers.read(in, numbers, count);
            for (int i = 0; i < count; i++) {
                values[i] = Double.longBitsToDouble(BlockWriter.ordered(numbers[i]));
            }
            return;
        }
        if (kind == BlockWriter.PLAIN) {
            for (int i = 0; i < count; i++) {
                values[i] = Double.longBitsToDouble(in.getLong());
            }
            return;
        }
        int places = (kind & ~BlockWriter.WITH_EXCEPTIONS) - BlockWriter.DECIMALS;
        if (places < 0 || places > Decimals.MOST_PLACES) {
            throw new DamagedException("an unknown form of values");
        }
        Source exceptions = in.mark();
        boolean some = (kind & BlockWriter.WITH_EXCEPTIONS) != 0;
        if (some) {
            skipExceptions(in, count);
        }
        integers.read(in, numbers, count);
        double power = Decimals.ten(places);
        for (int i = 0; i < count; i++) {
            values[i] = (double) numbers[i] / power;
        }
        if (some) {
            readExceptions(exceptions, count);
        }
    }

    private static void skipExceptions(Source in, int count) {
        int listed = in.getCount(count);
        for (int e = 0; e < listed; e++) {
            in.getVarint();
            in.getLong();
        }
    }

    private void readExceptions(Source in, int count) {
        int listed = in.getCount(count);
        int at = 0;
        for (int e = 0; e < listed; e++) {
            at += in.getCount(count - 1 - at);
            values[at] = Double.longBitsToDouble(in.getLong());
        }
    }
}
