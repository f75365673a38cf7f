package relais.gateway.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long the holder of a lease has been silent, as one who wants it sees it. Only time that was
 * looked at counts: after a gap, for the database was away or this process slept, it begins anew,
 * and so the holder has time to renew first. Computes only.
 */
final class Silence {
    private final Duration longestGap;
    private final Duration death;
    private @Nullable Sign last;
    private Instant lookedAt = Instant.MIN;
    private Duration silent = Duration.ZERO;

    /** What a living holder changes at each renewal. */
    record Sign(String holder, long renewals) {}

    /**
     * @param every how often a holder renews, and how often this is asked at least
     */
    Silence(Duration every) {
        this.longestGap = every.multipliedBy(3).dividedBy(2);
        this.death = every.multipliedBy(2);
    }

    /** Takes a look at the database's time {@code now}; true once the holder counts as dead. */
    boolean lasts(Sign seen, Instant now) {
        Duration gap = last == null ? longestGap : Duration.between(lookedAt, now);
        boolean same = seen.equals(last) && !gap.isNegative() && gap.compareTo(longestGap) <= 0;
        silent = same ? silent.plus(gap) : Duration.ZERO;
        last = seen;
        lookedAt = now;
        return silent.compareTo(death) > 0;
    }
}
