package relais.meter.graph;

/**
 * A stretch of time in steps.
 *
 * @param origin milliseconds since 1970 at which the first step begins: a multiple of the step, so
 *     that steps fall alike whoever asks
 */
record Stretch(long origin, long step, int count) {

    static Stretch of(long from, long to, long step) {
        return new Stretch(Math.floorDiv(from, step) * step, step, Steps.count(from, to, step));
    }

    /** Where the step after the last one would begin. */
    long end() {
        return origin + step * count;
    }

    long[] times() {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = origin + step * i;
        }
        return times;
    }
}
