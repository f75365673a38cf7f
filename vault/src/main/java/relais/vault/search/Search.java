package relais.vault.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.access.Reach;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;
import relais.vault.type.Values;

/**
 * Finds dossiers and documents by what somebody types, the best first. Whoever looks for a frequent
 * word gets the best of the newest that hold it: those are asked for first, and all only where they
 * are too few ({@link Scope}). Measured in docs/performance.md.
 */
public final class Search {
    /** Ranked at most; nobody reads further. */
    static final int RANKED = 200;

    /** With so many hits a page is full: older ones are not asked for. */
    private static final int ENOUGH = 60;

    /** Numbers that begin with what was typed come before all else. */
    private static final int NUMBERS = 20;

    private Search() {}

    private record Hit(long text, long dossier, double rank) {}

    /**
     * @param cut whether there are more than these
     */
    private record Hits(List<Hit> best, boolean cut) {}

    /**
     * Dossiers, the best first.
     *
     * @param cut whether others fit as well that were not ranked
     */
    public record Ranked(List<Long> dossiers, boolean cut) {}

    /** The dossiers that {@code q} means, or whose documents do. */
    public static Ranked dossiers(Handle tx, Reach reach, String q) {
        Set<Long> found = new LinkedHashSet<>(numbered(tx, reach, q));
        byIndex(tx);
        Scope scope = Scope.of(tx, reach);
        Hits hits = hits(tx, reach, scope, Meant.by(tx, new SeenWords(reach, scope), q));
        hits.best().forEach(hit -> found.add(hit.dossier()));
        asUsual(tx);
        return new Ranked(List.copyOf(found), hits.cut());
    }

    /**
     * Every dossier that somebody's words mean, ranked or not: a condition on {@code vault_dossier
     * d} with its values.
     */
    public record Fitting(String words, List<Long> numbered) {
        public static final String CONDITION =
                """
                (d.id = ANY (:numbered) OR d.id IN (
                    SELECT t.dossier_id FROM vault_text t
                    WHERE t.words @@ cast(:words AS tsquery)
                      AND (t.document_id IS NULL OR EXISTS (
                        SELECT 1 FROM vault_document f
                        WHERE f.id = t.document_id AND f.dossier_id = t.dossier_id
                          AND f.trashed_at IS NULL))))
                """;
    }

    /** For who wants all, not the best. */
    public static Fitting fitting(Handle tx, Reach reach, String q) {
        byIndex(tx);
        Meant meant = Meant.by(tx, new SeenWords(reach, Scope.of(tx, reach)), q);
        asUsual(tx);
        return new Fitting(meant.query(), numbered(tx, reach, q));
    }

    /**
     * What was found.
     *
     * @param next where to go on; null at the end
     * @param total how many were ranked; null on later pages
     * @param cut whether others fit as well that were not ranked
     */
    public record Page(
            List<Found> found, @Nullable Long next, @Nullable Integer total, boolean cut) {
        /** For whom nothing is looked for. */
        public static final Page NOTHING = new Page(List.of(), null, 0, false);
    }

    /**
     * Dossiers and documents that {@code q} means, with the places where.
     *
     * @param language in which labels are shown
     * @param after the text that the page before ended with; 0 for the first page
     */
    public static Page find(
            Handle tx, Reach reach, String q, String language, long after, int limit) {
        byIndex(tx);
        Scope scope = Scope.of(tx, reach);
        Meant meant = Meant.by(tx, new SeenWords(reach, scope), q);
        Set<Long> found = new LinkedHashSet<>(texts(tx, numbered(tx, reach, q)));
        Hits hits = hits(tx, reach, scope, meant);
        hits.best().forEach(hit -> found.add(hit.text()));
        List<Long> ranks = List.copyOf(found);
        // Where it fits no more whoever turned the page begins again.
        int begin =
                after == 0 ? 0 : ranks.contains(after) ? ranks.indexOf(after) + 1 : ranks.size();
        List<Long> page = ranks.subList(begin, Math.min(begin + limit, ranks.size()));
        List<Found> shown = shown(tx, page, meant, language);
        asUsual(tx);
        return new Page(
                shown,
                begin + page.size() < ranks.size() ? page.getLast() : null,
                after == 0 ? ranks.size() : null,
                hits.cut());
    }

    /** Of the dossiers themselves, in their order. */
    private static List<Long> texts(Handle tx, List<Long> dossiers) {
        return tx.createQuery(
                        """
                        SELECT id FROM vault_text
                        WHERE dossier_id = ANY (:dossiers) AND document_id IS NULL
                        ORDER BY array_position(:dossiers, dossier_id)
                        """)
                .bind("dossiers", dossiers.toArray(Long[]::new))
                .mapTo(Long.class)
                .list();
    }

    private static List<Found> shown(Handle tx, List<Long> texts, Meant meant, String language) {
        Map<Long, TypeDefinition> types = Types.definitions(tx);
        Map<Long, Found> found = new LinkedHashMap<>();
        tx.createQuery(
                        """
                        SELECT t.id, t.dossier_id, t.document_id, t.title, t.text, d.number,
                          d.type_id, d.fields, d.tags
                        FROM vault_text t JOIN vault_dossier d ON d.id = t.dossier_id
                        WHERE t.id = ANY (:texts)
                        """)
                .bind("texts", texts.toArray(Long[]::new))
                .map(
                        (row, context) -> {
                            long dossier = row.getLong("dossier_id");
                            Long document = row.getObject("document_id", Long.class);
                            String text =
                                    document == null
                                            ? dossierText(row, types, language)
                                            : row.getString("text");
                            return Map.entry(
                                    row.getLong("id"),
                                    new Found(
                                            document == null ? "dossier" : "document",
                                            document == null ? dossier : document,
                                            dossier,
                                            row.getString("title"),
                                            Snippet.of(text, meant.stems()),
                                            row.getString("number")));
                        })
                .forEach(one -> found.put(one.getKey(), one.getValue()));
        return texts.stream().map(found::get).filter(one -> one != null).toList();
    }

