package relais.voice.inbox;

import java.util.StringJoiner;
import java.util.regex.Pattern;

/** What somebody types, as PostgreSQL's tsquery: all words, each by its beginning. */
final class WordSearch {
    /** More words narrow nothing further. */
    private static final int WORDS = 8;

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private WordSearch() {}

    /** Empty when {@code q} holds no word. */
    static String tsquery(String q) {
        StringJoiner words = new StringJoiner(" & ");
        int count = 0;
        for (String word : NOT_A_WORD.split(q)) {
            if (!word.isEmpty() && count++ < WORDS) {
                words.add(word + ":*");
            }
        }
        return words.toString();
    }

    /**
     * The {@code count} runs of ids up to {@code newest}, as words of voice_message_words (see
     * V3__search.sql).
     */
    static String runs(long newest, int count) {
        StringJoiner runs = new StringJoiner(" | ");
        long last = newest >> RUN_BITS;
        for (long run = last; run >= 0 && run > last - count; run--) {
            runs.add("'#" + run + "'");
        }
        return runs.toString();
    }

    /** Ids of one run: 16,384. */
    private static final int RUN_BITS = 14;

    static long runsUpTo(long id) {
        return (id >> RUN_BITS) + 1;
    }
}
