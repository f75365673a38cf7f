package relais.meter.promql.eval;

/** A sum that carries what rounding took, after Kahan and Neumaier. */
final class Kahan {
    private double sum;
    private double lost;

    void add(double value) {
        double next = sum + value;
        boolean sumIsLarger = Math.abs(sum) >= Math.abs(value);
        lost += sumIsLarger ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    /** Without what rounding took. */
    double raw() {
        return sum;
    }

    double exact() {
        return sum + lost;
    }

    /** Exact, but of an infinite sum nothing can be lost. */
    double result() {
        return Double.isInfinite(sum) ? sum : exact();
    }
}
