package relais.vault.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.document.Outcome.Why;

/** The folders of a dossier. Folder 0 is its top. */
final class Tree {
    /** More folders in one dossier are a mistake of some program. */
    private static final int MOST_FOLDERS = 200_000;

    private final InstantSource clock;

    Tree(InstantSource clock) {
        this.clock = clock;
    }

    static Folder top(long dossierId) {
        return new Folder(0, dossierId, null, "", java.time.Instant.EPOCH);
    }

    Optional<Folder> find(Handle handle, long dossierId, DocumentPath path) {
        if (path.isTop()) {
            return Optional.of(top(dossierId));
        }
        return handle.createQuery(
                        """
                        WITH RECURSIVE walk AS (
                          SELECT 0::bigint AS id, 0 AS depth
                          UNION ALL
                          SELECT f.id, w.depth + 1 FROM walk w JOIN vault_folder f
                            ON f.dossier_id = :dossier AND coalesce(f.parent_id, 0) = w.id
                              AND f.name = (:names::text[])[w.depth + 1])
                        SELECT f.* FROM walk JOIN vault_folder f USING (id)
                        WHERE depth = :depth
                        """)
                .bind("dossier", dossierId)
                .bind("names", names(path))
                .bind("depth", path.names().size())
                .map((row, context) -> folder(row))
                .findOne();
    }

    private static String[] names(DocumentPath path) {
        return path.names().stream().map(DocumentName::text).toArray(String[]::new);
    }

    Optional<Folder> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM vault_folder WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> folder(row))
                .findOne();
    }

    Optional<Folder> child(Handle handle, long dossierId, long parent, String name) {
        return handle.createQuery(
                        """
                        SELECT * FROM vault_folder
                        WHERE dossier_id = :dossier AND coalesce(parent_id, 0) = :parent
                          AND name = :name
                        """)
                .bind("dossier", dossierId)
                .bind("parent", parent)
                .bind("name", name)
                .map((row, context) -> folder(row))
                .findOne();
    }

    static Folder folder(ResultSet row) throws SQLException {
        long parent = row.getLong("parent_id");
        return new Folder(
                row.getLong("id"),
                row.getLong("dossier_id"),
                row.wasNull() ? null : parent,
                row.getString("name"),
                row.getTimestamp("created_at").toInstant());
    }

    /** The folder at the path, made with all above it where they are missing. */
    Folder make(Handle tx, long dossierId, DocumentPath path) {
        Optional<Folder> there = find(tx, dossierId, path);
        if (there.isPresent()) {
            return there.get();
        }
        Entrance.holdAll(tx, dossierId);
        Folder at = top(dossierId);
        for (DocumentName name : path.names()) {
            Optional<Folder> next = child(tx, dossierId, at.id(), name.text());
            at = next.isPresent() ? next.get() : insert(tx, dossierId, at.id(), name.text());
        }
        return at;
    }

    private Folder insert(Handle tx, long dossierId, long parent, String name) {
        if (Rows.taken(tx, dossierId, parent, name)) {
            throw new Objection(Why.CONFLICT, "name-taken", "a document is called so: " + name);
        }
        requireRoom(tx, dossierId);
        return tx.createQuery(
                        """
                        INSERT INTO vault_folder (dossier_id, parent_id, name, order_key, created_at)
                        VALUES (:dossier, nullif(:parent, 0), :name, :key, :now)
                        RETURNING *
                        """)
                .bind("dossier", dossierId)
                .bind("parent", parent)
                .bind("name", name)
                .bind("key", NaturalOrder.key(name))
                .bind("now", clock.instant())
                .map((row, context) -> folder(row))
                .one();
    }

    private static void requireRoom(Handle tx, long dossierId) {
        int count =
                tx.createQuery(
                                """
                                SELECT count(*) FROM (SELECT 1 FROM vault_folder
                                  WHERE dossier_id = :dossier LIMIT :most) AS found
                                """)
                        .bind("dossier", dossierId)
                        .bind("most", MOST_FOLDERS)
                        .mapTo(Integer.class)
                        .one();
        if (count >= MOST_FOLDERS) {
            throw new Objection(
                    Why.CONFLICT,
                    "too-many-folders",
                    "a dossier has at most " + MOST_FOLDERS + " folders");
        }
    }

    /** Where a folder is; 0 and null are the top. */
    DocumentPath path(Handle handle, @Nullable Long id) {
        if (id == null || id == 0) {
            return DocumentPath.TOP;
        }
        List<DocumentName> names =
                handle.createQuery(
                                """
                                WITH RECURSIVE up AS (
                                  SELECT id, parent_id, name, 0 AS height FROM vault_folder
                                  WHERE id = :id
                                  UNION ALL
                                  SELECT f.id, f.parent_id, f.name, u.height + 1
                                  FROM up u JOIN vault_folder f ON f.id = u.parent_id)
                                SELECT name FROM up ORDER BY height DESC
                                """)
                        .bind("id", id)
                        .map((row, context) -> new DocumentName(row.getString("name")))
                        .list();
        return new DocumentPath(names);
    }

    /** The folder and all below it. */
    static List<Long> below(Handle handle, long id) {
        return handle.createQuery(
                        """
                        WITH RECURSIVE down AS (
                          SELECT id FROM vault_folder WHERE id = :id
                          UNION ALL
                          SELECT f.id FROM down d JOIN vault_folder f ON f.parent_id = d.id)
                        SELECT id FROM down
                        """)
                .bind("id", id)
                .mapTo(Long.class)
                .list();
    }

    /** Another name or place; the caller holds all places of the dossier. */
    void move(Handle tx, Folder folder, Folder to, DocumentName name) {
        if (to.id() != 0 && below(tx, folder.id()).contains(to.id())) {
            throw new Objection(
                    Why.CONFLICT, "folder-in-itself", "a folder cannot be moved into itself");
        }
        DocumentPath above = path(tx, to.id());
        if (above.names().size() + height(tx, folder.id()) > DocumentPath.DEEPEST) {
            throw new Objection(
                    Why.CONFLICT,
                    "too-deep",
                    "folders go " + DocumentPath.DEEPEST + " deep at most");
        }
        Optional<Folder> there = child(tx, to.dossierId(), to.id(), name.text());
        boolean other = there.isPresent() && there.get().id() != folder.id();
        if (other || Rows.taken(tx, to.dossierId(), to.id(), name.text())) {
            throw new Objection(Why.CONFLICT, "name-taken", "the name is taken: " + name);
        }
        tx.createUpdate(
                        """
                        UPDATE vault_folder
                        SET parent_id = nullif(:parent, 0), name = :name, order_key = :key
                        WHERE id = :id
                        """)
                .bind("parent", to.id())
                .bind("name", name.text())
                .bind("key", NaturalOrder.key(name.text()))
                .bind("id", folder.id())
                .execute();
    }

    private static int height(Handle tx, long id) {
        return tx.createQuery(
                        """
                        WITH RECURSIVE down AS (
                          SELECT id, 1 AS height FROM vault_folder WHERE id = :id
                          UNION ALL
                          SELECT f.id, d.height + 1
                          FROM down d JOIN vault_folder f ON f.parent_id = d.id)
                        SELECT max(height) FROM down
                        """)
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    /** Takes empty folders away. */
    static void remove(Handle tx, List<Long> ids) {
        // the children of one statement may go with their parents: constraints look at its end
        tx.createUpdate("DELETE FROM vault_folder WHERE id = ANY (:ids)")
                .bind("ids", ids.toArray(Long[]::new))
                .execute();
    }
}
