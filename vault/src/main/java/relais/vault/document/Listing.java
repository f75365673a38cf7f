package relais.vault.document;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.access.PageEnd;
import relais.vault.document.Outcome.Why;

/** What lies in a folder, page by page: first its folders, then its documents. */
public final class Listing {
    /** Counting the documents of a folder in a list stops here. */
    private static final int COUNTED = 10_000;

    private final Desk desk;

    Listing(Desk desk) {
        this.desk = desk;
    }

    /** A folder in a list, and how many documents lie in it (not below), up to a bound. */
    public record FolderLine(long id, String name, long documents) {}

    /** A document in a list; {@code lockedBy} empty where nobody edits it. */
    public record DocumentLine(Document document, String lockedBy) {}

    /**
     * A page.
     *
     * @param next where the next one begins; null at the end
     */
    public record Page(
            Folder folder,
            DocumentPath path,
            List<FolderLine> folders,
            List<DocumentLine> documents,
            @Nullable String next) {}

    /** The orders that indexes give. */
    public enum Order {
        NAME("order_key", "", "text"),
        CHANGED("changed_at", " DESC", "timestamptz"),
        SIZE("size", " DESC", "bigint");

        private final String column;
        private final String direction;
        private final String type;

        Order(String column, String direction, String type) {
            this.column = column;
            this.direction = direction;
            this.type = type;
        }

        private String before() {
            return direction.isEmpty() ? ">" : "<";
        }
    }

    /** Where a page begins: after a folder or a document. */
    private record Place(boolean folders, String value, long id) {
        static final Place START = new Place(true, "", 0);

        String text() {
            String text = (folders ? "f" : "d") + id + ":" + value;
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Place parse(String given) {
            try {
                String plain =
                        new String(Base64.getUrlDecoder().decode(given), StandardCharsets.UTF_8);
                int colon = plain.indexOf(':');
                if (PageEnd.isText(plain) && colon > 1 && "fd".indexOf(plain.charAt(0)) >= 0) {
                    return new Place(
                            plain.charAt(0) == 'f',
                            plain.substring(colon + 1),
                            Long.parseLong(plain.substring(1, colon)));
                }
            } catch (IllegalArgumentException e) {
                // told below with everything else that is no place
            }
            throw new Objection(Why.INVALID, "invalid-query", "after is not a page's next");
        }
    }

    /** Where a page by name begins whose first document has this name, or the next one. */
    public static String from(String name) {
        return new Place(false, NaturalOrder.key(name), 0).text();
    }

    /**
     * A page of the folder at {@code path}.
     *
     * @param after {@link Page#next} of the page before; empty for the first
     */
    public Outcome<Page> page(
            Caller caller,
            long dossierId,
            DocumentPath path,
            Order order,
            Optional<String> after,
            int limit) {
        return desk.look(
                handle -> {
                    desk.entrance.read(handle, caller, dossierId);
                    Folder folder =
                            desk.tree
                                    .find(handle, dossierId, path)
                                    .orElseThrow(() -> Entrance.missing("no folder " + path));
                    Place place = after.map(Place::parse).orElse(Place.START);
                    return page(handle, folder, path, order, place, limit);
                });
    }

    private Page page(
            Handle handle, Folder folder, DocumentPath path, Order order, Place place, int limit) {
        List<FolderLine> folders =
                place.folders() ? folders(handle, folder, place, limit + 1) : List.of();
        if (folders.size() > limit) {
            List<FolderLine> shown = folders.subList(0, limit);
            return new Page(folder, path, shown, List.of(), after(shown.getLast()));
        }
        int room = limit - folders.size();
        List<Row> rows = documents(handle, folder, order, place, room + 1);
        List<Row> shown = rows.subList(0, Math.min(room, rows.size()));
        String next = null;
        if (rows.size() > room) {
            next = shown.isEmpty() ? after(folders.getLast()) : after(shown.getLast());
        }
        return new Page(folder, path, folders, shown.stream().map(Row::line).toList(), next);
    }

    private static String after(FolderLine last) {
        return new Place(true, NaturalOrder.key(last.name()), last.id()).text();
    }

    private static String after(Row last) {
        return new Place(false, last.value(), last.line().document().id()).text();
    }

    private static List<FolderLine> folders(Handle handle, Folder folder, Place place, int limit) {
        return handle.createQuery(
                        """
                        SELECT f.id, f.name, (SELECT count(*) FROM (
                            SELECT 1 FROM vault_document d
                            WHERE d.dossier_id = f.dossier_id AND coalesce(d.folder_id, 0) = f.id
                              AND d.trashed_at IS NULL LIMIT :counted) AS found) AS documents
                        FROM vault_folder f
                        WHERE f.dossier_id = :dossier AND coalesce(f.parent_id, 0) = :folder
                          AND (f.order_key, f.id) > (:key, :after)
                        ORDER BY f.order_key, f.id LIMIT :limit
                        """)
                .bind("counted", COUNTED)
                .bind("dossier", folder.dossierId())
                .bind("folder", folder.id())
                .bind("key", place.value())
                .bind("after", place.id())
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new FolderLine(
                                        row.getLong("id"),
                                        row.getString("name"),
                                        row.getLong("documents")))
                .list();
    }

