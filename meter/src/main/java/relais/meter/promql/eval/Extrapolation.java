package relais.meter.promql.eval;

import relais.meter.promql.value.Stale;

/**
 * Differences over a window. The samples seldom lie at the window's ends; the difference between
 * the outermost is stretched to the ends where a sample may well be missing there by chance (less
 * than 1.1 average gaps away), else by half a gap. A counter is not stretched to before it was 0.
 */
final class Extrapolation {
    private static final double NEAR = 1.1;

    private Extrapolation() {}

    static double rate(Window w) {
        return stretched(w, true, w.rangeSeconds());
    }

    static double increase(Window w) {
        return stretched(w, true, 1);
    }

    static double delta(Window w) {
        return stretched(w, false, 1);
    }

    private static double stretched(Window w, boolean counter, double perSeconds) {
        int last = w.count() - 1;
        if (last < 1) {
            return Stale.MARKER;
        }
        double difference = w.value(last) - w.value(0);
        for (int i = 1; counter && i <= last; i++) {
            if (w.value(i) < w.value(i - 1)) {
                difference += w.value(i - 1);
            }
        }
        double covered = (w.time(last) - w.time(0)) / 1000.0;
        double before = (w.time(0) - w.start()) / 1000.0;
        double after = (w.end() - w.time(last)) / 1000.0;
        if (counter && difference > 0 && w.value(0) >= 0) {
            before = Math.min(before, covered * (w.value(0) / difference));
        }
        double gap = covered / last;
        double near = gap * NEAR;
        double length = covered;
        length += before < near ? before : gap / 2;
        length += after < near ? after : gap / 2;
        double factor = length / covered / perSeconds;
        return difference * factor;
    }

    static double instantRate(Window w) {
        int last = w.count() - 1;
        if (last < 1 || w.time(last) == w.time(last - 1)) {
            return Stale.MARKER;
        }
        double now = w.value(last);
        double before = w.value(last - 1);
        double difference = now < before ? now : now - before;
        return difference / ((w.time(last) - w.time(last - 1)) / 1000.0);
    }

    static double instantDelta(Window w) {
        int last = w.count() - 1;
        return last < 1 ? Stale.MARKER : w.value(last) - w.value(last - 1);
    }
}
