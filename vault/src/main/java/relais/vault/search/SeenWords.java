package relais.vault.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.vault.access.Reach;

/** Which words stand in texts that a reader sees. */
final class SeenWords {
    private final Reach reach;
    private final Scope scope;

    SeenWords(Reach reach, Scope scope) {
        this.reach = reach;
        this.scope = scope;
    }

    /**
     * The first {@code most} of these words that stand in a text the reader sees, and those so
     * common that they tell nothing.
     *
     * @param stems of each word; none for a common one
     */
    List<String> of(Handle tx, Map<String, Set<String>> stems, int most) {
        List<String> words = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        Set<String> there = new HashSet<>();
        stems.forEach(
                (word, its) -> {
                    if (its.isEmpty()) {
                        there.add(word);
                    } else {
                        words.add(word);
                        queries.add(Meant.either(its));
                    }
                });
        if (!words.isEmpty()) {
            there.addAll(standing(tx, words, queries));
        }
        return stems.keySet().stream().filter(there::contains).limit(most).toList();
    }

    /**
     * OFFSET 0: the index on words is asked first, then for each text its dossier, whatever looks
     * quicker while tables have no statistics.
     */
    private static final String SOMEWHERE =
            """
            EXISTS (
                SELECT 1 FROM (SELECT * FROM vault_text
                    WHERE words @@ cast(w.query || :shelves %2$s AS tsquery) OFFSET 0) AS t,
                  LATERAL (SELECT FROM vault_dossier d WHERE d.id = t.dossier_id AND %1$s
                    AND (:confidential OR NOT d.confidential) AND d.type_id = ANY (:types)
                    OFFSET 0) AS its)
            """;

    /** The index answers with all it knows: of a frequent word only the newest are asked for. */
    private static final String STANDING =
            """
            SELECT w.word FROM unnest(:words, :queries) AS w (word, query)
            WHERE :some AND (%2$s OR %3$s)
              OR EXISTS (
                SELECT 1 FROM vault_grant g JOIN vault_dossier d ON d.id = g.dossier_id
                JOIN vault_text t ON t.dossier_id = d.id
                WHERE g.group_id = ANY (:groups) AND g.dossier_id IS NOT NULL
                  AND t.words @@ cast(w.query AS tsquery) AND %1$s)
            """
                    .formatted(
                            Search.THERE,
                            SOMEWHERE.formatted(Search.THERE, "|| :newest"),
                            SOMEWHERE.formatted(Search.THERE, ""));

    private List<String> standing(Handle tx, List<String> words, List<String> queries) {
        boolean some = !reach.types().isEmpty();
        return tx.createQuery(STANDING)
                .bind("words", words.toArray(String[]::new))
                .bind("queries", queries.toArray(String[]::new))
                .bind("some", some)
                .bind("shelves", some ? scope.shelves() : "")
                .bind("newest", scope.newestOnly())
                .bind("confidential", reach.confidential())
                .bind("types", reach.types().keySet().toArray(Long[]::new))
                .bind("groups", reach.groups().toArray(Long[]::new))
                .mapTo(String.class)
                .list();
    }
}
