package relais.vault.search;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Small letters without accents, as {@code vault_fold} does. */
final class Folding {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Folding() {}

    static String fold(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return plain.toLowerCase(Locale.ROOT).replace("œ", "oe").replace("æ", "ae");
    }
}
