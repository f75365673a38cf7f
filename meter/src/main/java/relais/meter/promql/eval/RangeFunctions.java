package relais.meter.promql.eval;

import java.util.Map;
import relais.meter.promql.value.Stale;

/** Functions of the samples in a window that holds at least one. */
final class RangeFunctions {
    /** The result, or {@link Stale#MARKER} where the samples do not suffice for one. */
    interface OfWindow {
        double apply(Window window, double[] parameters);
    }

    static final Map<String, OfWindow> TABLE =
            Map.ofEntries(
                    Map.entry("rate", (w, p) -> Extrapolation.rate(w)),
                    Map.entry("increase", (w, p) -> Extrapolation.increase(w)),
                    Map.entry("delta", (w, p) -> Extrapolation.delta(w)),
                    Map.entry("irate", (w, p) -> Extrapolation.instantRate(w)),
                    Map.entry("idelta", (w, p) -> Extrapolation.instantDelta(w)),
                    Map.entry("deriv", (w, p) -> Regression.slope(w)),
                    Map.entry("predict_linear", (w, p) -> Regression.predict(w, p[0])),
                    Map.entry("holt_winters", (w, p) -> HoltWinters.smooth(w, p[0], p[1])),
                    Map.entry("resets", (w, p) -> resets(w)),
                    Map.entry("changes", (w, p) -> changes(w)),
                    Map.entry("sum_over_time", (w, p) -> sum(w)),
                    Map.entry("avg_over_time", (w, p) -> average(w)),
                    Map.entry("min_over_time", (w, p) -> least(w)),
                    Map.entry("max_over_time", (w, p) -> most(w)),
                    Map.entry("count_over_time", (w, p) -> w.count()),
                    Map.entry("last_over_time", (w, p) -> w.lastValue()),
                    Map.entry("present_over_time", (w, p) -> 1),
                    Map.entry("quantile_over_time", (w, p) -> Quantiles.of(p[0], copy(w))),
                    Map.entry("stdvar_over_time", (w, p) -> variance(w)),
                    Map.entry("stddev_over_time", (w, p) -> Math.sqrt(variance(w))));

    private RangeFunctions() {}

    private static double resets(Window w) {
        int resets = 0;
        for (int i = 1; i < w.count(); i++) {
            resets += w.value(i) < w.value(i - 1) ? 1 : 0;
        }
        return resets;
    }

    private static double changes(Window w) {
        int changes = 0;
        for (int i = 1; i < w.count(); i++) {
            double now = w.value(i);
            double before = w.value(i - 1);
            boolean bothNan = Double.isNaN(now) && Double.isNaN(before);
            changes += now != before && !bothNan ? 1 : 0;
        }
        return changes;
    }

    private static double sum(Window w) {
        Kahan sum = new Kahan();
        for (int i = 0; i < w.count(); i++) {
            sum.add(w.value(i));
        }
        return sum.result();
    }

    /** The sum divided, where it has one; else the mean of one value more, step by step. */
    private static double average(Window w) {
        double sum = sum(w);
        return Math.abs(sum) <= Double.MAX_VALUE ? sum / w.count() : runningMean(w);
    }

    private static double runningMean(Window w) {
        Kahan mean = new Kahan();
        for (int i = 0; i < w.count(); i++) {
            double value = w.value(i);
            double so = mean.raw();
            boolean stays = so == value || Math.abs(value) <= Double.MAX_VALUE;
            if (Double.isInfinite(so) && stays) {
                continue;
            }
            double count = i + 1.0;
            mean.add(value / count - so / count);
        }
        return mean.result();
    }

    private static double least(Window w) {
        double least = w.value(0);
        for (int i = 1; i < w.count(); i++) {
            double value = w.value(i);
            least = value < least || Double.isNaN(least) ? value : least;
        }
        return least;
    }

    private static double most(Window w) {
        double most = w.value(0);
        for (int i = 1; i < w.count(); i++) {
            double value = w.value(i);
            most = value > most || Double.isNaN(most) ? value : most;
        }
        return most;
    }

    private static double[] copy(Window w) {
        double[] values = new double[w.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = w.value(i);
        }
        return values;
    }

    /** Welford's, with compensated sums. */
    private static double variance(Window w) {
        Kahan mean = new Kahan();
        Kahan squares = new Kahan();
        for (int i = 0; i < w.count(); i++) {
            double delta = w.value(i) - mean.exact();
            mean.add(delta / (i + 1.0));
            squares.add(delta * (w.value(i) - mean.exact()));
        }
        return squares.exact() / w.count();
    }
}
