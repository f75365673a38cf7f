package relais.platform.accounts;

import java.time.Duration;
import java.util.List;
import relais.platform.settings.Parsers;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;

/**
 * How long things last.
 *
 * @param sessionIdle a session unused for so long ends
 * @param sessionLongest every session ends after it
 * @param linkLife how long a set-up link can be used
 */
public record AccountSettings(Duration sessionIdle, Duration sessionLongest, Duration linkLife) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Setting<Duration> IDLE =
            new Setting<>(
                    "accounts.session-idle",
                    "2h",
                    "A session unused for so long ends (1m to 7d)",
                    false,
                    Parsers.duration(MINUTE, Duration.ofDays(7)));
    private static final Setting<Duration> LONGEST =
            new Setting<>(
                    "accounts.session-longest",
                    "16h",
                    "Every session ends after it (1m to 30d)",
                    false,
                    Parsers.duration(MINUTE, Duration.ofDays(30)));
    private static final Setting<Duration> LINK =
            new Setting<>(
                    "accounts.setup-link-life",
                    "3d",
                    "How long a set-up link can be used (1m to 30d)",
                    false,
                    Parsers.duration(MINUTE, Duration.ofDays(30)));

    /** What {@link #from} reads; app declares them. */
    public static List<Setting<?>> declared() {
        return List.of(IDLE, LONGEST, LINK);
    }

    public static AccountSettings from(Settings settings) {
        return new AccountSettings(settings.get(IDLE), settings.get(LONGEST), settings.get(LINK));
    }

    /** The defaults, for tests. */
    public static AccountSettings usual() {
        return new AccountSettings(Duration.ofHours(2), Duration.ofHours(16), Duration.ofDays(3));
    }
}
