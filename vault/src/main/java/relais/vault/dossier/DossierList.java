package relais.vault.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.vault.access.Reach;
import relais.vault.access.Sight;
import relais.vault.search.Search;
import relais.vault.type.Types;

/**
 * Lists dossiers, quickly however many there are. What is rare (a person, a tag, a word) is found
 * first and then sorted; else the reader's shelves (a type, confidential or not) are each read in
 * their order until the page is full.
 */
public final class DossierList {
    /** What has more dossiers than this is common: walking finds a page of them sooner. */
    private static final int RARE = 5_000;

    /** A total is counted so far; "1,000 and more" says enough. */
    private static final int COUNTED = 1_000;

    private final Database database;
    private final Sight sight;

    public DossierList(Database database, Sight sight) {
        this.database = database;
        this.sight = sight;
    }

    /**
     * @param next where to go on; null at the end
     * @param total how many there are, at most {@link #COUNTED}; null where counting would take
     *     long
     */
    public record Page(
            List<Listed> items, ListQuery.@Nullable Cursor next, @Nullable Integer total) {}

    public Page page(Caller caller, ListQuery query) {
        return database.inTransaction(tx -> page(tx, caller, query));
    }

    private Page page(Handle tx, Caller caller, ListQuery query) {
        Selection selection = selection(tx, caller, query);
        List<Row> rows = selection.page(query.sort(), query.after(), query.limit());
        List<Listed> items = rows.stream().map(Row::listed).toList();
        boolean more = rows.size() == query.limit() && query.q() == null;
        ListQuery.Cursor next =
                more
                        ? new ListQuery.Cursor(rows.getLast().key(), rows.getLast().listed().id())
                        : null;
        Integer total = null;
        if (query.after() == null) {
            total = more ? selection.count() : (Integer) items.size();
        }
        return new Page(items, next, total);
    }

    private Selection selection(Handle tx, Caller caller, ListQuery query) {
        Reach reach = sight.reach(tx, caller);
        Map<Long, String> names = new HashMap<>();
        String language = caller.locale().getLanguage();
        Types.definitions(tx).forEach((id, type) -> names.put(id, type.nameIn(language)));
        Selection selection = new Selection(tx, reach, query, names);
        if (query.q() != null) {
            selection.only(Search.dossiers(tx, reach, query.q(), RARE));
        }
        if (query.person() != 0) {
            selection.narrow(
                    "d.id IN (SELECT p.dossier_id FROM vault_person p WHERE p.contact_id = :person)",
                    "person",
                    query.person());
        }
        if (query.tag() != null) {
            selection.narrow("d.tags @> ARRAY[cast(:tag AS text)]", "tag", query.tag());
        }
        if (query.mine()) {
            selection.narrow(
                    """
                    d.id IN (SELECT m.id FROM vault_dossier m WHERE m.created_by = :me UNION
                        SELECT t.dossier_id FROM vault_task t
                        WHERE t.assignee = :me AND t.done_at IS NULL)
                    """,
                    "me",
                    caller.userId());
        }
        if (query.trashed()) {
            selection.narrow("d.trashed_at IS NOT NULL", "unused", 0);
        }
        return selection;
    }

    private record Row(Listed listed, String key) {}

    /** The dossiers of one list. */
    private static final class Selection {
        private final Handle tx;
        private final Reach reach;
        private final ListQuery query;
        private final Map<Long, String> names;
        private final List<String> conditions = new ArrayList<>();
        private final Map<String, Object> binds = new HashMap<>();
        private @Nullable List<Long> only;
        private boolean slow;

        Selection(Handle tx, Reach reach, ListQuery query, Map<Long, String> names) {
            this.tx = tx;
            this.reach = reach;
            this.query = query;
            this.names = names;
            conditions.add("d.trashed_at IS " + (query.trashed() ? "NOT NULL" : "NULL"));
            if (query.state() != null) {
                conditions.add("d.state = :state");
                binds.put("state", query.state());
            }
            if (query.type() != 0) {
                conditions.add("d.type_id = :type");
                binds.put("type", query.type());
            }
        }

        /** No others than these. */
        void only(List<Long> ids) {
            if (only == null) {
                only = ids;
            } else {
                Set<Long> both = new TreeSet<>(only);
                both.retainAll(ids);
                only = List.copyOf(both);
            }
        }

