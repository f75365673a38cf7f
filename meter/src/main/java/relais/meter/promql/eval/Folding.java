package relais.meter.promql.eval;

import relais.meter.promql.expr.Aggregator;
import relais.meter.promql.value.Stale;

/** How the values of a group at one step become one, a value at a time. */
interface Folding {
    /**
     * Takes the next value at step {@code i}; {@code c.count[i]} already counts it, and is 1 for
     * the first.
     */
    void add(Columns c, int i, double v);

    /** What is left to do when all are in. */
    default double finish(Columns c, int i) {
        return c.value[i];
    }

    /** What is remembered per step. */
    final class Columns {
        private final double[] value;
        private final double[] mean;
        private final int[] count;

        Columns(double[] absent) {
            this.value = absent;
            this.mean = new double[absent.length];
            this.count = new int[absent.length];
        }

        void add(double[] values, Folding how) {
            for (int i = 0; i < values.length; i++) {
                if (!Stale.is(values[i])) {
                    count[i]++;
                    how.add(this, i, values[i]);
                }
            }
        }

        double[] finished(Folding how) {
            for (int i = 0; i < value.length; i++) {
                if (count[i] > 0) {
                    value[i] = how.finish(this, i);
                }
            }
            return value;
        }

        private boolean first(int i) {
            return count[i] == 1;
        }
    }

    static Folding of(Aggregator aggregator) {
        return switch (aggregator) {
            case SUM -> (c, i, v) -> c.value[i] = c.first(i) ? v : c.value[i] + v;
            case MIN ->
                    (c, i, v) ->
                            c.value[i] =
                                    c.first(i) || v < c.value[i] || Double.isNaN(c.value[i])
                                            ? v
                                            : c.value[i];
            case MAX ->
                    (c, i, v) ->
                            c.value[i] =
                                    c.first(i) || v > c.value[i] || Double.isNaN(c.value[i])
                                            ? v
                                            : c.value[i];
            case COUNT -> (c, i, v) -> c.value[i] = c.count[i];
            case GROUP -> (c, i, v) -> c.value[i] = 1;
            case AVG -> (c, i, v) -> c.value[i] = c.first(i) ? v : mean(c.value[i], v, c.count[i]);
            case STDDEV -> new Variance(true);
            case STDVAR -> new Variance(false);
            case TOPK, BOTTOMK, QUANTILE, COUNT_VALUES ->
                    throw new IllegalStateException(aggregator + " does not fold");
        };
    }

    /**
     * The mean of one value more. An infinite mean stays what it is until it meets its opposite.
     */
    private static double mean(double mean, double value, double count) {
        if (Double.isInfinite(mean) && (mean == value || Math.abs(value) <= Double.MAX_VALUE)) {
            return mean;
        }
        // Divided before the difference is taken, so that large values do not overflow.
        return mean + (value / count - mean / count);
    }

    /** Welford's running variance. */
    record Variance(boolean root) implements Folding {
        @Override
        public void add(Columns c, int i, double v) {
            if (c.first(i)) {
                c.mean[i] = v;
                c.value[i] = 0;
                return;
            }
            double delta = v - c.mean[i];
            c.mean[i] += delta / c.count[i];
            c.value[i] += delta * (v - c.mean[i]);
        }

        @Override
        public double finish(Columns c, int i) {
            double variance = c.value[i] / c.count[i];
            return root ? Math.sqrt(variance) : variance;
        }
    }
}
