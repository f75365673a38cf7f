package relais.voice.stop;

import java.text.Normalizer;

/**
 * Letters as people mean them: small, without accents, digits inside a word read as the letters
 * they imitate (St0p). Every word of the lists and of the messages passes through here.
 */
final class Letters {
    /** Latin letters and their accented forms end here; what lies above is normalised first. */
    private static final char LATIN_END = 0x250;

    private static final char[] FOLDED = folded();

    private Letters() {}

    /**
     * The folded letter or digit, or 0 for anything that parts words. {@code c} comes from {@link
     * #plain}.
     */
    static char fold(char c) {
        if (c < LATIN_END) {
            return FOLDED[c];
        }
        return Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0;
    }

    /**
     * The text itself when it is Latin; else its compatibility decomposition without combining
     * marks and invisible characters (full-width letters become plain, أ becomes ا).
     */
    static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= LATIN_END) {
                return decomposed(text);
            }
        }
        return text;
    }

    private static String decomposed(String text) {
        String wide = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder kept = new StringBuilder(wide.length());
        for (int i = 0; i < wide.length(); i++) {
            char c = wide.charAt(i);
            int type = Character.getType(c);
            if (type != Character.NON_SPACING_MARK && type != Character.FORMAT) {
                kept.append(c == 'ـ' ? ' ' : c);
            }
        }
        return kept.toString();
    }

    /** The letter a digit or sign stands for inside a word, or itself. */
    static char unmasked(char c) {
        return switch (c) {
            case '0' -> 'o';
            case '1' -> 'i';
            case '3' -> 'e';
            case '4' -> 'a';
            case '5' -> 's';
            case '7' -> 't';
            default -> c;
        };
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static char[] folded() {
        char[] table = new char[LATIN_END];
        for (char c = 0; c < LATIN_END; c++) {
            if (Character.isLetterOrDigit(c)) {
                String bare = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
                table[c] = Character.toLowerCase(bare.charAt(0));
            }
        }
        String odd = "øoØoœoŒoæaÆaßsđdĐdłlŁl";
        for (int i = 0; i < odd.length(); i += 2) {
            table[odd.charAt(i)] = odd.charAt(i + 1);
        }
        table['@'] = 'a';
        table['$'] = 's';
        return table;
    }
}
