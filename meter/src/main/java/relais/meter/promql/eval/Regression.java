package relais.meter.promql.eval;

import relais.meter.promql.value.Stale;

/** A straight line through the samples of a window, by least squares. */
record Regression(double slope, double intercept) {
    static double slope(Window w) {
        return w.count() < 2 ? Stale.MARKER : line(w, w.time(0)).slope();
    }

    /** The line's value so many seconds after the evaluation. */
    static double predict(Window w, double seconds) {
        if (w.count() < 2) {
            return Stale.MARKER;
        }
        Regression line = line(w, w.evaluated());
        return line.slope() * seconds + line.intercept();
    }

    private static Regression line(Window w, long origin) {
        if (isConstant(w)) {
            double value = w.value(0);
            return Double.isInfinite(value)
                    ? new Regression(Double.NaN, Double.NaN)
                    : new Regression(0, value);
        }
        Kahan xs = new Kahan();
        Kahan ys = new Kahan();
        Kahan products = new Kahan();
        Kahan squares = new Kahan();
        for (int i = 0; i < w.count(); i++) {
            double x = (w.time(i) - origin) / 1000.0;
            xs.add(x);
            ys.add(w.value(i));
            products.add(x * w.value(i));
            squares.add(x * x);
        }
        double n = w.count();
        double sumX = xs.exact();
        double sumY = ys.exact();
        double covariance = products.exact() - sumX * sumY / n;
        double slope = covariance / (squares.exact() - sumX * sumX / n);
        return new Regression(slope, sumY / n - slope * sumX / n);
    }

    private static boolean isConstant(Window w) {
        for (int i = 1; i < w.count(); i++) {
            if (w.value(i) != w.value(0)) {
                return false;
            }
        }
        return true;
    }
}