    private record Row(DocumentLine line, String value) {}

    private List<Row> documents(Handle handle, Folder folder, Order order, Place place, int limit) {
        boolean first = place.folders();
        String from =
                first
                        ? ""
                        : " AND (d.%s, d.id) %s (CAST(:value AS %s), :after)"
                                .formatted(order.column, order.before(), order.type);
        Query query =
                handle.createQuery(
                                """
                                SELECT p.*, CAST(p.%1$s AS text) AS place, coalesce(l.user_name, '') AS locked
                                FROM (%2$s WHERE d.dossier_id = :dossier
                                    AND coalesce(d.folder_id, 0) = :folder AND d.trashed_at IS NULL %3$s
                                  ORDER BY d.%1$s%4$s, d.id%4$s LIMIT :limit) AS p
                                LEFT JOIN LATERAL (SELECT user_name FROM vault_lock
                                  WHERE document_id = p.id AND until > :now LIMIT 1) AS l ON true
                                ORDER BY p.%1$s%4$s, p.id%4$s
                                """
                                        .formatted(
                                                order.column, Rows.SELECT, from, order.direction))
                        .bind("dossier", folder.dossierId())
                        .bind("folder", folder.id())
                        .bind("now", desk.now())
                        .bind("limit", limit);
        if (!first) {
            query.bind("value", checked(order, place.value())).bind("after", place.id());
        }
        return query.map(
                        (row, context) ->
                                new Row(
                                        new DocumentLine(
                                                Rows.document(row), row.getString("locked")),
                                        row.getString("place")))
                .list();
    }

    /** A place of another order, or made up, is no reason for an error of the database. */
    private static String checked(Order order, String value) {
        boolean fits =
                switch (order) {
                    case NAME -> PageEnd.isText(value);
                    case SIZE -> PageEnd.isNumber(value);
                    case CHANGED -> PageEnd.isMoment(value);
                };
        if (!fits) {
            throw new Objection(Why.INVALID, "invalid-query", "after is not a page's next");
        }
        return value;
    }

    /** One with where it was. */
    public record Trashed(Document document, String from, String by) {}

    /** What is in the dossier's trash, the latest first; {@code skip} of them left out. */
    public Outcome<List<Trashed>> trash(Caller caller, long dossierId, int skip, int limit) {
        return desk.look(
                handle -> {
                    desk.entrance.read(handle, caller, dossierId);
                    return handle.createQuery(
                                    Rows.SELECT
                                            + """
                                             WHERE d.dossier_id = :dossier AND d.trashed_at IS NOT NULL
                                            ORDER BY d.trashed_at DESC, d.id OFFSET :skip LIMIT :limit
                                            """)
                            .bind("dossier", dossierId)
                            .bind("skip", skip)
                            .bind("limit", limit)
                            .map(
                                    (row, context) ->
                                            new Trashed(
                                                    Rows.document(row),
                                                    row.getString("trashed_from"),
                                                    row.getString("trashed_name")))
                            .list();
                });
    }

    /**
     * All documents of a folder and below it, with their paths from the folder on; read page by
     * page as they are asked for.
     */
    public Outcome<Iterator<Below>> below(Caller caller, long dossierId, DocumentPath path) {
        return desk.look(
                handle -> {
                    desk.entrance.read(handle, caller, dossierId);
                    Folder folder =
                            desk.tree
                                    .find(handle, dossierId, path)
                                    .orElseThrow(() -> Entrance.missing("no folder " + path));
                    return new Descent(desk.database, folder.dossierId(), below(handle, folder));
                });
    }

    /** A document below a folder; the path ends with its name. */
    public record Below(String path, Document document) {}

    private static List<Descent.Step> below(Handle handle, Folder folder) {
        List<Descent.Step> steps =
                handle.createQuery(
                                """
                                WITH RECURSIVE down AS (
                                  SELECT CAST(:folder AS bigint) AS folder, '' AS path
                                  UNION ALL
                                  SELECT f.id, d.path || f.name || '/'
                                  FROM down d JOIN vault_folder f
                                    ON f.dossier_id = :dossier
                                      AND coalesce(f.parent_id, 0) = d.folder)
                                SELECT folder, path FROM down LIMIT :most
                                """)
                        .bind("folder", folder.id())
                        .bind("dossier", folder.dossierId())
                        .bind("most", MOST_FOLDERS + 1)
                        .map(
                                (row, context) ->
                                        new Descent.Step(
                                                row.getLong("folder"), row.getString("path")))
                        .list();
        if (steps.size() > MOST_FOLDERS) {
            throw new Objection(
                    Why.CONFLICT,
                    "too-many",
                    "more than " + MOST_FOLDERS + " folders: take a part");
        }
        return steps.stream().sorted(Comparator.comparing(Descent.Step::path)).toList();
    }

    /** Below one folder, to be walked at once: their paths are held in memory. */
    private static final int MOST_FOLDERS = 20_000;
}
