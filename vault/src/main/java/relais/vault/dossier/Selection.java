package relais.vault.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.access.Reach;
import relais.vault.access.Sight;
import relais.vault.hold.Holds;
import relais.vault.search.Search;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;
import relais.vault.type.Values;

/** The dossiers that a list's query means and its reader may see. */
final class Selection {
    /** What has more dossiers than this is common: sorted whole, not looked up before. */
    private static final int RARE = 5_000;

    /** A total is counted so far; "1,000 and more" says enough. */
    static final int COUNTED = 1_000;

    /** Rows fetched at once where all are read. */
    private static final int FETCH = 1_000;

    private final Handle tx;
    private final Reach reach;
    private final ListQuery query;
    private final Map<Long, TypeDefinition> types;
    private final String language;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> binds = new HashMap<>();

    /** Of these too many dossiers are true to be looked up before. */
    private final List<String> common = new ArrayList<>();

    private @Nullable List<Long> only;
    private Search.@Nullable Ranked ranked;
    private List<Row> ranking = List.of();

    private Selection(Handle tx, Reach reach, ListQuery query, String language) {
        this.tx = tx;
        this.reach = reach;
        this.query = query;
        this.types = Types.definitions(tx);
        this.language = language;
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

    /** To be read page by page: of what words mean, the best. */
    static Selection of(Handle tx, Sight sight, Caller caller, ListQuery query) {
        Selection selection = narrowed(tx, sight.reach(tx, caller), caller, query);
        if (query.q() != null) {
            selection.ranked = Search.dossiers(tx, selection.reach, query.q());
            selection.only(selection.ranked.dossiers());
        }
        return selection;
    }

    /** To be read to its end. */
    static Selection whole(Handle tx, Sight sight, Caller caller, ListQuery query) {
        Selection selection = narrowed(tx, sight.reach(tx, caller), caller, query);
        if (query.q() != null) {
            Search.Fitting fitting = Search.fitting(tx, selection.reach, query.q());
            selection.conditions.add(Search.Fitting.CONDITION);
            selection.binds.put("words", fitting.words());
            selection.binds.put("numbered", fitting.numbered().toArray(Long[]::new));
        }
        return selection;
    }

    private static Selection narrowed(Handle tx, Reach reach, Caller caller, ListQuery query) {
        Selection selection = new Selection(tx, reach, query, caller.locale().getLanguage());
        if (query.person() != 0) {
            selection.narrow(
                    """
                    d.id IN (SELECT p.dossier_id FROM vault_person p
                        WHERE p.contact_id = :person)
                    """,
                    "person",
                    query.person());
        }
        if (query.tag() != null) {
            selection.narrow("d.tags @> ARRAY[cast(:tag AS text)]", "tag", query.tag());
        }
        if (query.mine()) {
            selection.only(selection.mine(caller.userId()));
        }
        if (query.trashed()) {
            String trashed = "d.trashed_at IS NOT NULL AND :trash > 0";
            selection.narrow(trashed, "trash", 1);
        }
        return selection;
    }

    /** No others than these. */
    private void only(List<Long> ids) {
        if (only == null) {
            only = ids;
        } else {
            Set<Long> both = new TreeSet<>(only);
            both.retainAll(ids);
            only = List.copyOf(both);
        }
    }

    /** What somebody opened, as far as it changed lately, and what they have an open task in. */
    private List<Long> mine(long user) {
        return tx.createQuery(
                        """
                        (SELECT m.id FROM vault_dossier m WHERE m.created_by = :me
                         ORDER BY m.changed_at DESC LIMIT :limit)
                        UNION
                        SELECT t.dossier_id FROM vault_task t
                        WHERE t.assignee = :me AND t.done_at IS NULL
                        """)
                .bind("me", user)
                .bind("limit", RARE)
                .mapTo(Long.class)
                .list();
    }

    /** Those of which the condition is true: looked up first where they are few. */
    private void narrow(String condition, String name, Object value) {
        List<Long> few =
                tx.createQuery(
                                "SELECT d.id FROM vault_dossier d WHERE "
                                        + condition
                                        + " LIMIT :limit")
                        .bind(name, value)
                        .bind("limit", RARE + 1)
                        .mapTo(Long.class)
                        .list();
        if (few.size() <= RARE) {
            only(few);
        } else {
            common.add(condition);
            binds.put(name, value);
        }
    }

    /** A dossier with all that is listed or exported of it. */
    record Row(Listed listed, String key, Map<String, Object> fields, Dossier.Times times) {}

    Map<Long, TypeDefinition> types() {
        return types;
    }

    Reach reach() {
        return reach;
    }

    /** Whether more dossiers fit the words than were ranked. */
    boolean isCut() {
        return ranked != null && ranked.cut();
    }

    /**
     * A page and one row more where there is one, in the order of the list; for words typed, the
     * best first unless another is asked for.
     */
    List<Row> page() {
        if (ranked != null && query.byRank()) {
            return best(ranked.dossiers());
        }
        if (query.after() != null) {
            conditions.add(query.sort().beyond());
            binds.put("afterKey", query.after().key());
            binds.put("afterId", query.after().id());
        }
        int limit = query.limit() + 1;
        String inner = "SELECT d.id FROM vault_dossier d WHERE %s " + query.sort().order();
        String ids = only == null && common.isEmpty() ? walk(inner) : few(inner);
        if (only == null && !common.isEmpty() && !query.trashed()) {
            List<Long> newest = new Glance(tx, reach, query, conditions, common, binds).page(limit);
            if (newest.size() == limit) {
                binds.put("newest", newest.toArray(Long[]::new));
                ids = "SELECT unnest(cast(:newest AS bigint[]))";
            }
        }
        return read("d.id IN (" + ids + ") " + query.sort().order() + " LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> row(row))
                .list();
    }

    /** What was ranked is little: all of it is read, and a page of it shown. */
    private List<Row> best(List<Long> ranks) {
        String inner = "SELECT d.id FROM vault_dossier d WHERE %s";
        ranking =
                read("d.id IN (" + few(inner) + ")")
                        .bind("limit", Math.max(1, ranks.size()))
                        .map((row, context) -> row(row))
                        .stream()
                        .sorted(Comparator.comparingInt(row -> ranks.indexOf(row.listed().id())))
                        .toList();
        int place = query.after() == null ? -1 : ranks.indexOf(query.after().id());
        if (query.after() != null && place < 0) {
            return List.of(); // it fits no more: whoever turned the page begins again
        }
        return ranking.stream()
                .filter(row -> ranks.indexOf(row.listed().id()) > place)
                .limit(query.limit() + 1L)
                .toList();
    }

    /** All of them, fetched piece by piece; to be read within the transaction. */
    ResultIterable<Row> all() {
        List<String> all = new ArrayList<>(conditions);
        all.addAll(common);
        all.add(Reach.SEEN);
        if (only != null) {
            all.add("d.id = ANY (:only)");
            binds.put("only", only.toArray(Long[]::new));
        }
        return read(String.join(" AND ", all) + " " + query.sort().order())
                .setFetchSize(FETCH)
                .map((row, context) -> row(row));
    }

    private org.jdbi.v3.core.statement.Query read(String where) {
        return reach.bind(
                        tx.createQuery(
                                """
                                SELECT d.*, cast(%s AS text) AS sort_key,
                                  (SELECT count(*) FROM vault_document f
                                   WHERE f.dossier_id = d.id AND f.trashed_at IS NULL)
                                    AS documents,
                                  EXISTS (SELECT 1 FROM vault_hold h WHERE %s) AS held
                                FROM vault_dossier d WHERE %s
                                """
                                        .formatted(query.sort().key, Holds.STANDING, where)))
                .bindMap(binds);
    }

    /** How many there are, as far as that is quickly said. */
    int count() {
        if (query.byRank()) {
            return ranking.size();
        }
        if (only == null && !common.isEmpty()) {
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
        List<String> all = new ArrayList<>(conditions);
        all.addAll(common);
        if (only != null) {
            binds.put("only", only.toArray(Long[]::new));
            all.add("d.id = ANY (:only)");
        }
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
        TypeDefinition definition = types.get(type);
        var closed = row.getTimestamp("closed_at");
        var trashed = row.getTimestamp("trashed_at");
        return new Row(
                new Listed(
                        row.getLong("id"),
                        type,
                        definition == null ? "" : definition.nameIn(language),
                        row.getString("number"),
                        row.getString("title"),
                        row.getString("state"),
                        row.getBoolean("confidential"),
                        List.of((String[]) row.getArray("tags").getArray()),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getInt("documents"),
                        row.getBoolean("held"),
                        trashed == null ? null : trashed.toInstant()),
                row.getString("sort_key"),
                Values.read(row.getString("fields")),
                new Dossier.Times(
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("created_by_name"),
                        closed == null ? null : closed.toInstant()));
    }
}
