package relais.vault.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.vault.blob.BlobId;

/** Documents and versions as the database has them. */
final class Rows {
    /** Columns and joins of every question for documents; a WHERE follows. */
    static final String SELECT =
            """
            SELECT d.id, d.dossier_id, d.folder_id, d.name, d.order_key, d.version, d.hash, d.size,
              d.media_type, d.created_at, d.changed_at, d.changed_name, d.trashed_at,
              d.trashed_name, d.trashed_from,
              coalesce(c.scan, 0) AS scan, coalesce(c.pages, 0) AS pages
            FROM vault_document d LEFT JOIN vault_content c ON c.hash = d.hash
            """;

    private Rows() {}

    static Document document(ResultSet row) throws SQLException {
        long folder = row.getLong("folder_id");
        Long folderId = row.wasNull() ? null : folder;
        Timestamp trashed = row.getTimestamp("trashed_at");
        return new Document(
                row.getLong("id"),
                row.getLong("dossier_id"),
                folderId,
                row.getString("name"),
                row.getInt("version"),
                BlobId.of(row.getBytes("hash")),
                row.getLong("size"),
                row.getString("media_type"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant(),
                row.getString("changed_name"),
                Document.Scan.values()[row.getInt("scan")],
                row.getInt("pages"),
                trashed == null ? null : trashed.toInstant());
    }

    static Optional<Document> find(Handle handle, long id) {
        return handle.createQuery(SELECT + " WHERE d.id = :id")
                .bind("id", id)
                .map((row, context) -> document(row))
                .findOne();
    }

    /** Those of these that there are, in no order. */
    static List<Document> find(Handle handle, Collection<Long> ids) {
        return handle.createQuery(SELECT + " WHERE d.id = ANY (:ids)")
                .bind("ids", ids.toArray(Long[]::new))
                .map((row, context) -> document(row))
                .list();
    }

    static Optional<Document> find(Handle handle, long dossierId, long folder, String name) {
        return handle.createQuery(
                        SELECT
                                + """
                                 WHERE d.dossier_id = :dossier AND coalesce(d.folder_id, 0) = :folder
                                  AND d.name = :name AND d.trashed_at IS NULL
                                """)
                .bind("dossier", dossierId)
                .bind("folder", folder)
                .bind("name", name)
                .map((row, context) -> document(row))
                .findOne();
    }

    /** Whether a document is called so. */
    static boolean taken(Handle handle, long dossierId, long folder, String name) {
        return find(handle, dossierId, folder, name).isPresent();
    }

    /** The document, changed by nobody else until the commit. */
    static void hold(Handle tx, long id) {
        tx.execute("SELECT 1 FROM vault_document WHERE id = ? FOR UPDATE", id);
    }

    /** A content in a document's row and among its versions. */
    record Content(BlobId hash, long size, String mediaType) {}

    /** When and by whom. */
    record Mark(Instant at, long userId, String name) {}

    /** Empty where another had the name at the same moment. */
    static Optional<Long> insert(
            Handle tx, Folder folder, String name, Content content, Mark mark) {
        return tx.createQuery(
                        """
                        INSERT INTO vault_document (dossier_id, folder_id, name, order_key, version,
                          hash, size, media_type, created_at, changed_at, changed_by, changed_name)
                        VALUES (:dossier, nullif(:folder, 0), :name, :key, 1,
                          :hash, :size, :type, :at, :at, :user, :userName)
                        ON CONFLICT DO NOTHING RETURNING id
                        """)
                .bind("dossier", folder.dossierId())
                .bind("folder", folder.id())
                .bind("name", name)
                .bind("key", NaturalOrder.key(name))
                .bind("hash", content.hash().bytes())
                .bind("size", content.size())
                .bind("type", content.mediaType())
                .bind("at", mark.at())
                .bind("user", mark.userId())
                .bind("userName", mark.name())
                .mapTo(Long.class)
                .findOne();
    }

    static void setContent(Handle tx, long id, int version, Content content, Mark mark) {
        tx.createUpdate(
                        """
                        UPDATE vault_document SET version = :version, hash = :hash, size = :size,
                          media_type = :type, changed_at = :at, changed_by = :user,
                          changed_name = :userName
                        WHERE id = :id
                        """)
                .bind("version", version)
                .bind("hash", content.hash().bytes())
                .bind("size", content.size())
                .bind("type", content.mediaType())
                .bind("at", mark.at())
                .bind("user", mark.userId())
                .bind("userName", mark.name())
                .bind("id", id)
                .execute();
    }

    static void addVersion(Handle tx, long id, int version, Content content, Mark mark) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_version (document_id, version, hash, size, media_type, at,
                          by_id, by_name)
                        VALUES (:id, :version, :hash, :size, :type, :at, :user, :userName)
                        """)
                .bind("id", id)
                .bind("version", version)
                .bind("hash", content.hash().bytes())
                .bind("size", content.size())
                .bind("type", content.mediaType())
                .bind("at", mark.at())
                .bind("user", mark.userId())
                .bind("userName", mark.name())
                .execute();
    }

    /** A note that nothing is known of the content yet. */
    static void noteContent(Handle tx, BlobId hash) {
        tx.createUpdate(
                        """
                                INSERT INTO vault_content (hash) VALUES (:hash)
                                ON CONFLICT DO NOTHING
                                """)
                .bind("hash", hash.bytes())
                .execute();
    }

    static List<Version> versions(Handle handle, long id) {
        return handle.createQuery(
                        """
                        SELECT v.*, coalesce(c.scan, 0) AS scan
                        FROM vault_version v LEFT JOIN vault_content c ON c.hash = v.hash
                        WHERE v.document_id = :id ORDER BY v.version DESC LIMIT 1000
                        """)
                .bind("id", id)
                .map((row, context) -> version(row))
                .list();
    }

    /** The contents of all versions, one for each. */
    static List<BlobId> hashes(Handle handle, long id) {
        return handle.createQuery("SELECT hash FROM vault_version WHERE document_id = :id")
                .bind("id", id)
                .map((row, context) -> BlobId.of(row.getBytes("hash")))
                .list();
    }

    static Optional<Version> version(Handle handle, long id, int version) {
        return handle.createQuery(
                        """
                        SELECT v.*, coalesce(c.scan, 0) AS scan
                        FROM vault_version v LEFT JOIN vault_content c ON c.hash = v.hash
                        WHERE v.document_id = :id AND v.version = :version
                        """)
                .bind("id", id)
                .bind("version", version)
                .map((row, context) -> version(row))
                .findOne();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getInt("version"),
                BlobId.of(row.getBytes("hash")),
                row.getLong("size"),
                row.getString("media_type"),
                row.getTimestamp("at").toInstant(),
                row.getString("by_name"),
                Document.Scan.values()[row.getInt("scan")]);
    }

    /** Puts it there in one statement: its name may be taken on the way. */
    static void place(Handle tx, long id, Folder folder, String name) {
        tx.createUpdate(
                        """
                        UPDATE vault_document SET dossier_id = :dossier,
                          folder_id = nullif(:folder, 0), name = :name, order_key = :key,
                          trashed_at = NULL, trashed_name = NULL, trashed_from = NULL
                        WHERE id = :id
                        """)
                .bind("dossier", folder.dossierId())
                .bind("folder", folder.id())
                .bind("name", name)
                .bind("key", NaturalOrder.key(name))
                .bind("id", id)
                .execute();
    }
}
