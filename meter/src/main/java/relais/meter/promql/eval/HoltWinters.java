package relais.meter.promql.eval;

import relais.meter.promql.value.QueryException;
import relais.meter.promql.value.Stale;

/** Double exponential smoothing: a level and a trend, each with its own factor. */
final class HoltWinters {
    private HoltWinters() {}

    static double smooth(Window w, double levelFactor, double trendFactor) {
        check("smoothing", "sf", levelFactor);
        check("trend", "tf", trendFactor);
        if (w.count() < 2) {
            return Stale.MARKER;
        }
        double level = w.value(0);
        double trend = w.value(1) - w.value(0);
        for (int i = 1; i < w.count(); i++) {
            double next = levelFactor * w.value(i) + (1 - levelFactor) * (level + trend);
            // The first trend was read off the first two samples and holds for both.
            if (i + 1 < w.count()) {
                trend = trendFactor * (next - level) + (1 - trendFactor) * trend;
            }
            level = next;
        }
        return level;
    }

    private static void check(String what, String symbol, double factor) {
        if (factor <= 0 || factor >= 1) {
            throw QueryException.execution(
                    "invalid %s factor. Expected: 0 < %s < 1, got: %f"
                            .formatted(what, symbol, factor));
        }
    }
}
