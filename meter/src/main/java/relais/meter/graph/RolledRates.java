package relais.meter.graph;

import java.util.Arrays;
import relais.agent.reading.FieldType;
import relais.meter.series.Windows;

/**
 * What a counter did, from what its samples come to in windows. While it only grows, the greatest
 * value of a window is its last one, so the difference to the window before is exact. A window
 * whose least value lies below the greatest of the one before shows that the counter went back in
 * one of the two: those are read raw.
 */
final class RolledRates {
    /** A window with less than this share of the usual samples does not reach from end to end. */
    private static final double WHOLE = 0.9;

    /** Stretches read raw: a counter that goes back more often is drawn without them. */
    private static final int MOST_MENDED = 200;

    private final Windows windows;
    private final long width;
    private final Counter.Kind kind;
    private final long usual;
    private final boolean[] back;

    /** Adds the exact rates from one time to before another. */
    interface Mending {
        boolean raw(long from, long to);
    }

    RolledRates(Windows windows, long width, Counter.Kind kind) {
        this.windows = windows;
        this.width = width;
        this.kind = kind;
        long[] counts = new long[windows.size()];
        back = new boolean[windows.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = windows.count(i);
            if (i > 0 && windows.min(i) < windows.max(i - 1)) {
                back[i - 1] = true;
                back[i] = true;
            }
        }
        Arrays.sort(counts);
        usual = counts.length == 0 ? 0 : counts[counts.length / 2];
    }

    void each(Pieces pieces, Mending mending) {
        int mended = 0;
        boolean sums = kind.type() == FieldType.ABSOLUTE;
        for (int i = 0; i < windows.size(); i++) {
            long start = windows.start(i);
            if (sums || !back[i]) {
                double rate = sums ? absolute(i) : grown(i);
                if (kind.bounds().holds(rate)) {
                    pieces.add(start, start + width, rate);
                }
            } else if (mended++ < MOST_MENDED) {
                mending.raw(start, start + width);
            }
        }
    }

    private double absolute(int i) {
        return windows.sum(i) / (covered(i) / 1000.0);
    }

    private double covered(int i) {
        return (double) width * Math.min(windows.count(i), usual) / usual;
    }

    private double grown(int i) {
        boolean adjacent =
                i > 0 && windows.start(i) - windows.start(i - 1) == width && !back[i - 1];
        if (adjacent
                && windows.count(i) >= WHOLE * usual
                && windows.count(i - 1) >= WHOLE * usual) {
            return (windows.max(i) - windows.max(i - 1)) / (width / 1000.0);
        }
        double millis = covered(i) * (windows.count(i) - 1) / windows.count(i);
        return (windows.max(i) - windows.min(i)) / (millis / 1000.0);
    }
}
