package relais.meter.series;

import java.time.Duration;

/** A file holds samples of one day, UTC. */
final class Day {

    static final long MILLIS = Duration.ofDays(1).toMillis();

    private Day() {}

    static long start(long time) {
        return Math.floorDiv(time, MILLIS) * MILLIS;
    }

    /** From and to (excluded) of the day that a file holds. */
    static boolean isIn(long time, long dayStart) {
        return time >= dayStart && time < dayStart + MILLIS;
    }
}
