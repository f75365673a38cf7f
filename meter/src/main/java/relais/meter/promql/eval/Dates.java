package relais.meter.promql.eval;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.ToIntFunction;

/** Parts of a date in UTC; of what is no date, NaN. */
final class Dates {
    /** The seconds of the years that the calendar knows: ±999,999,999. */
    private static final double FARTHEST = 3.15e16;

    private Dates() {}

    private static double part(double seconds, ToIntFunction<LocalDateTime> part) {
        if (!(Math.abs(seconds) < FARTHEST)) {
            return Double.NaN;
        }
        return part.applyAsInt(LocalDateTime.ofEpochSecond((long) seconds, 0, ZoneOffset.UTC));
    }

    static double minute(double seconds) {
        return part(seconds, LocalDateTime::getMinute);
    }

    static double hour(double seconds) {
        return part(seconds, LocalDateTime::getHour);
    }

    /** Sunday is 0. */
    static double dayOfWeek(double seconds) {
        return part(seconds, t -> t.getDayOfWeek().getValue() % 7);
    }

    static double dayOfMonth(double seconds) {
        return part(seconds, LocalDateTime::getDayOfMonth);
    }

    static double dayOfYear(double seconds) {
        return part(seconds, LocalDateTime::getDayOfYear);
    }

    static double daysInMonth(double seconds) {
        return part(seconds, t -> t.toLocalDate().lengthOfMonth());
    }

    static double month(double seconds) {
        return part(seconds, LocalDateTime::getMonthValue);
    }

    static double year(double seconds) {
        return part(seconds, LocalDateTime::getYear);
    }
}
