package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Quantiles of values and of classic histograms, by linear interpolation. */
final class Quantiles {
    private Quantiles() {}

    /** Of values in any order, which it sorts; NaN counts as the smallest. */
    static double of(double q, double[] values) {
        if (values.length == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        nanFirst(values);
        double rank = q * (values.length - 1);
        int below = (int) Math.floor(rank);
        int above = Math.min(values.length - 1, below + 1);
        double weight = rank - Math.floor(rank);
        return values[below] * (1 - weight) + values[above] * weight;
    }

    private static void nanFirst(double[] values) {
        int nans = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                double first = values[nans];
                values[nans++] = values[i];
                values[i] = first;
            }
        }
        Arrays.sort(values, nans, values.length);
    }

    /** A bucket of a classic histogram: how many observations were at most {@code bound}. */
    record Bucket(double bound, double count) {}

    static double ofBuckets(double q, List<Bucket> unordered) {
        if (Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        List<Bucket> buckets = tidy(unordered);
        int last = buckets.size() - 1;
        double observed = buckets.get(last).count();
        if (buckets.get(last).bound() != Double.POSITIVE_INFINITY || last < 1 || observed == 0) {
            return Double.NaN;
        }
        double rank = q * observed;
        int hit = 0;
        while (hit < last && !(buckets.get(hit).count() >= rank)) {
            hit++;
        }
        if (hit == last) {
            return buckets.get(last - 1).bound();
        }
        double end = buckets.get(hit).bound();
        if (hit == 0) {
            return end <= 0 ? end : end * (rank / buckets.get(0).count());
        }
        Bucket before = buckets.get(hit - 1);
        double inside = buckets.get(hit).count() - before.count();
        return before.bound() + (end - before.bound()) * ((rank - before.count()) / inside);
    }

    /**
     * Sorted by bound, equal bounds added up, and never falling: scrapes are not atomic and sums of
     * rates not exact, so a count may lie a little below the one before.
     */
    private static List<Bucket> tidy(List<Bucket> unordered) {
        List<Bucket> sorted = new ArrayList<>(unordered);
        sorted.sort(Comparator.comparingDouble(Bucket::bound));
        List<Bucket> merged = new ArrayList<>();
        for (Bucket bucket : sorted) {
            boolean same = !merged.isEmpty() && merged.getLast().bound() == bucket.bound();
            double count = same ? merged.removeLast().count() + bucket.count() : bucket.count();
            merged.add(new Bucket(bucket.bound(), count));
        }
        double most = merged.getFirst().count();
        for (int i = 1; i < merged.size(); i++) {
            Bucket bucket = merged.get(i);
            if (bucket.count() > most) {
                most = bucket.count();
            } else if (bucket.count() < most) {
                merged.set(i, new Bucket(bucket.bound(), most));
            }
        }
        return merged;
    }
}
