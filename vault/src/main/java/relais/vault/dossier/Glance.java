package relais.vault.dossier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import relais.vault.access.Reach;

/**
 * A page of what is common, a tag that many dossiers carry: looked for among the first of each of
 * the reader's shelves, which is far quicker than to sort all that carry it. It may find too few,
 * where only the last of a shelf carry it.
 */
final class Glance {
    /** Of each shelf: a tenth of all is found so for a page of fifty. */
    private static final int DEEP = 500;

    /**
     * A place counts where no shelf was left before it: what lies deeper there comes after it. The
     * granted dossiers that lie on no shelf of the reader's are all looked at.
     */
    private static final String FIRST =
            """
            WITH looked AS MATERIALIZED (
              SELECT d.id, d.shelf, row_number() OVER (%1$s) AS place, (%2$s) AS meant
              FROM (
                SELECT one.*, s.shelf
                FROM unnest(:shelfTypes, :shelfHidden) WITH ORDINALITY
                  AS s (type_id, confidential, shelf)
                CROSS JOIN LATERAL (
                  SELECT d.* FROM vault_dossier d
                  WHERE d.type_id = s.type_id AND d.confidential = s.confidential AND %3$s
                  %1$s LIMIT :deep) AS one
                UNION ALL
                SELECT d.*, 0 FROM vault_dossier d
                WHERE d.id IN (SELECT g.dossier_id FROM vault_grant g
                    WHERE g.group_id = ANY (:reachGroups) AND g.dossier_id IS NOT NULL)
                  AND NOT (d.type_id = ANY (:reachTypes)
                    AND (:reachConfidential OR NOT d.confidential))
                  AND %3$s) AS d),
            left_at AS (
              SELECT max(place) AS place FROM looked WHERE shelf > 0
              GROUP BY shelf HAVING count(*) = :deep)
            SELECT id FROM looked
            WHERE meant AND place <= ALL (SELECT place FROM left_at)
            ORDER BY place LIMIT :limit
            """;

    private final Handle tx;
    private final Reach reach;
    private final ListQuery query;
    private final String conditions;
    private final String meant;
    private final Map<String, Object> binds;

    /**
     * @param conditions that the order of a shelf serves, or that few dossiers fail
     * @param meant what is looked for
     */
    Glance(
            Handle tx,
            Reach reach,
            ListQuery query,
            List<String> conditions,
            List<String> meant,
            Map<String, Object> binds) {
        this.tx = tx;
        this.reach = reach;
        this.query = query;
        this.conditions = String.join(" AND ", conditions);
        this.meant = String.join(" AND ", meant);
        this.binds = binds;
    }

    /** The first so many, or fewer where it is not sure of the rest. */
    List<Long> page(int limit) {
        List<Reach.Shelf> shelves = new ArrayList<>(reach.shelves(query.type()));
        Map<String, Object> all = new HashMap<>(binds);
        all.put("shelfTypes", shelves.stream().map(Reach.Shelf::type).toArray(Long[]::new));
        all.put(
                "shelfHidden",
                shelves.stream().map(Reach.Shelf::confidential).toArray(Boolean[]::new));
        return reach.bind(tx.createQuery(FIRST.formatted(query.sort().order(), meant, conditions)))
                .bindMap(all)
                .bind("deep", DEEP)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }
}
