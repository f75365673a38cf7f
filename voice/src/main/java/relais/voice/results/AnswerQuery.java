package relais.voice.results;

import org.jspecify.annotations.Nullable;

/**
 * Which answers of a poll to list.
 *
 * @param category a key; empty for uncategorised, null for all
 * @param words found in the text without regard to accents and case; null for any
 * @param place exactly; null for all
 * @param undone whether to list the undone ones instead
 * @param before answers with a smaller id only
 */
public record AnswerQuery(
        long pollId,
        @Nullable String category,
        @Nullable String words,
        @Nullable String place,
        boolean undone,
        long before) {}
