package relais.voice.rules;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text says under one poll.
 *
 * @param category the key it counts for; null when no rule decides
 * @param alsoMatched other categories that were recognised, in the definition's order
 * @param number the one number given to a numeric poll
 * @param confidence 0 (nothing recognised) to 1 (the text is exactly the answer)
 * @param decidedBy stable code, a colon, and what it saw: {@code word:oui}, {@code typo:yego~yeog},
 *     {@code phrase:pas du tout}, {@code regex:…}, {@code number:3}, {@code letter:b}, {@code
 *     name:eau potable}, {@code position:premier}, {@code contradiction:yes,no}, {@code
 *     several-numbers:2}, {@code unsure:…}, {@code none}
 */
public record Categorised(
        @Nullable String category,
        List<String> alsoMatched,
        @Nullable BigDecimal number,
        double confidence,
        String decidedBy) {
    static final Categorised NOTHING = undecided("none");

    /** Whether the text answers the poll. */
    public boolean answers() {
        return category != null || number != null;
    }

    static Categorised undecided(String why) {
        return new Categorised(null, List.of(), null, 0, why);
    }

    static Categorised undecided(String why, List<String> seen) {
        return new Categorised(null, seen, null, 0, why);
    }
}
