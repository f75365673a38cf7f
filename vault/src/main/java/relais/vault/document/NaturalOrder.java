package relais.vault.document;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order people expect of names, whatever the database's: without regard to capitals and
 * accents, numbers by their size.
 */
public final class NaturalOrder {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern DIGITS = Pattern.compile("0*(\\d{1,18})");

    private NaturalOrder() {}

    /** A text whose order by code points is that of names; names of one key follow one another. */
    public static String key(String name) {
        String plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        Matcher digits = DIGITS.matcher(plain.toLowerCase(Locale.ROOT));
        // a number is preceded by how many digits it has
        return digits.replaceAll(
                number -> (char) ('0' + number.group(1).length()) + number.group(1));
    }
}
