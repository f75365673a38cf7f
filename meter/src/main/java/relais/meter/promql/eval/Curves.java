package relais.meter.promql.eval;

/** Curves that the JDK lacks. */
final class Curves {
    private static final double LN2 = Math.log(2);

    /** Beyond it the square's root no longer differs from the number. */
    private static final double LARGE = 0x1p28;

    private Curves() {}

    /** Exact for powers of two. */
    static double log2(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return Math.log(value);
        }
        boolean subnormal = value < Double.MIN_NORMAL;
        double normal = subnormal ? value * 0x1p52 : value;
        int exponent = Math.getExponent(normal);
        double fraction = normal / Math.scalb(1.0, exponent);
        return exponent - (subnormal ? 52 : 0) + Math.log(fraction) / LN2;
    }

    static double asinh(double value) {
        double x = Math.abs(value);
        double curve =
                x > LARGE ? Math.log(x) + LN2 : Math.log1p(x + x * x / (1 + Math.sqrt(x * x + 1)));
        return Math.copySign(curve, value);
    }

    static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        if (x > LARGE) {
            return Math.log(x) + LN2;
        }
        double above = x - 1;
        return Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double atanh(double value) {
        double x = Math.abs(value);
        return Math.copySign(0.5 * Math.log1p(2 * x / (1 - x)), value);
    }
}
