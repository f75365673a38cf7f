package relais.meter.series.codec;

import java.util.Arrays;

/**
 * Finds the fewest decimal places with which a column of doubles is whole numbers. A double equals
 * its decimal when the whole number divided by the power of ten gives the same bits: both are exact
 * in a double (below 2^53; 10^15), and IEEE 754 division rounds correctly, on every machine alike.
 */
final class Decimals {

    static final int MOST_PLACES = 15;

    private static final double[] TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final double EXACT = 1L << 53;
    private static final int TRIES = 3;

    private int[] exceptions = new int[16];
    private int exceptionCount;

    static double ten(int places) {
        return TEN[places];
    }

    int exceptionCount() {
        return exceptionCount;
    }

    int exception(int index) {
        return exceptions[index];
    }

    /**
     * The places, with the whole numbers filled in; values that have none repeat the number before
     * them and are listed as exceptions. Below 0 when too many have none.
     */
    int scale(double[] values, int from, int count, long[] into) {
        int places = sample(values, from, count);
        for (int attempt = 0; attempt < TRIES && places >= 0; attempt++) {
            int wanted = fill(values, from, count, places, into);
            if (exceptionCount <= count >> 6
                    || (wanted <= places && exceptionCount <= count >> 3)) {
                return places;
            }
            if (wanted <= places) {
                return -1;
            }
            places = wanted;
        }
        return -1;
    }

    private static int sample(double[] values, int from, int count) {
        int step = Math.max(1, count / 16);
        int most = -1;
        for (int i = 0; i < count; i += step) {
            most = Math.max(most, needed(values[from + i]));
        }
        return most;
    }

    /** Places that this value needs, or -1. */
    private static int needed(double value) {
        for (int places = 0; places <= MOST_PLACES; places++) {
            double whole = Math.rint(value * TEN[places]);
            if (Math.abs(whole) >= EXACT) {
                return -1;
            }
            if (isSame((double) (long) whole / TEN[places], value)) {
                return places;
            }
        }
        return -1;
    }

    /** The most places that a value asked for; stops early where scaling is hopeless. */
    private int fill(double[] values, int from, int count, int places, long[] into) {
        double power = TEN[places];
        exceptionCount = 0;
        int wanted = places;
        int bearable = (count >> 3) + 1;
        long before = 0;
        for (int i = 0; i < count; i++) {
            double value = values[from + i];
            double whole = Math.rint(value * power);
            long number = (long) whole;
            if (Math.abs(whole) < EXACT && isSame((double) number / power, value)) {
                before = number;
            } else {
                wanted = Math.max(wanted, needed(value));
                if (exceptionCount == exceptions.length) {
                    exceptions = Arrays.copyOf(exceptions, exceptionCount * 2);
                }
                exceptions[exceptionCount++] = i;
                if (exceptionCount > bearable) {
                    return wanted;
                }
            }
            into[i] = before;
        }
        return wanted;
    }

    private static boolean isSame(double one, double other) {
        return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
    }
}
