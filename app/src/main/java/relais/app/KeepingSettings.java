package relais.app;

import java.time.Duration;
import java.util.List;
import relais.meter.series.Retention;
import relais.meter.series.StoreLimits;
import relais.platform.settings.Parsers;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;

/** What an operator decides about how much is measured and how long it is kept. */
final class KeepingSettings {
    private static final Duration LONGEST = Duration.ofDays(36_600);

    private static final Setting<Duration> RAW =
            new Setting<>(
                    "meter.retention",
                    "400d",
                    "How long measurements stay as they came, at least 3d",
                    false,
                    Parsers.duration(Retention.SHORTEST, LONGEST));
    private static final Setting<Duration> FIVE_MINUTES =
            new Setting<>(
                    "meter.retention-5min",
                    "1098d",
                    "How long their roll-ups of 5 minutes stay, not less than meter.retention",
                    false,
                    Parsers.duration(Retention.SHORTEST, LONGEST));
    private static final Setting<Duration> HOURS =
            new Setting<>(
                    "meter.retention-1h",
                    "3660d",
                    "How long their roll-ups of hours stay, not less than meter.retention-5min",
                    false,
                    Parsers.duration(Retention.SHORTEST, LONGEST));
    private static final Setting<Integer> SERIES =
            new Setting<>(
                    "meter.series",
                    "1000000",
                    "Series kept at most; each takes about 250 bytes of memory",
                    false,
                    Parsers.number(1_000, 10_000_000));
    private static final Setting<Integer> OF_ONE =
            new Setting<>(
                    "meter.series-per-agent",
                    "20000",
                    "Series of one agent or token at most; beyond it what is new is refused",
                    false,
                    Parsers.number(100, 1_000_000));

    private KeepingSettings() {}

    static List<Setting<?>> declared() {
        return List.of(RAW, FIVE_MINUTES, HOURS, SERIES, OF_ONE);
    }

    /**
     * The bounds of the store.
     *
     * @throws IllegalStateException for times that shrink
     */
    static StoreLimits from(Settings settings) {
        try {
            Retention retention =
                    new Retention(
                            settings.get(RAW), settings.get(FIVE_MINUTES), settings.get(HOURS));
            return new StoreLimits(settings.get(SERIES), settings.get(OF_ONE), List.of(retention));
        } catch (IllegalArgumentException shrinking) {
            throw new IllegalStateException(
                    "meter.retention: " + shrinking.getMessage(), shrinking);
        }
    }
}
