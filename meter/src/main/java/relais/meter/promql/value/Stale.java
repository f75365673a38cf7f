package relais.meter.promql.value;

/**
 * The staleness marker: one particular NaN that says "this series ended here". Inside the evaluator
 * the same bits mean "no sample at this step", for a marker never is a result.
 */
public final class Stale {
    private static final long BITS = 0x7ff0000000000002L;

    /** Moves between variables and arrays keep its bits on 64-bit JVMs; arithmetic does not. */
    public static final double MARKER = Double.longBitsToDouble(BITS);

    private Stale() {}

    public static boolean is(double value) {
        return Double.isNaN(value) && Double.doubleToRawLongBits(value) == BITS;
    }
}
