package relais.vault.access;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;

/**
 * Where a page of a list ended, as a client gives it back: made up, it is refused, not asked for.
 */
public final class PageEnd {
    private static final String MOMENT =
            "\\d{4}-\\d\\d-\\d\\d [0-9:.]{8,15}[+-](0\\d|1[0-4])(:[0-5]\\d){0,2}";

    private PageEnd() {}

    public static boolean isText(String value) {
        return value.indexOf('\0') < 0;
    }

    public static boolean isNumber(String value) {
        return value.matches("\\d{1,18}");
    }

    /** As PostgreSQL writes it. */
    public static boolean isMoment(String value) {
        try {
            LocalDateTime at =
                    LocalDateTime.parse(
                            value.replaceFirst("[+-][0-9:]{2,9}$", "").replace(' ', 'T'));
            return at.getYear() > 0 && value.matches(MOMENT);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
