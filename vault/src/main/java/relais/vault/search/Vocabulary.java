package relais.vault.search;

import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Every word that texts hold, to mend misspelt searches with. */
final class Vocabulary {
    /** Shorter words are found as they are or not at all. */
    static final int WORD_FROM = 4;

    /** A very long text says nothing new after so many different words. */
    private static final int WORDS = 5_000;

    private static final Pattern WORD = Pattern.compile("\\p{L}{" + WORD_FROM + ",30}");

    private Vocabulary() {}

    /** Adds the words of a text just written. */
    static void learn(Handle tx, String text) {
        TreeSet<String> words = new TreeSet<>();
        Matcher word = WORD.matcher(text);
        while (words.size() < WORDS && word.find()) {
            words.add(word.group().toLowerCase(Locale.ROOT));
        }
        if (words.isEmpty()) {
            return;
        }
        // Sorted, so that two writers never wait for each other crosswise.
        tx.createUpdate(
                        """
                        INSERT INTO vault_word (word)
                        SELECT said.word FROM
                            (SELECT DISTINCT vault_fold(w.word) FROM unnest(:words) AS w (word))
                                AS said (word)
                        WHERE said.word ~ '^[[:alpha:]]+$' AND NOT EXISTS (SELECT 1 FROM vault_word k WHERE k.word = said.word)
                        ORDER BY said.word
                        ON CONFLICT DO NOTHING
                        """)
                .bind("words", words.toArray(String[]::new))
                .execute();
    }
}
