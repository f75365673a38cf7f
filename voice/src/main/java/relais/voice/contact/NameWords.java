package relais.voice.contact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The vocabulary of names and places that misspelt searches are mended with. */
public final class NameWords {
    /** Shorter words are found as they are or not at all. */
    private static final int WORD_FROM = 4;

    /** Neighbours that one misspelt word may mean; more would drown the right one. */
    private static final int NEIGHBOURS = 8;

    private NameWords() {}

    /** Adds the words of names and places just written. */
    public static void learn(Handle tx, Collection<@Nullable String> texts) {
        TreeSet<String> distinct = new TreeSet<>();
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                distinct.add(text);
            }
        }
        if (distinct.isEmpty()) {
            return;
        }
        // Sorted, so that two writers never wait for each other crosswise.
        tx.createUpdate(
                        """
                        insert into voice_name_word (word)
                        select distinct said.word
                        from unnest(cast(:texts as text[])) as t(value),
                            regexp_split_to_table(voice_fold(t.value), '[^[:alnum:]]+')
                                as said(word)
                        where length(said.word) >= :from and said.word !~ '[0-9]'
                            and not exists (
                                select 1 from voice_name_word known where known.word = said.word)
                        order by said.word
                        on conflict do nothing
                        """)
                .bind("texts", distinct.toArray(String[]::new))
                .bind("from", WORD_FROM)
                .execute();
    }

    /**
     * What to look for when somebody searches {@code word} (folded): itself where a known word
     * holds it, else its nearest known words.
     */
    static List<String> meant(Handle handle, String word) {
        if (word.length() < WORD_FROM || word.chars().anyMatch(Character::isDigit)) {
            return List.of(word);
        }
        boolean known =
                handle.createQuery(
                                "select exists (select 1 from voice_name_word where word like :like)")
                        .bind("like", "%" + word + "%")
                        .mapTo(Boolean.class)
                        .one();
        if (known) {
            return List.of(word);
        }
        List<String> near =
                handle.createQuery(
                                """
                                select word from voice_name_word where word % :word
                                order by similarity(word, :word) desc, word limit :limit
                                """)
                        .bind("word", word)
                        .bind("limit", NEIGHBOURS)
                        .mapTo(String.class)
                        .list();
        List<String> meant = new ArrayList<>(near);
        meant.add(word);
        return meant;
    }
}
