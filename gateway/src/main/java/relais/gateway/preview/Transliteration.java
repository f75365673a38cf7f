package relais.gateway.preview;

import static java.lang.Character.UnicodeBlock.COMBINING_DIACRITICAL_MARKS;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import relais.gateway.text.GsmAlphabet;

/**
 * Writes a text with the characters of GSM 03.38 where a reader would not mind: what is in the
 * alphabet stays (à é è ù, Ç but not ç), accents it lacks fall away, typographic signs become plain
 * ones. What has no plain form (emoji, Arabic) stays as it is.
 */
public final class Transliteration {
    /** French puts an unbreakable space inside guillemets; a plain quote wants none. */
    private static final Pattern OPENING_GUILLEMET = Pattern.compile("«[ \\u00A0\\u202F\\u2009]?");

    private static final Pattern CLOSING_GUILLEMET = Pattern.compile("[ \\u00A0\\u202F\\u2009]?»");

    private static final Map<Integer, String> PLAIN = plain();

    private Transliteration() {}

    public static String of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        String quoted = OPENING_GUILLEMET.matcher(composed).replaceAll("\"");
        quoted = CLOSING_GUILLEMET.matcher(quoted).replaceAll("\"");
        StringBuilder out = new StringBuilder(quoted.length());
        quoted.codePoints().forEach(c -> out.append(written(c)));
        return out.toString();
    }

    private static String written(int codePoint) {
        String same = Character.toString(codePoint);
        if (inAlphabet(same)) {
            return same;
        }
        String plain = PLAIN.get(codePoint);
        if (plain != null) {
            return plain;
        }
        if (Character.getType(codePoint) == Character.SPACE_SEPARATOR) {
            return " ";
        }
        if (Character.UnicodeBlock.of(codePoint) == COMBINING_DIACRITICAL_MARKS) {
            return "";
        }
        String bare = Normalizer.normalize(same, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        return !bare.isEmpty() && inAlphabet(bare) ? bare : same;
    }

    private static boolean inAlphabet(String text) {
        return text.chars().allMatch(c -> GsmAlphabet.septets((char) c) > 0);
    }

    private static Map<Integer, String> plain() {
        Map<Integer, String> plain = new HashMap<>();
        put(plain, "‘’‚‛ʼ′`´‹›", "'");
        put(plain, "“”„‟″«»", "\"");
        put(plain, "‐‑‒–—―−", "-");
        put(plain, "•", "-");
        put(plain, "·", ".");
        put(plain, "…", "...");
        put(plain, "œ", "oe");
        put(plain, "Œ", "OE");
        put(plain, "°", "o");
        put(plain, "×", "x");
        put(plain, "÷", "/");
        put(plain, "©", "(c)");
        put(plain, "®", "(r)");
        put(plain, "\t", " ");
        put(plain, "ıɩ", "i");
        put(plain, "ɛǝə", "e");
        put(plain, "Ɛ", "E");
        put(plain, "ɔ", "o");
        put(plain, "Ɔ", "O");
        put(plain, "ɓ", "b");
        put(plain, "Ɓ", "B");
        put(plain, "ɗđð", "d");
        put(plain, "ƊĐÐ", "D");
        put(plain, "ƙ", "k");
        put(plain, "ł", "l");
        put(plain, "Ł", "L");
        put(plain, "ŋ", "ng");
        put(plain, "Ŋ", "Ng");
        put(plain, "þ", "th");
        put(plain, "Þ", "Th");
        // Invisible: soft hyphen, zero-width space, joiners and byte order mark.
        put(plain, "\u00AD\u200B\u200C\u2060\uFEFF", "");
        return Map.copyOf(plain);
    }

    private static void put(Map<Integer, String> plain, String characters, String written) {
        characters.codePoints().forEach(c -> plain.put(c, written));
    }
}
