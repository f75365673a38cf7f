package relais.meter.alert.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an alert stands. What is well and was well has none.
 *
 * @param since when it went wrong
 * @param firedAt null while it is pending
 * @param quietSince since when it is well again though it still fires; null while it is wrong
 * @param flapping it fired too often of late
 */
public record Standing(
        Phase phase,
        Severity severity,
        Instant since,
        @Nullable Instant firedAt,
        @Nullable Instant quietSince,
        boolean flapping,
        @Nullable Acknowledgement acknowledged,
        Seen seen) {

    /** The three phases; an acknowledged alert still fires. */
    public enum Phase {
        PENDING,
        FIRING,
        RESOLVED
    }

    /** The last value and its bound. */
    public record Seen(@Nullable Double value, String threshold) {}

    /** As in the API. */
    public String code() {
        return switch (phase) {
            case PENDING -> "pending";
            case FIRING -> acknowledged == null ? "firing" : "acknowledged";
            case RESOLVED -> "resolved";
        };
    }

    public boolean firing() {
        return phase == Phase.FIRING;
    }

    Standing fired(Instant now, boolean flaps) {
        return new Standing(Phase.FIRING, severity, since, now, null, flaps, null, seen);
    }

    Standing resolved() {
        return new Standing(
                Phase.RESOLVED, severity, since, firedAt, quietSince, flapping, acknowledged, seen);
    }

    Standing at(Severity level, Seen seenNow) {
        return new Standing(phase, level, since, firedAt, null, flapping, acknowledged, seenNow);
    }

    Standing quiet(Instant from, Seen seenNow) {
        return new Standing(phase, severity, since, firedAt, from, flapping, acknowledged, seenNow);
    }

    public Standing acknowledged(@Nullable Acknowledgement by) {
        return new Standing(phase, severity, since, firedAt, quietSince, flapping, by, seen);
    }
}
