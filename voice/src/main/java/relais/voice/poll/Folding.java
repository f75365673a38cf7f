package relais.voice.poll;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How texts are compared everywhere in polls: compatibility decomposition (Unicode NFKD), marks
 * left out, lower case, any decimal digit as 0–9. This is the definition; {@code rules.NormalText}
 * does the same with tables for the letters that messages mostly consist of.
 */
public final class Folding {
    private Folding() {}

    /** The text without accents and other marks; case, digits and punctuation stay. */
    public static String withoutMarks(String text) {
        String parts = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder kept = new StringBuilder(parts.length());
        for (int i = 0; i < parts.length(); ) {
            int c = parts.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case 'œ' -> kept.append("oe");
                case 'Œ' -> kept.append("OE");
                case 'æ' -> kept.append("ae");
                case 'Æ' -> kept.append("AE");
                case 'ß' -> kept.append("ss");
                default -> {
                    if (!isMark(c)) {
                        kept.appendCodePoint(c);
                    }
                }
            }
        }
        return kept.toString();
    }

    /** {@link #withoutMarks} in lower case, with every script's decimal digits as 0–9. */
    public static String fold(String text) {
        String plain = withoutMarks(text).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            int digit = c > 127 ? Character.digit(c, 10) : -1;
            if (digit >= 0) {
                folded.append((char) ('0' + digit));
            } else if (!isMark(c)) {
                folded.appendCodePoint(c);
            }
        }
        return folded.toString();
    }

    /** The folded text's words: runs of letters and digits. */
    public static List<String> words(String text) {
        String folded = fold(text);
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= folded.length(); ) {
            int c = i < folded.length() ? folded.codePointAt(i) : ' ';
            if (Character.isLetterOrDigit(c)) {
                start = start < 0 ? i : start;
            } else if (start >= 0) {
                words.add(folded.substring(start, i));
                start = -1;
            }
            i += Character.charCount(c);
        }
        return words;
    }

    /** Marks, and the joiners and directions that phones slip into Arabic text. */
    public static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || c == 'ـ';
    }
}
