package relais.voice.rules;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words that, in this order and next to each other, speak for a category.
 *
 * @param category its place in the definition, or {@link Hit#UNSURE}
 * @param words their numbers in the {@link Vocabulary}
 * @param languages whose texts it is meant for; null for all
 * @param strict whether texts in other languages are left alone (built-in words), or only trusted
 *     less (a person's rules: people answer in any language)
 * @param weight how much it says, 0 to 1
 * @param label how it is explained: {@code word}, {@code phrase}, {@code name}
 */
record Sequence(
        int category,
        int[] words,
        boolean typos,
        @Nullable Set<String> languages,
        boolean strict,
        double weight,
        String label,
        String text) {
    static final double OTHER_LANGUAGE = 0.9;

    /** Its weight for a text in {@code language}; 0 where it does not apply. */
    double weightIn(String language) {
        if (languages == null || languages.contains(language)) {
            return weight;
        }
        return strict ? 0 : weight * OTHER_LANGUAGE;
    }
}
