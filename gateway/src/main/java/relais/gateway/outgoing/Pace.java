package relais.gateway.outgoing;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket: {@code ratePerSecond} on average, and no more than a twentieth of a second's
 * worth at once, so that a provider which counts by the second never sees too many. Not
 * thread-safe.
 */
final class Pace {
    private static final double BURST_SECONDS = 0.05;

    private final double ratePerSecond;
    private final double burst;
    private double tokens;
    private Instant filledAt;

    Pace(double ratePerSecond, Instant now) {
        this.ratePerSecond = ratePerSecond;
        this.burst = Math.max(1, ratePerSecond * BURST_SECONDS);
        this.tokens = burst;
        this.filledAt = now;
    }

    /** The most that can ever go at once. */
    int most() {
        return (int) burst;
    }

    /** How many may go now; {@link #took} says how many did. */
    int available(Instant now) {
        double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
        if (seconds > 0) {
            tokens = Math.min(burst, tokens + seconds * ratePerSecond);
        }
        // A clock set back must not stop the channel until it has caught up.
        filledAt = now;
        return (int) tokens;
    }

    void took(int count) {
        tokens -= count;
    }

    /** How long until one may go. */
    Duration untilNext() {
        return Duration.ofNanos((long) Math.ceil(Math.max(0, 1 - tokens) / ratePerSecond * 1e9));
    }
}
