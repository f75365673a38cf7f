package relais.meter.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers for a screen: seven digits are more than one can see, and half the bytes on the wire. */
final class PlainNumber {
    private static final int DIGITS = 7;

    private PlainNumber() {}

    static double shortened(double value) {
        if (value == Math.rint(value) || !Double.isFinite(value)) {
            return value;
        }
        int whole = (int) Math.ceil(Math.log10(Math.abs(value)));
        if (whole >= DIGITS || whole < -20) {
            return whole >= DIGITS ? Math.rint(value) : value;
        }
        double scale = Math.pow(10, DIGITS - whole);
        return Math.rint(value * scale) / scale;
    }

    /** Null where unknown. */
    static List<@Nullable Double> list(double[] values) {
        List<@Nullable Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(Double.isFinite(value) ? (Double) shortened(value) : null);
        }
        return list;
    }
}