    /** As the reader knows it; what is searched holds the labels of all languages. */
    private static String dossierText(
            ResultSet row, Map<Long, TypeDefinition> types, String language) throws SQLException {
        TypeDefinition type = types.get(row.getLong("type_id"));
        if (type == null) {
            return row.getString("text");
        }
        String tags = String.join(" ", (String[]) row.getArray("tags").getArray());
        return FieldText.in(language, type, Values.read(row.getString("fields"))) + "\n" + tags;
    }

    private static List<Long> numbered(Handle tx, Reach reach, String q) {
        String begin = q.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("[%_\\\\]", "");
        if (begin.length() < 3 || begin.chars().noneMatch(Character::isDigit)) {
            return List.of();
        }
        return reach.bind(
                        tx.createQuery(
                                """
                                SELECT d.id FROM vault_dossier d
                                WHERE lower(d.number) LIKE :begin AND d.trashed_at IS NULL AND %s
                                ORDER BY lower(d.number) LIMIT :limit
                                """
                                        .formatted(Reach.SEEN)))
                .bind("begin", begin + "%")
                .bind("limit", NUMBERS)
                .mapTo(Long.class)
                .list();
    }

    private static Hits hits(Handle tx, Reach reach, Scope scope, Meant meant) {
        if (meant.query().isEmpty()) {
            return new Hits(List.of(), false);
        }
        List<Hit> hits = new ArrayList<>();
        boolean cut = false;
        if (!reach.types().isEmpty()) {
            Scope.Asked first = scope.first(tx, meant);
            hits.addAll(matching(tx, reach, first, meant));
            cut = !first.whole();
            if (hits.size() < ENOUGH && cut) {
                hits = new ArrayList<>(matching(tx, reach, scope.whole(meant), meant));
                cut = false;
            }
            cut |= hits.size() == RANKED;
        }
        List<Hit> granted = granted(tx, reach, meant);
        cut |= granted.size() == RANKED;
        hits.addAll(granted);
        hits.sort(
                Comparator.comparingDouble(Hit::rank)
                        .reversed()
                        .thenComparing(Comparator.comparingLong(Hit::text).reversed()));
        return new Hits(hits.stream().distinct().toList(), cut);
    }

    /**
     * Other plans than the index on words walk all texts when their guess is wrong; and a page is
     * there before a second process has begun.
     */
    private static void byIndex(Handle tx) {
        tx.execute("SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0");
    }

    private static void asUsual(Handle tx) {
        tx.execute(
                "SET LOCAL enable_seqscan = on;"
                        + " SET LOCAL max_parallel_workers_per_gather = DEFAULT");
    }

    private static final String RANK =
            """
            SELECT t.id, t.dossier_id,
                ts_rank('{0.1, 0.2, 0.4, 1.0}', t.words, cast(:rank AS tsquery)) AS rank
            FROM (%s) AS c JOIN vault_text t ON t.id = c.id
            """;

    static final String THERE =
            """
            d.trashed_at IS NULL AND (t.document_id IS NULL OR EXISTS (
                SELECT 1 FROM vault_document f
                WHERE f.id = t.document_id AND f.dossier_id = t.dossier_id
                  AND f.trashed_at IS NULL))
            """;

    /** Plus 0: else all texts might be walked backwards until enough of them match. */
    private static final String NEWEST_FIRST = "ORDER BY id + 0 DESC";

    private static List<Hit> matching(Handle tx, Reach reach, Scope.Asked asked, Meant meant) {
        return tx.createQuery(
                        RANK.formatted(
                                """
                                SELECT t.id
                                FROM (SELECT id, dossier_id, document_id FROM vault_text
                                    WHERE words @@ cast(:query AS tsquery) %2$s OFFSET 0) AS t,
                                  LATERAL (SELECT FROM vault_dossier d
                                    WHERE d.id = t.dossier_id AND %1$s
                                      AND (:confidential OR NOT d.confidential)
                                      AND d.type_id = ANY (:types) OFFSET 0) AS its
                                LIMIT :limit
                                """
                                        .formatted(THERE, asked.whole() ? NEWEST_FIRST : "")))
                .bind("query", asked.query())
                .bind("rank", meant.query())
                .bind("confidential", reach.confidential())
                .bind("types", reach.types().keySet().toArray(Long[]::new))
                .bind("limit", RANKED)
                .map((row, context) -> new Hit(row.getLong(1), row.getLong(2), row.getDouble(3)))
                .list();
    }

    /** Among single dossiers that the reader's groups were granted. */
    private static List<Hit> granted(Handle tx, Reach reach, Meant meant) {
        return tx.createQuery(
                        RANK.formatted(
                                """
                                SELECT t.id FROM vault_grant g
                                JOIN vault_dossier d ON d.id = g.dossier_id
                                JOIN vault_text t ON t.dossier_id = d.id
                                WHERE g.group_id = ANY (:groups) AND g.dossier_id IS NOT NULL
                                  AND t.words @@ cast(:rank AS tsquery) AND %s
                                LIMIT :limit
                                """
                                        .formatted(THERE)))
                .bind("rank", meant.query())
                .bind("groups", reach.groups().toArray(Long[]::new))
                .bind("limit", RANKED)
                .map((row, context) -> new Hit(row.getLong(1), row.getLong(2), row.getDouble(3)))
                .list();
    }
}
