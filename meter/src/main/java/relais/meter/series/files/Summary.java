package relais.meter.series.files;

import relais.meter.series.codec.Sink;
import relais.meter.series.codec.Source;

/**
 * What a block comes to; NaN is no value. Without values: count 0, the rest is 0.
 *
 * @param first time of the first sample, values or not
 * @param last time of the last sample
 * @param hours roll-ups of its hours: a block of counts, then columns of sums, least and greatest;
 *     nothing where they are not worth it
 */
public record Summary(
        long first, long last, long count, double sum, double min, double max, Source hours) {

    private static final Source NONE = new Source(new byte[0], 0, 0);

    /** The sum is taken in the order of the values, so that it can be recomputed bit for bit. */
    static Summary of(long[] times, double[] values, int from, int count) {
        long counted = 0;
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            double value = values[i];
            if (!Double.isNaN(value)) {
                counted++;
                sum += value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        long first = times[from];
        long last = times[from + count - 1];
        return counted == 0
                ? new Summary(first, last, 0, 0, 0, 0, NONE)
                : new Summary(first, last, counted, sum, min, max, NONE);
    }

    void write(long origin, Sink out) {
        out.putSigned(first - origin);
        out.putVarint(last - first);
        out.putVarint(count);
        out.putLong(Double.doubleToRawLongBits(sum));
        out.putLong(Double.doubleToRawLongBits(min));
        out.putLong(Double.doubleToRawLongBits(max));
    }

    static Summary read(long origin, Source in) {
        long first = origin + in.getSigned();
        return new Summary(
                first,
                first + in.getVarint(),
                in.getVarint(),
                Double.longBitsToDouble(in.getLong()),
                Double.longBitsToDouble(in.getLong()),
                Double.longBitsToDouble(in.getLong()),
                in.part(in.getCount(in.remaining())));
    }
}
