package relais.meter.alert.state;

import java.time.Duration;

/**
 * How patient an alert is.
 *
 * @param hold how long it must be wrong before it fires
 * @param keep how long it must be well before it is over
 */
public record Policy(Duration hold, Duration keep) {
    /** For thresholds of metadata: at once, over when the value is well. */
    public static final Policy AT_ONCE = new Policy(Duration.ZERO, Duration.ZERO);

    /** Firing this often within {@link #FLAPPING_WITHIN} is flapping. */
    public static final int FLAPPING_TIMES = 3;

    public static final Duration FLAPPING_WITHIN = Duration.ofHours(1);

    /** What flaps must be well for as long as this: one long alert instead of many short ones. */
    static final Duration FLAPPING_KEEP = Duration.ofMinutes(15);

    Duration keep(boolean flapping) {
        return flapping && keep.compareTo(FLAPPING_KEEP) < 0 ? FLAPPING_KEEP : keep;
    }
}
