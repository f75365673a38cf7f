package relais.vault.dav;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Reach;
import relais.vault.access.Sight;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Elsewhere;
import relais.vault.document.Node;
import relais.vault.document.Outcome;
import relais.vault.download.FromShare;

/** Finds what a path leads to, and what the two floors above the dossiers hold. */
final class Shelves {
    /** A file manager draws what it lists: the rest of a type is reached by its number. */
    private static final int MOST_LISTED = 1_000;

    private final Database database;
    private final Sight sight;
    private final Documents documents;
    private final Elsewhere elsewhere;
    private final FromShare fromShare;

    Shelves(Database database, Sight sight, Documents documents, FromShare fromShare) {
        this.fromShare = fromShare;
        this.elsewhere = fromShare.elsewhere();
        this.database = database;
        this.sight = sight;
        this.documents = documents;
    }

    /**
     * A folder of the two upper floors.
     *
     * @param name in the path
     * @param shown to people
     */
    record Line(String name, String shown) {}

    /**
     * Where somebody is about to change something; what waits on an old share is fetched before,
     * for who may.
     *
     * @throws IllegalArgumentException for names that no document can have
     */
    Place at(Caller caller, DavPath path) {
        Place place = seen(caller, path);
        if (place instanceof Place.Inside inside
                && inside.waiting() != null
                && mayChange(caller, inside.dossier())) {
            try {
                elsewhere.fetch(inside.waiting());
            } catch (IOException e) {
                throw new Stopped(503, "old-share-away", String.valueOf(e.getMessage()));
            }
            return seen(caller, path);
        }
        return place;
    }

    private boolean mayChange(Caller caller, long dossier) {
        return database.with(handle -> sight.of(handle, caller, dossier)).allows(Level.WRITE);
    }

    /** What waits on an old share, for who reads it. */
    Answer lent(Elsewhere.Waiting file) {
        return fromShare.answer(file);
    }

    /** The same, for who only asks about it. */
    Answer told(Elsewhere.Waiting file) {
        return fromShare.told(file);
    }

    /**
     * What a path leads to, to be told only.
     *
     * @throws IllegalArgumentException for names that no document can have
     */
    Place seen(Caller caller, DavPath path) {
        if (path.isRoot()) {
            return new Place.Root();
        }
        return database.with(
                handle ->
                        path.isType() ? shelf(handle, caller, path) : inside(handle, caller, path));
    }

    private Place shelf(Handle handle, Caller caller, DavPath path) {
        return type(handle, path.type())
                .filter(type -> sight.typesSeen(handle, caller).contains(type))
                .<Place>map(type -> new Place.Shelf(type, path.type()))
                .orElse(new Place.Nowhere());
    }

    private static Optional<Long> type(Handle handle, String key) {
        return handle.createQuery("SELECT id FROM vault_type WHERE key = :key")
                .bind("key", key)
                .mapTo(Long.class)
                .findOne();
    }

    private Place inside(Handle handle, Caller caller, DavPath path) {
        Optional<Long> dossier =
                handle.createQuery(
                                """
                                SELECT d.id FROM vault_dossier d JOIN vault_type t ON t.id = d.type_id
                                WHERE t.key = :type AND d.trashed_at IS NULL
                                  AND (d.number = :number OR d.number = replace(:number, '~', '/'))
                                """)
                        .bind("type", path.type())
                        .bind("number", path.dossier())
                        .mapTo(Long.class)
                        .findFirst()
                        .filter(id -> sight.of(handle, caller, id).allows(Level.READ));
        if (dossier.isEmpty()) {
            return new Place.Nowhere();
        }
        DocumentPath within = DocumentPath.parse(path.inside());
        Outcome<Node> found = documents.find(caller, dossier.get(), within);
        Node node = found instanceof Outcome.Done<Node> done ? done.value() : null;
        return new Place.Inside(
                dossier.get(),
                within,
                node,
                node == null ? waiting(handle, dossier.get(), within) : null);
    }

    private Elsewhere.@Nullable Waiting waiting(Handle handle, long dossier, DocumentPath path) {
        if (path.names().size() != 1) {
            return null;
        }
        String name = path.names().getFirst().text();
        return elsewhere.in(handle, dossier).stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** What waits of a folder. */
    List<Elsewhere.Waiting> waiting(Place.Inside folder) {
        return folder.path().isTop()
                ? database.with(handle -> elsewhere.in(handle, folder.dossier()))
                : List.of();
    }

    /** The types whose dossiers the caller sees. */
    List<Line> types(Caller caller) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT key, coalesce(definition #>> ARRAY['name', :language],
                                            definition #>> '{name,en}', key) AS shown
                                        FROM vault_type WHERE id = ANY (:seen) ORDER BY key
                                        """)
                                .bind("language", language(caller.locale()))
                                .bind("seen", sight.typesSeen(handle, caller).toArray(Long[]::new))
                                .map(
                                        (row, context) ->
                                                new Line(
                                                        row.getString("key"),
                                                        row.getString("shown")))
                                .list());
    }

    private static String language(Locale locale) {
        return locale.getLanguage();
    }

    /** The dossiers of a type that changed last. */
    List<Line> dossiers(Caller caller, Place.Shelf shelf) {
        return database.with(
                handle -> {
                    Reach reach = sight.reach(handle, caller);
                    Query query =
                            handle.createQuery(
                                            """
                                            SELECT replace(d.number, '/', '~') AS name, d.title
                                            FROM vault_dossier d
                                            WHERE d.type_id = :type AND d.trashed_at IS NULL
                                              AND ((:whole AND (:secret OR NOT d.confidential))
                                                OR EXISTS (SELECT 1 FROM vault_grant g
                                                  WHERE g.dossier_id = d.id
                                                    AND g.group_id = ANY (:groups)))
                                            ORDER BY d.changed_at DESC, d.id DESC LIMIT :most
                                            """)
                                    .bind("type", shelf.type())
                                    .bind("whole", reach.types().containsKey(shelf.type()))
                                    .bind("secret", reach.confidential())
                                    .bind("groups", reach.groups().toArray(Long[]::new))
                                    .bind("most", MOST_LISTED);
                    return query.map(
                                    (row, context) ->
                                            new Line(
                                                    row.getString("name"),
                                                    row.getString("name")
                                                            + " "
                                                            + row.getString("title")))
                            .list();
                });
    }
}
