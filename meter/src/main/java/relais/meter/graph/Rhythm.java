package relais.meter.graph;

import java.util.Arrays;

/** How far apart a series' samples usually are, and which distances are gaps. */
record Rhythm(long usual) {
    /** One sample may be lost and the clock may be a little off; more is a hole. */
    private static final double GAP = 2.5;

    /** So many distances tell what is usual. */
    private static final int LOOKED_AT = 200;

    /** Where there are not two samples. */
    static final Rhythm NONE = new Rhythm(0);

    static Rhythm of(long[] times, int size) {
        if (size < 2) {
            return NONE;
        }
        int stride = Math.max(1, (size - 1) / LOOKED_AT);
        long[] distances = new long[(size - 2) / stride + 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = times[i * stride + 1] - times[i * stride];
        }
        Arrays.sort(distances);
        return new Rhythm(distances[distances.length / 2]);
    }

    boolean isKnown() {
        return usual > 0;
    }

    /** The longest distance that is no gap where values are only known to a step. */
    long longest(long step) {
        return (long) (GAP * Math.max(step, isKnown() ? usual : step));
    }

    /**
     * Whether nothing is known between a sample and the one before. Where the distance before or
     * after is alike, the rhythm has changed instead.
     */
    boolean isGap(long[] times, int size, int at) {
        long distance = times[at] - times[at - 1];
        if (distance <= GAP * usual) {
            return false;
        }
        boolean asBefore = at > 1 && (times[at - 1] - times[at - 2]) * GAP >= distance;
        boolean asAfter = at + 1 < size && (times[at + 1] - times[at]) * GAP >= distance;
        return !asBefore && !asAfter;
    }
}
