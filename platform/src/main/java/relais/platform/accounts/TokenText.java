package relais.platform.accounts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as a program shows it: {@code relais_<id>_<secret>}. The fixed start lets secret scanners
 * find one that was published by mistake.
 */
record TokenText(long id, String secret) {
    private static final Pattern FORM =
            Pattern.compile("relais_([1-9]\\d{0,17})_([A-Za-z0-9_-]{" + RandomSecret.SIGNS + "})");

    static Optional<TokenText> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new TokenText(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    String text() {
        return "relais_" + id + "_" + secret;
    }

    @Override
    public String toString() {
        return "relais_" + id + "_…";
    }
}
