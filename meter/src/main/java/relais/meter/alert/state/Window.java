package relais.meter.alert.state;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time during which nobody is told: once, or again and again at the same time of a place's clock.
 *
 * @param from the beginning of the first
 * @param until the end of the first, not part of it
 * @param ends no further one begins from here on; null for never
 */
public record Window(
        Instant from, Instant until, Repeat repeat, ZoneId zone, @Nullable Instant ends) {
    /** How often it comes. */
    public enum Repeat {
        ONCE,
        DAILY,
        WEEKLY,
        MONTHLY;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Repeat> of(String code) {
            for (Repeat each : values()) {
                if (each.code().equals(code)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    public Window {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("it ends after it begins");
        }
    }

    public boolean covers(Instant time) {
        if (time.isBefore(from)) {
            return false;
        }
        if (repeat == Repeat.ONCE) {
            return time.isBefore(until);
        }
        ZonedDateTime first = from.atZone(zone);
        Duration length = Duration.between(from, until);
        long passed = unit().between(first, time.atZone(zone));
        // Clocks that are put forward or back may make the one before reach until now.
        for (long n = Math.max(0, passed - 1); n <= passed + 1; n++) {
            Instant begins = first.plus(n, unit()).toInstant();
            boolean still = ends == null || begins.isBefore(ends);
            if (still && !time.isBefore(begins) && time.isBefore(begins.plus(length))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it will never cover anything after this time. */
    public boolean over(Instant time) {
        if (repeat == Repeat.ONCE) {
            return !time.isBefore(until);
        }
        return ends != null && !time.isBefore(ends.plus(Duration.between(from, until)));
    }

    private ChronoUnit unit() {
        return switch (repeat) {
            case ONCE, DAILY -> ChronoUnit.DAYS;
            case WEEKLY -> ChronoUnit.WEEKS;
            case MONTHLY -> ChronoUnit.MONTHS;
        };
    }
}
