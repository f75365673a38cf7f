package relais.vault.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * What somebody means by the words they typed: for each word its stems in French and English, those
 * of known words that begin with the last one, or, where a word is unknown, of its nearest.
 *
 * @param groups of each word, in PostgreSQL's form of text search: all of them must hold
 * @param roughly the same by one stem of each word: its other stem stands in nearly the same texts,
 *     and counted twice they would seem twice as many
 * @param stems to be shown in what was found
 */
record Meant(List<String> groups, List<String> roughly, Set<String> stems) {
    /** More words narrow nothing further. */
    private static final int WORDS = 6;

    /** A shorter beginning may stand for too much. */
    private static final int BEGINNING = 3;

    /** Words that a beginning may stand for. */
    private static final int ENDINGS = 20;

    /** Neighbours that one misspelt word may mean; more would drown the right one. */
    private static final int NEIGHBOURS = 8;

    /** Words looked at for each that is taken: others may be of texts that are not seen. */
    private static final int LOOKED_AT = 4;

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** In the caller's transaction; {@code seen} says which words the reader has before them. */
    static Meant by(Handle tx, SeenWords seen, String typed) {
        String folded =
                tx.createQuery("SELECT vault_fold(:q)").bind("q", typed).mapTo(String.class).one();
        List<String> words = new ArrayList<>();
        for (String word : NOT_A_WORD.split(folded)) {
            if (!word.isEmpty() && words.size() < WORDS) {
                words.add(word);
            }
        }
        boolean unfinished = !typed.endsWith(" ");
        List<Set<String>> groups = new ArrayList<>();
        List<String> roughly = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean last = i == words.size() - 1;
            Map<String, Set<String>> alternatives =
                    stems(tx, alternatives(tx, seen, words.get(i), last && unfinished));
            Set<String> all = new LinkedHashSet<>();
            alternatives.values().forEach(all::addAll);
            if (!all.isEmpty()) {
                groups.add(all);
                roughly.add(
                        either(
                                alternatives.values().stream()
                                        .flatMap(its -> its.stream().limit(1))
                                        .toList()));
            }
        }
        Set<String> stems = new LinkedHashSet<>();
        groups.forEach(stems::addAll);
        return new Meant(groups.stream().map(Meant::either).toList(), roughly, stems);
    }

    /** In PostgreSQL's form of text search; empty where nothing can be looked for. */
    String query() {
        return String.join(" & ", groups);
    }

    static String either(Iterable<String> lexemes) {
        List<String> quoted = new ArrayList<>();
        lexemes.forEach(lexeme -> quoted.add("'" + lexeme.replace("'", "''") + "'"));
        return "(" + String.join(" | ", quoted) + ")";
    }

    /**
     * The word itself, and what else may be meant by it. Whether it is mended, and by which words,
     * depends on texts that the reader sees and on no others: else it would tell of those.
     */
    private static List<String> alternatives(
            Handle tx, SeenWords seen, String word, boolean unfinished) {
        List<String> words = new ArrayList<>(List.of(word));
        boolean known = !seen.of(tx, stems(tx, List.of(word)), 1).isEmpty();
        if (unfinished && word.length() >= BEGINNING) {
            words.addAll(seen.of(tx, stems(tx, beginning(tx, word)), ENDINGS));
            known = known || words.size() > 1;
        }
        boolean plain = word.chars().allMatch(Character::isLetter);
        if (!known && plain && word.length() >= Vocabulary.WORD_FROM) {
            words.addAll(seen.of(tx, stems(tx, near(tx, word)), NEIGHBOURS));
        }
        return words;
    }

    private static List<String> beginning(Handle tx, String word) {
        return tx.createQuery(
                        """
                        SELECT word FROM vault_word
                        WHERE word LIKE :word ORDER BY length(word), word LIMIT :limit
                        """)
                .bind("word", word + "%")
                .bind("limit", ENDINGS * LOOKED_AT)
                .mapTo(String.class)
                .list();
    }

    private static List<String> near(Handle tx, String word) {
        int away = word.length() < 6 ? 1 : 2;
        return tx
                .createQuery(
                        """
                        SELECT word FROM vault_word WHERE word % :word
                        ORDER BY similarity(word, :word) DESC, word LIMIT :limit
                        """)
                .bind("word", word)
                .bind("limit", NEIGHBOURS * LOOKED_AT)
                .mapTo(String.class)
                .list()
                .stream()
                .filter(known -> Typing.distance(word, known) <= away)
                .toList();
    }

    /** By word; none for a word so common that it tells nothing. */
    private static Map<String, Set<String>> stems(Handle tx, List<String> words) {
        Map<String, Set<String>> stems = new LinkedHashMap<>();
        tx.createQuery(
                        """
                        SELECT w.word, ts_lexize('french_stem', w.word) AS french,
                            ts_lexize('english_stem', w.word) AS english
                        FROM unnest(:words) AS w (word)
                        """)
                .bind("words", words.toArray(String[]::new))
                .map(
                        (row, context) -> {
                            String[] french = (String[]) row.getArray("french").getArray();
                            String[] english = (String[]) row.getArray("english").getArray();
                            Set<String> of = new LinkedHashSet<>(List.of(french));
                            of.addAll(List.of(english));
                            boolean common = french.length == 0 || english.length == 0;
                            return Map.entry(row.getString("word"), common ? Set.<String>of() : of);
                        })
                .forEach(word -> stems.put(word.getKey(), word.getValue()));
        return stems;
    }
}