        /** Those of which the condition is true: looked up where they are few. */
        void narrow(String condition, String name, Object value) {
            List<Long> few =
                    tx.createQuery(
                                    "SELECT d.id FROM vault_dossier d WHERE "
                                            + condition
                                            + " AND (:%s IS NOT NULL) LIMIT :limit".formatted(name))
                            .bind(name, value)
                            .bind("limit", RARE + 1)
                            .mapTo(Long.class)
                            .list();
            if (few.size() <= RARE) {
                only(few);
            } else {
                slow = true;
                conditions.add(condition);
                binds.put(name, value);
            }
        }

        List<Row> page(ListQuery.Sort sort, ListQuery.@Nullable Cursor after, int limit) {
            if (after != null) {
                conditions.add(sort.beyond());
                binds.put("afterKey", after.key());
                binds.put("afterId", after.id());
            }
            String inner = "SELECT d.id FROM vault_dossier d WHERE %s " + sort.order();
            String ids = only == null ? walk(inner) : few(inner);
            return reach.bind(
                            tx.createQuery(
                                    """
                                    SELECT d.*, cast(%s AS text) AS sort_key,
                                      (SELECT count(*) FROM vault_document f
                                       WHERE f.dossier_id = d.id AND f.trashed_at IS NULL) AS documents,
                                      EXISTS (SELECT 1 FROM vault_hold h WHERE h.dossier_id = d.id
                                        AND h.ended_at IS NULL) AS held
                                    FROM vault_dossier d WHERE d.id IN (%s)
                                    %s LIMIT :limit
                                    """
                                            .formatted(sort.key, ids, sort.order())))
                    .bindMap(binds)
                    .bind("limit", limit)
                    .map((row, context) -> row(row))
                    .list();
        }

        int count() {
            if (only == null && slow) {
                return COUNTED;
            }
            String inner = "SELECT d.id FROM vault_dossier d WHERE %s ";
            return reach.bind(
                            tx.createQuery(
                                    "SELECT count(*) FROM (SELECT 1 FROM ("
                                            + (only == null ? walk(inner) : few(inner))
                                            + ") AS x LIMIT :limit) AS y"))
                    .bindMap(binds)
                    .bind("limit", COUNTED)
                    .mapTo(Integer.class)
                    .one();
        }

        private String few(String inner) {
            binds.put("only", only == null ? new Long[0] : only.toArray(Long[]::new));
            List<String> all = new ArrayList<>(conditions);
            all.add("d.id = ANY (:only)");
            all.add(Reach.SEEN);
            return "(" + inner.formatted(String.join(" AND ", all)) + " LIMIT :limit)";
        }

        private String walk(String inner) {
            List<Reach.Shelf> shelves = reach.shelves(query.type());
            binds.put("shelfTypes", shelves.stream().map(Reach.Shelf::type).toArray(Long[]::new));
            binds.put(
                    "shelfHidden",
                    shelves.stream().map(Reach.Shelf::confidential).toArray(Boolean[]::new));
            List<String> onShelf = new ArrayList<>(conditions);
            onShelf.add("d.type_id = s.type_id AND d.confidential = s.confidential");
            List<String> granted = new ArrayList<>(conditions);
            granted.add(
                    """
                    d.id IN (SELECT g.dossier_id FROM vault_grant g
                      WHERE g.group_id = ANY (:reachGroups) AND g.dossier_id IS NOT NULL)
                    """);
            return """
            SELECT one.id FROM unnest(:shelfTypes, :shelfHidden) AS s (type_id, confidential)
            CROSS JOIN LATERAL (%s LIMIT :limit) AS one
            UNION (%s LIMIT :limit)
            """
                    .formatted(
                            inner.formatted(String.join(" AND ", onShelf)),
                            inner.formatted(String.join(" AND ", granted)));
        }

        private Row row(ResultSet row) throws SQLException {
            long type = row.getLong("type_id");
            return new Row(
                    new Listed(
                            row.getLong("id"),
                            type,
                            names.getOrDefault(type, ""),
                            row.getString("number"),
                            row.getString("title"),
                            row.getString("state"),
                            row.getBoolean("confidential"),
                            List.of((String[]) row.getArray("tags").getArray()),
                            row.getTimestamp("changed_at").toInstant(),
                            row.getInt("documents"),
                            row.getBoolean("held")),
                    row.getString("sort_key"));
        }
    }
}
