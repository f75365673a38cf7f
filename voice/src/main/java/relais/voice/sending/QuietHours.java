package relais.voice.sending;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/**
 * The hours in which nobody is disturbed by mass sending (answers to a person go at any hour).
 * {@code from} equal to {@code to} means none.
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

    /** Reads {@code 21:00-07:00}, or {@code none}. */
    public static QuietHours parse(String text, ZoneId zone) {
        if (text.equals("none")) {
            return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, zone);
        }
        int dash = text.indexOf('-');
        try {
            if (dash > 0) {
                return new QuietHours(
                        LocalTime.parse(text.substring(0, dash).strip()),
                        LocalTime.parse(text.substring(dash + 1).strip()),
                        zone);
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("write 21:00-07:00 or none, not: " + text, e);
        }
        throw new IllegalArgumentException("write 21:00-07:00 or none, not: " + text);
    }

    /** How long to wait from {@code now}; zero outside quiet hours. */
    public Duration remaining(Instant now) {
        if (from.equals(to)) {
            return Duration.ZERO;
        }
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overnight = to.isBefore(from);
        boolean quiet =
                overnight
                        ? !time.isBefore(from) || time.isBefore(to)
                        : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return Duration.ZERO;
        }
        ZonedDateTime end = local.with(to);
        if (!end.isAfter(local)) {
            end = end.plusDays(1);
        }
        return Duration.between(now, end.toInstant());
    }
}
