package relais.vault.search;

import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;

/** Every word that texts hold, to mend misspelt searches with. */
final class Vocabulary {
    /** Shorter words are found as they are or not at all. */
    static final int WORD_FROM = 4;

    /** A very long text says nothing new after so many different words. */
    private static final int WORDS = 5_000;

    /** Looked at in one transaction. */
    private static final int SWEPT = 500;

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

    /**
     * Forgets words that no text holds any more, as those of dossiers that were erased; how many.
     * One that is said again at the same moment may be forgotten: it is learnt the next time.
     */
    static int forget(Database database) {
        int gone = 0;
        String after = "";
        while (after != null) {
            String from = after;
            Swept swept = database.inTransaction(tx -> sweep(tx, from));
            gone += swept.gone();
            after = swept.last();
        }
        return gone;
    }

    /**
     * Some words that were looked at.
     *
     * @param last of them; null for none
     */
    private record Swept(@Nullable String last, int gone) {}

    private static Swept sweep(Handle tx, String after) {
        return tx.createQuery(
                        """
                        WITH page AS (
                          SELECT word, plainto_tsquery('vault_french', word) AS asked
                          FROM vault_word WHERE word > :after ORDER BY word LIMIT :most),
                        gone AS (
                          DELETE FROM vault_word w USING page s
                          WHERE w.word = s.word AND numnode(s.asked) > 0 AND NOT EXISTS (
                            SELECT FROM vault_text t WHERE t.words @@ s.asked)
                          RETURNING 1)
                        SELECT (SELECT max(word) FROM page), (SELECT count(*) FROM gone)
                        """)
                .bind("after", after)
                .bind("most", SWEPT)
                .map((row, context) -> new Swept(row.getString(1), row.getInt(2)))
                .one();
    }
}
