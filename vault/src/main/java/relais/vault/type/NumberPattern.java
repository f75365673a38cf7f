package relais.vault.type;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How dossiers of a type are numbered: plain signs, at most one <code>{year}</code>, one <code>{n}
 * </code> or <code>{n:5}</code> (with leading zeros).
 */
public final class NumberPattern {
    private static final Pattern FORM =
            Pattern.compile(
                    "[\\p{L}\\p{N} ./_-]{0,20}(\\{year})?[\\p{L}\\p{N} ./_-]{0,20}"
                            + "\\{n(?::(?<digits>[1-9]))?}[\\p{L}\\p{N} ./_-]{0,20}");

    private final String pattern;
    private final int digits;

    private NumberPattern(String pattern, int digits) {
        this.pattern = pattern;
        this.digits = digits;
    }

    /** Empty for what is no such pattern. */
    public static Optional<NumberPattern> of(String pattern) {
        Matcher form = FORM.matcher(pattern);
        if (!form.matches()) {
            return Optional.empty();
        }
        String digits = form.group("digits");
        return Optional.of(
                new NumberPattern(pattern, digits == null ? 1 : Integer.parseInt(digits)));
    }

    /** The series that a dossier of {@code year} belongs to: the year, or 0 where none is named. */
    public int series(int year) {
        return pattern.contains("{year}") ? year : 0;
    }

    public String number(int year, long n) {
        String counted = ("%0" + digits + "d").formatted(n);
        return pattern.replace("{year}", Integer.toString(year))
                .replaceFirst("\\{n(:\\d)?}", counted);
    }
}
