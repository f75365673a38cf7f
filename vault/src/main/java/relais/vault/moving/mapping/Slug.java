package relais.vault.moving.mapping;

import java.text.Normalizer;
import java.util.Locale;

/** Keys as dossier types want them: small letters, digits, - and _; a letter first. */
final class Slug {
    private static final int LONGEST = 59;

    private Slug() {}

    static String of(String text) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_-]+", "_");
        String key = plain.matches("[a-z].*") ? plain : "x" + plain;
        return key.substring(0, Math.min(key.length(), LONGEST));
    }
}
