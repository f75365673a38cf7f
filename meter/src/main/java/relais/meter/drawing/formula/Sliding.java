package relais.meter.drawing.formula;

import java.util.Arrays;

/**
 * rrdtool's words that look back over a column: a window up to each point, or windows at some
 * shifts before it. Points are a step apart.
 */
final class Sliding {
    /** Values that one point looks at. */
    private static final int MOST = 2_000;

    /** What is made of the values in the windows. */
    enum Prediction {
        PREDICT,
        PREDICTSIGMA,
        PREDICTPERC
    }

    private final double[] column;
    private final double step;

    /**
     * @param step seconds
     */
    Sliding(double[] column, double step) {
        this.column = column;
        this.step = step;
    }

    /** The mean of a window that ends with the point; unknown before there is a whole one. */
    double trend(int point, double seconds, boolean skipsUnknown) {
        long length = Math.max(1, (long) Math.ceil(seconds / step));
        if (point + 1 < length) {
            return Double.NaN;
        }
        double sum = 0;
        int count = 0;
        for (int i = point; i > point - Math.min(length, MOST); i--) {
            if (!Double.isNaN(column[i])) {
                sum += column[i];
                count++;
            } else if (!skipsUnknown) {
                return Double.NaN;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /**
     * Of windows at some times before the point.
     *
     * @param shifts seconds
     * @param percent for {@link Prediction#PREDICTPERC}: above 0 it lies between two values, below
     *     0 it is one of them
     */
    double predicted(Prediction kind, int point, double[] shifts, double seconds, double percent) {
        double[] known = known(point, shifts, (long) Math.ceil(seconds / step));
        int count = known.length;
        return switch (kind) {
            case PREDICT -> count == 0 ? Double.NaN : Arrays.stream(known).sum() / count;
            case PREDICTSIGMA -> Bundles.deviation(known);
            case PREDICTPERC ->
                    count == 0 || Math.abs(percent) > 100 ? Double.NaN : share(known, percent);
        };
    }

    /** A window begins, as rrdtool has it, with the point after the one that the shift tells. */
    private double[] known(int point, double[] shifts, long length) {
        double[] known = new double[MOST];
        int count = 0;
        for (double shift : shifts) {
            if (!(shift >= 0)) {
                return new double[0];
            }
            long first = (long) Math.ceil(shift / step);
            for (long i = first; i <= first + length && i < point && count < MOST; i++) {
                int at = point + 1 - (int) i;
                if (at < column.length && !Double.isNaN(column[at])) {
                    known[count++] = column[at];
                }
            }
        }
        return Arrays.copyOf(known, count);
    }

    private static double share(double[] known, double percent) {
        Arrays.sort(known);
        double place = Math.abs(percent) / 100 * (known.length - 1);
        if (percent < 0) {
            return known[(int) Math.round(place)];
        }
        int below = (int) place;
        if (below == known.length - 1) {
            return known[below];
        }
        return known[below] + (known[below + 1] - known[below]) * (place - below);
    }
}
