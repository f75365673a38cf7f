package relais.meter.drawing.formula;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** rrdtool's operators, by what they do to the stack of numbers. */
sealed interface Operator {
    /** Replaces the top. */
    record One(DoubleUnaryOperator of) implements Operator {}

    /** Replaces the two on top. */
    record Two(DoubleBinaryOperator of) implements Operator {}

    /** Replaces the three on top. */
    record Three(Ternary of) implements Operator {}

    /** Takes a count from the top, then works on so many numbers. */
    record Many(Bundle of) implements Operator {}

    /** Takes a count from the top and a number below it, then works on so many numbers. */
    record Share() implements Operator {}

    /** What depends on the time of the point. */
    record Clock(When when) implements Operator {}

    /** Moves numbers about. */
    enum Shuffle implements Operator {
        DUP,
        POP,
        EXC,
        COPY,
        INDEX,
        ROLL,
        SORT,
        REV,
        DEPTH
    }

    enum When {
        TIME,
        LTIME,
        NOW,
        COUNT,
        STEPWIDTH,
        NEWDAY,
        NEWWEEK,
        NEWMONTH,
        NEWYEAR
    }

    /** Of three numbers. */
    interface Ternary {
        double of(double a, double b, double c);
    }

    /** Of numbers in the order they were pushed. */
    interface Bundle {
        double of(double[] values);
    }

    Map<String, Operator> ALL = all();

    static @Nullable Operator named(String word) {
        return ALL.get(word);
    }

    private static Map<String, Operator> all() {
        Map<String, Operator> all = new HashMap<>();
        arithmetic(all);
        functions(all);
        comparisons(all);
        all.put("IF", new Three((a, b, c) -> truth(a) ? b : c));
        all.put("LIMIT", new Three(Operator::limited));
        all.put("AVG", new Many(Bundles::mean));
        all.put("MEDIAN", new Many(Bundles::median));
        all.put("SMIN", new Many(Bundles::least));
        all.put("SMAX", new Many(Bundles::greatest));
        all.put("STDEV", new Many(Bundles::deviation));
        all.put("PERCENT", new Share());
        for (Shuffle shuffle : Shuffle.values()) {
            all.put(shuffle.name(), shuffle);
        }
        for (When when : When.values()) {
            all.put(when.name(), new Clock(when));
        }
        return Map.copyOf(all);
    }

    private static void arithmetic(Map<String, Operator> all) {
        all.put("+", new Two((a, b) -> a + b));
        all.put("-", new Two((a, b) -> a - b));
        all.put("*", new Two((a, b) -> a * b));
        all.put("/", new Two((a, b) -> a / b));
        all.put("%", new Two((a, b) -> a % b));
        all.put("POW", new Two(Math::pow));
        all.put("ADDNAN", new Two((a, b) -> known(a, b, a + b)));
        all.put("MIN", new Two(Math::min));
        all.put("MAX", new Two(Math::max));
        all.put("MINNAN", new Two((a, b) -> known(a, b, Math.min(a, b))));
        all.put("MAXNAN", new Two((a, b) -> known(a, b, Math.max(a, b))));
        all.put("ATAN2", new Two(Math::atan2));
    }

    private static void functions(Map<String, Operator> all) {
        all.put("SIN", new One(Math::sin));
        all.put("COS", new One(Math::cos));
        all.put("ATAN", new One(Math::atan));
        all.put("LOG", new One(Math::log));
        all.put("EXP", new One(Math::exp));
        all.put("SQRT", new One(Math::sqrt));
        all.put("FLOOR", new One(Math::floor));
        all.put("CEIL", new One(Math::ceil));
        all.put("ROUND", new One(Math::rint));
        all.put("ABS", new One(Math::abs));
        all.put("DEG2RAD", new One(Math::toRadians));
        all.put("RAD2DEG", new One(Math::toDegrees));
    }

    /** Comparing with an unknown number gives an unknown answer, as in rrdtool. */
    private static void comparisons(Map<String, Operator> all) {
        all.put("LT", new Two((a, b) -> unlessUnknown(a, b, a < b)));
        all.put("LE", new Two((a, b) -> unlessUnknown(a, b, a <= b)));
        all.put("GT", new Two((a, b) -> unlessUnknown(a, b, a > b)));
        all.put("GE", new Two((a, b) -> unlessUnknown(a, b, a >= b)));
        all.put("EQ", new Two((a, b) -> unlessUnknown(a, b, a == b)));
        all.put("NE", new Two((a, b) -> unlessUnknown(a, b, a != b)));
        all.put("UN", new One(a -> Double.isNaN(a) ? 1 : 0));
        all.put("ISINF", new One(a -> Double.isInfinite(a) ? 1 : 0));
    }

    private static boolean truth(double value) {
        return value != 0 && !Double.isNaN(value);
    }

    private static double unlessUnknown(double a, double b, boolean answer) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : answer ? 1 : 0;
    }

    private static double known(double a, double b, double both) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : both;
    }

    private static double limited(double value, double low, double high) {
        return value >= low && value <= high ? value : Double.NaN;
    }
}
