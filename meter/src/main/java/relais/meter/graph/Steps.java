package relais.meter.graph;

/** Steps that a person would choose: they divide minutes, hours and days. */
final class Steps {
    static final long SECOND = 1_000;
    static final long HOUR = 3_600 * SECOND;
    static final long DAY = 24 * HOUR;

    private static final long[] SECONDS = {
        1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 14_400,
        21_600, 28_800, 43_200, 86_400, 172_800, 604_800, 1_209_600
    };

    private Steps() {}

    /** The shortest that is not below; beyond two weeks whole weeks. */
    static long atLeast(long millis) {
        for (long seconds : SECONDS) {
            if (seconds * SECOND >= millis) {
                return seconds * SECOND;
            }
        }
        return Math.ceilDiv(millis, 7 * DAY) * 7 * DAY;
    }

    /** The shortest by which a stretch of time, its ends moved outwards, has at most so many. */
    static long of(long from, long to, int points) {
        long step = atLeast(Math.ceilDiv(to - from, points));
        while (count(from, to, step) > points) {
            step = atLeast(step + 1);
        }
        return step;
    }

    static int count(long from, long to, long step) {
        return Math.toIntExact(Math.ceilDiv(to, step) - Math.floorDiv(from, step));
    }
}
