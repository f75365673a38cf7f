package relais.meter.series;

import java.time.Duration;
import java.util.List;

/**
 * What a store takes.
 *
 * @param series in all; each costs about 250 bytes of memory
 * @param seriesPerOwner so that one mad agent cannot use up the place of all others
 * @param retention the classes that series name by their number; classes may be appended
 */
public record StoreLimits(int series, int seriesPerOwner, List<Retention> retention) {

    /** One bit of a long each. */
    private static final int MOST_CLASSES = 64;

    public StoreLimits {
        retention = List.copyOf(retention);
        if (series < 1
                || seriesPerOwner < 1
                || retention.isEmpty()
                || retention.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "a store has series, and 1 to " + MOST_CLASSES + " retention classes");
        }
    }

    /** A million series, 20,000 for each owner; 13 months raw, then 3 years, then 10. */
    public static StoreLimits usual() {
        Retention usual =
                new Retention(
                        Duration.ofDays(400), Duration.ofDays(3 * 366), Duration.ofDays(3660));
        return new StoreLimits(1_000_000, 20_000, List.of(usual));
    }
}
