package relais.meter.promql.eval;

/**
 * The moments of an evaluation.
 *
 * @param start milliseconds since 1970
 * @param step milliseconds, at least 1
 */
record Timeline(long start, long step, int count) {
    long at(int index) {
        return start + index * step;
    }

    long end() {
        return at(count - 1);
    }
}
