package relais.meter.api;

import relais.platform.http.Request;

/**
 * From when to when, as addresses say it: {@code from} and {@code to} in milliseconds since 1970,
 * or {@code last} seconds up to now; a day without either.
 */
record TimeRange(long from, long to) {
    /** Milliseconds: longer than anything is kept. */
    static final long LONGEST = 20L * 366 * 86_400_000;

    private static final long DAY = 86_400_000;
    private static final long SHORTEST = 1_000;

    /** The year 2200: what is beyond is a mistake in a unit. */
    private static final long LATEST = 7_258_118_400_000L;

    /** Out of bounds is moved to what is nearest. */
    static TimeRange of(Request request, long now) {
        long last = request.queryNumber("last", DAY / 1000, LONGEST / 1000) * 1000;
        long to = request.queryNumber("to", now, LATEST);
        long from = request.queryNumber("from", Math.max(0, to - last), LATEST);
        return new TimeRange(Math.clamp(from, to - LONGEST, to - SHORTEST), to);
    }
}
