package relais.meter.series;

import java.time.Duration;

/** How long samples stay as they came, then as roll-ups of 5 minutes, then of hours. */
public record Retention(Duration raw, Duration fiveMinutes, Duration hours) {

    /** Below this, what is late over a weekend's power cut would be refused. */
    public static final Duration SHORTEST = Duration.ofDays(3);

    public Retention {
        if (raw.compareTo(SHORTEST) < 0
                || fiveMinutes.compareTo(raw) < 0
                || hours.compareTo(fiveMinutes) < 0) {
            throw new IllegalArgumentException(
                    "retention must be at least 3 days and grow: raw %s, 5 min %s, 1 h %s"
                            .formatted(raw, fiveMinutes, hours));
        }
    }
}
