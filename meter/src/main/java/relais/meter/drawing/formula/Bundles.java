package relais.meter.drawing.formula;

import java.util.Arrays;

/** What rrdtool computes over several numbers at once; the unknown ones are left out. */
final class Bundles {
    private Bundles() {}

    static double mean(double[] values) {
        double[] known = known(values);
        return known.length == 0 ? Double.NaN : Arrays.stream(known).sum() / known.length;
    }

    static double median(double[] values) {
        double[] known = known(values);
        Arrays.sort(known);
        int middle = known.length / 2;
        if (known.length == 0) {
            return Double.NaN;
        }
        return known.length % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
    }

    static double least(double[] values) {
        return Arrays.stream(known(values)).min().orElse(Double.NaN);
    }

    static double greatest(double[] values) {
        return Arrays.stream(known(values)).max().orElse(Double.NaN);
    }

    /** Of a sample: one value has none. */
    static double deviation(double[] values) {
        double[] known = known(values);
        double mean = mean(known);
        double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
        return known.length < 2 ? Double.NaN : Math.sqrt(squares / (known.length - 1));
    }

    /** The value below which that share of them lies; unknown ones are the least of all. */
    static double share(double[] values, double percent) {
        double[] sorted =
                Arrays.stream(values)
                        .map(v -> Double.isNaN(v) ? -Double.MAX_VALUE : v)
                        .sorted()
                        .toArray();
        long place = Math.round(percent * sorted.length / 100) - 1;
        double found = sorted[(int) Math.clamp(place, 0, sorted.length - 1)];
        return found == -Double.MAX_VALUE ? Double.NaN : found;
    }

    private static double[] known(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }
}
