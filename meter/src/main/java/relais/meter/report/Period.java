package relais.meter.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * The stretch of time that a report is about.
 *
 * @param whole whether it is a day, week or month of the calendar, not the time up to a moment
 */
public record Period(Length length, Instant from, Instant to, boolean whole) {
    /** How long. */
    public enum Length {
        DAY(ChronoUnit.DAYS),
        WEEK(ChronoUnit.WEEKS),
        MONTH(ChronoUnit.MONTHS);

        private final ChronoUnit unit;

        Length(ChronoUnit unit) {
            this.unit = unit;
        }

        /** As in addresses and in the table. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Length> of(String code) {
            for (Length each : values()) {
                if (each.code().equals(code)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }

        private LocalDate begin(LocalDate of) {
            return switch (this) {
                case DAY -> of;
                case WEEK -> of.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> of.withDayOfMonth(1);
            };
        }
    }

    /** The last 24 hours, seven days or month up to that moment. */
    public static Period upTo(Length length, Instant to, ZoneId zone) {
        ZonedDateTime end = to.atZone(zone);
        return new Period(length, end.minus(1, length.unit).toInstant(), to, false);
    }

    /** The last whole one of the calendar there before that moment; weeks begin on Monday. */
    public static Period lastBefore(Length length, Instant now, ZoneId zone) {
        LocalDate end = length.begin(LocalDate.ofInstant(now, zone));
        return new Period(
                length,
                end.minus(1, length.unit).atStartOfDay(zone).toInstant(),
                end.atStartOfDay(zone).toInstant(),
                true);
    }

    /**
     * When the next one of the calendar is over, and that hour of its last day's morrow has come.
     */
    public static Instant nextAfter(Length length, Instant now, int hour, ZoneId zone) {
        LocalDate day = length.begin(LocalDate.ofInstant(now, zone));
        ZonedDateTime at = day.atTime(hour, 0).atZone(zone);
        while (!at.toInstant().isAfter(now)) {
            day = day.plus(1, length.unit);
            at = day.atTime(hour, 0).atZone(zone);
        }
        return at.toInstant();
    }
}
