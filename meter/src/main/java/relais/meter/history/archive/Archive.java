package relais.meter.history.archive;

/**
 * Rows of equal length without holes between them. A row is what the time from a step before its
 * moment to its moment came to; NaN is unknown.
 *
 * @param step milliseconds that a row stands for
 * @param first milliseconds since 1970 of the oldest row's moment
 */
public record Archive(long step, long first, int size, Rows average, Rows least, Rows greatest) {

    /** Values by row, the oldest first. */
    @FunctionalInterface
    public interface Rows {
        Rows UNKNOWN = row -> Double.NaN;

        double at(int row);
    }

    /** Seconds of 2,000 years; what is longer is damage, and must not overflow. */
    private static final long LONGEST = 1L << 36;

    /**
     * Rows up to a moment.
     *
     * @param step seconds
     * @param last seconds since 1970 of the newest row's moment
     */
    static Archive until(long step, long last, long size, Rows average, Rows least, Rows greatest)
            throws Unreadable {
        boolean makesSense =
                step >= 1 && size >= 1 && step <= LONGEST / size && Math.abs(last) <= LONGEST;
        if (!makesSense) {
            throw new Unreadable("an archive of " + size + " rows of " + step + " s");
        }
        long first = last - (size - 1) * step;
        return new Archive(step * 1000, first * 1000, (int) size, average, least, greatest);
    }

    /** The moment of a row. */
    long time(int row) {
        return first + row * step;
    }

    /** When the oldest known row begins; {@link Long#MAX_VALUE} where none is known. */
    long begin() {
        for (int row = 0; row < size; row++) {
            if (!Double.isNaN(average.at(row))) {
                return time(row) - step;
            }
        }
        return Long.MAX_VALUE;
    }
}
