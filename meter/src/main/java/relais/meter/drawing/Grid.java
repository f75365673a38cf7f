package relais.meter.drawing;

import java.util.Arrays;
import java.util.List;

/**
 * The times at which a picture has a point: the samples' own where there are few, otherwise the
 * middles of equal buckets about a pixel wide. All layers share it, so that piles add up.
 */
final class Grid {
    /** A hole longer than so many usual steps is a gap, not a line. */
    private static final double GAP = 2.5;

    /** No quantity is larger; sums and distances of such values stay finite. */
    private static final double MOST = 1e100;

    /** So many distances show what is usual. */
    private static final int SAMPLES_OF_STEP = 200;

    private final long[] times;
    private final double half;

    private Grid(long[] times, double half) {
        this.times = times;
        this.half = half;
    }

    /** A series on the grid: mean, least and greatest behind each point; NaN where unknown. */
    record Fitted(double[] mean, double[] low, double[] high) {}

    long[] times() {
        return times;
    }

    /** The points are exactly these times. */
    static Grid at(long[] times) {
        return new Grid(times, 0);
    }

    static Grid over(List<Column> columns, View.Range range, int pixels) {
        int most = 0;
        long shortest = Long.MAX_VALUE;
        long total = 0;
        for (Column column : columns) {
            int points = column.from(range.to() + 1) - column.from(range.from());
            most = Math.max(most, points);
            total += points;
            shortest = Math.min(shortest, step(column));
        }
        if (most <= pixels && total <= 4L * pixels * columns.size()) {
            long[] own = union(columns, range, shortest);
            if (own.length <= 2 * pixels) {
                return new Grid(own, 0);
            }
        }
        double bucket = (double) range.length() / pixels;
        long[] middles = new long[pixels];
        for (int i = 0; i < pixels; i++) {
            middles[i] = range.from() + (long) ((i + 0.5) * bucket);
        }
        return new Grid(middles, bucket / 2);
    }

    /** Every time of every column, and one in the middle of each hole, where lines break. */
    private static long[] union(List<Column> columns, View.Range range, long step) {
        long[] all =
                columns.stream()
                        .flatMapToLong(
                                c ->
                                        Arrays.stream(
                                                c.millis(),
                                                c.from(range.from()),
                                                c.from(range.to() + 1)))
                        .sorted()
                        .distinct()
                        .toArray();
        long[] broken = new long[2 * all.length];
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            if (i > 0 && all[i] - all[i - 1] > GAP * step) {
                broken[count++] = all[i - 1] + (all[i] - all[i - 1]) / 2;
            }
            broken[count++] = all[i];
        }
        return Arrays.copyOf(broken, count);
    }

    /** The usual distance of two points: the median of some. */
    private static long step(Column column) {
        long[] millis = column.millis();
        if (millis.length < 2) {
            return Long.MAX_VALUE / 4;
        }
        int stride = Math.max(1, (millis.length - 1) / SAMPLES_OF_STEP);
        long[] steps = new long[(millis.length - 2) / stride + 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = millis[i * stride + 1] - millis[i * stride];
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    Fitted fit(Column column) {
        int size = times.length;
        Fitted fitted = new Fitted(new double[size], new double[size], new double[size]);
        double longest = GAP * step(column);
        int next = size == 0 ? 0 : column.from((long) Math.ceil(times[0] - half));
        for (int i = 0; i < size; i++) {
            int first = next;
            while (next < column.millis().length && inside(column.millis()[next], times[i])) {
                next++;
            }
            if (next > first) {
                gather(column, first, next, fitted, i);
            } else {
                double between = between(column, next, times[i], longest);
                fitted.mean[i] = between;
                fitted.low[i] = between;
                fitted.high[i] = between;
            }
            while (half == 0 && next < column.millis().length && before(column, next, i)) {
                next++;
            }
        }
        return fitted;
    }

    private boolean inside(long time, long middle) {
        return half == 0 ? time == middle : time < middle + half;
    }

    private boolean before(Column column, int next, int i) {
        return i + 1 < times.length && column.millis()[next] < times[i + 1];
    }

    private static void gather(Column column, int first, int end, Fitted fitted, int at) {
        double sum = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int known = 0;
        for (int i = first; i < end; i++) {
            double value = column.values()[i];
            if (Math.abs(value) <= MOST) {
                sum += value;
                known++;
                low = Math.min(low, finite(column.low()[i], value));
                high = Math.max(high, finite(column.high()[i], value));
            }
        }
        fitted.mean[at] = known == 0 ? Double.NaN : sum / known;
        fitted.low[at] = known == 0 ? Double.NaN : low;
        fitted.high[at] = known == 0 ? Double.NaN : high;
    }

    private static double finite(double value, double otherwise) {
        return Math.abs(value) <= MOST ? value : otherwise;
    }

    private static double between(Column column, int next, long time, double longest) {
        if (next == 0 || next >= column.millis().length) {
            return Double.NaN;
        }
        long before = column.millis()[next - 1];
        long after = column.millis()[next];
        if (after - before > longest) {
            return Double.NaN;
        }
        double share = (double) (time - before) / (after - before);
        double from = column.values()[next - 1];
        double value = from + (column.values()[next] - from) * share;
        return Math.abs(value) <= MOST ? value : Double.NaN;
    }
}
