package relais.agent.collect;

import java.time.Duration;
import java.time.Instant;

/** Appointments on a clock that may be set. */
final class Due {
    private Due() {}

    /** After the clock was set back, a time far ahead is no appointment any more. */
    static boolean isReached(Instant next, Instant now, Duration every) {
        return !next.isAfter(now) || next.isAfter(now.plus(every.multipliedBy(2)));
    }
}
