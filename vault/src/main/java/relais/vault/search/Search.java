package relais.vault.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.vault.access.Reach;

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

    /** Numbers of the dossiers that {@code q} means, or whose documents do; the best first. */
    public static List<Long> dossiers(Handle tx, Reach reach, String q) {
        Set<Long> found = new LinkedHashSet<>(numbered(tx, reach, q));
        byIndex(tx);
        Scope scope = Scope.of(tx, reach);
        hits(tx, reach, scope, Meant.by(tx, new SeenWords(reach, scope), q))
                .forEach(hit -> found.add(hit.dossier()));
        asUsual(tx);
        return List.copyOf(found);
    }

    /** Dossiers and documents that {@code q} means, with the places where. */
    public static List<Found> find(Handle tx, Reach reach, String q, int limit) {
        List<Long> texts = new ArrayList<>();
        byIndex(tx);
        Scope scope = Scope.of(tx, reach);
        Meant meant = Meant.by(tx, new SeenWords(reach, scope), q);
        List<Long> numbered = numbered(tx, reach, q);
        tx.createQuery(
                        """
                        SELECT id FROM vault_text
                        WHERE dossier_id = ANY (:dossiers) AND document_id IS NULL
                        """)
                .bind("dossiers", numbered.toArray(Long[]::new))
                .mapTo(Long.class)
                .forEach(texts::add);
        for (Hit hit : hits(tx, reach, scope, meant)) {
            if (texts.size() < limit && !texts.contains(hit.text())) {
                texts.add(hit.text());
            }
        }
        List<Found> found = shown(tx, texts.subList(0, Math.min(limit, texts.size())), meant);
        asUsual(tx);
        return found;
    }

    private static List<Found> shown(Handle tx, List<Long> texts, Meant meant) {
        Map<Long, Found> found = new LinkedHashMap<>();
        tx.createQuery(
                        """
                        SELECT t.id, t.dossier_id, t.document_id, t.title, t.text, d.number
                        FROM vault_text t JOIN vault_dossier d ON d.id = t.dossier_id
                        WHERE t.id = ANY (:texts)
                        """)
                .bind("texts", texts.toArray(Long[]::new))
                .map(
                        (row, context) -> {
                            long dossier = row.getLong("dossier_id");
                            Long document = row.getObject("document_id", Long.class);
                            return Map.entry(
                                    row.getLong("id"),
                                    new Found(
                                            document == null ? "dossier" : "document",
                                            document == null ? dossier : document,
                                            dossier,
                                            row.getString("title"),
                                            Snippet.of(row.getString("text"), meant.stems()),
                                            row.getString("number")));
                        })
                .forEach(one -> found.put(one.getKey(), one.getValue()));
        return texts.stream().map(found::get).filter(one -> one != null).toList();
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

    private static List<Hit> hits(Handle tx, Reach reach, Scope scope, Meant meant) {
        if (meant.query().isEmpty()) {
            return List.of();
        }
        List<Hit> hits = new ArrayList<>();
        if (!reach.types().isEmpty()) {
            Scope.Asked first = scope.first(tx, meant);
            hits.addAll(matching(tx, reach, first, meant));
            if (hits.size() < ENOUGH && !first.whole()) {
                hits = new ArrayList<>(matching(tx, reach, scope.whole(meant), meant));
            }
        }
        hits.addAll(granted(tx, reach, meant));
        hits.sort(
                Comparator.comparingDouble(Hit::rank)
                        .reversed()
                        .thenComparing(Comparator.comparingLong(Hit::text).reversed()));
        return hits.stream().distinct().toList();
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
