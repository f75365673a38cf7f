package relais.vault.moving.share;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;

/** Which files the documents of an old system are, and which of them are kept. */
public final class References {
    private static final RowMapper<Reference> REFERENCE =
            (row, _) ->
                    new Reference(
                            row.getLong("id"),
                            row.getLong("move_id"),
                            row.getLong("dossier_id"),
                            row.getString("name"),
                            row.getString("path"),
                            row.getInt("state"),
                            row.getObject("document_id", Long.class),
                            row.getString("file_path"));

    private static final String SELECT =
            """
            SELECT r.*, f.path AS file_path FROM vault_move_reference r
            LEFT JOIN vault_move_file f ON f.id = r.file_id
            """;

    static final int WAITING = 0;
    static final int KEPT = 1;
    static final int MISSING = 2;

    private final Database database;

    public References(Database database) {
        this.database = database;
    }

    /**
     * A document of the old system.
     *
     * @param path as the old system has it
     * @param filePath as the share has it; null where there is no such file
     */
    public record Reference(
            long id,
            long moveId,
            long dossierId,
            String name,
            String path,
            int state,
            @Nullable Long documentId,
            @Nullable String filePath) {
        public boolean isKept() {
            return state == KEPT;
        }
    }

    /** After an inventory: which file each reference is, and what has to be copied (again). */
    void match(Handle tx, long move, int round) {
        tx.createUpdate(
                        """
                        UPDATE vault_move_reference r SET file_id = (
                          SELECT f.id FROM vault_move_file f
                          WHERE f.move_id = r.move_id AND f.match_key = r.match_key
                            AND f.round = :round
                          ORDER BY f.path = r.path DESC,
                            normalize(f.path, NFC) = normalize(r.path, NFC) DESC, f.id
                          LIMIT 1)
                        WHERE r.move_id = :move
                        """)
                .bind("round", round)
                .bind("move", move)
                .execute();
        tx.createUpdate(
                        """
                        UPDATE vault_move_reference r SET state = CASE
                          WHEN r.state = 1 AND (f.id IS NULL
                            OR (f.size, f.mtime) = (r.kept_size, r.kept_mtime)) THEN 1
                          WHEN f.id IS NULL THEN 2
                          ELSE 0 END
                        FROM vault_move_reference o
                        LEFT JOIN vault_move_file f ON f.id = o.file_id
                        WHERE o.id = r.id AND r.move_id = :move
                        """)
                .bind("move", move)
                .execute();
    }

    /** How many files the share had when it was last looked at. */
    long files(long move) {
        return database.with(
                h ->
                        h.createQuery("SELECT count(*) FROM vault_move_file WHERE move_id = :move")
                                .bind("move", move)
                                .mapTo(Long.class)
                                .one());
    }

    /** Whether a file that never was here waits on the share. */
    public boolean anyNew(Handle handle, long move) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT FROM vault_move_reference
                          WHERE move_id = :move AND state = 0 AND file_id IS NOT NULL
                            AND document_id IS NULL)
                        """)
                .bind("move", move)
                .mapTo(Boolean.class)
                .one();
    }

    /** The next ones that wait for their file, or only those that never were here. */
    List<Reference> waiting(long move, boolean onlyNew, long after, int limit) {
        return database.with(
                h ->
                        h.createQuery(
                                        SELECT
                                                + """
                                                WHERE r.move_id = :move AND r.state = 0
                                                  AND r.file_id IS NOT NULL AND r.id > :after
                                                  AND (r.document_id IS NULL OR NOT :onlyNew)
                                                ORDER BY r.id LIMIT :limit
                                                """)
                                .bind("move", move)
                                .bind("onlyNew", onlyNew)
                                .bind("after", after)
                                .bind("limit", limit)
                                .map(REFERENCE)
                                .list());
    }

    /** What of a dossier is not here yet: still on the share, or missing there. */
    public List<Reference> waitingOf(Handle handle, long dossierId, int limit) {
        return handle.createQuery(
                        SELECT
                                + """
                                WHERE r.dossier_id = :dossier AND r.document_id IS NULL
                                ORDER BY r.name, r.id LIMIT :limit
                                """)
                .bind("dossier", dossierId)
                .bind("limit", limit)
                .map(REFERENCE)
                .list();
    }

    /** A file of a dossier that never was here, as the share has it. */
    public record OnShare(long id, String name, long size, Instant changed) {}

    /** What of a dossier lies on the share only, the first come first. */
    public List<OnShare> onShare(Handle handle, long dossierId, int limit) {
        return handle.createQuery(
                        """
                        SELECT r.id, r.name, f.size, f.mtime FROM vault_move_reference r
                        JOIN vault_move_file f ON f.id = r.file_id
                        WHERE r.dossier_id = :dossier AND r.document_id IS NULL
                        ORDER BY r.id LIMIT :limit
                        """)
                .bind("dossier", dossierId)
                .bind("limit", limit)
                .map(
                        (row, _) ->
                                new OnShare(
                                        row.getLong("id"),
                                        row.getString("name"),
                                        row.getLong("size"),
                                        row.getTimestamp("mtime").toInstant()))
                .list();
    }

    public Optional<Reference> find(long id) {
        return database.with(
                h ->
                        h.createQuery(SELECT + "WHERE r.id = :id")
                                .bind("id", id)
                                .map(REFERENCE)
                                .findOne());
    }

    /**
     * In the transaction that makes the document; false where somebody else has done it, or where
     * the switch has made the document ours.
     */
    static boolean kept(
            Handle tx, Reference reference, Filing.Filed filed, Instant changed, Instant now) {
        return tx.createUpdate(
                                """
                                UPDATE vault_move_reference SET state = 1, trouble = '',
                                  document_id = :document, hash = :hash, kept_size = :size,
                                  kept_mtime = :changed, kept_at = :now
                                WHERE id = :id AND state = 0
                                  AND (document_id IS NULL OR NOT EXISTS (
                                    SELECT FROM vault_move m
                                    WHERE m.id = move_id AND m.state = 'switched'))
                                """)
                        .bind("document", filed.documentId())
                        .bind("hash", filed.hash().bytes())
                        .bind("size", filed.size())
                        .bind("changed", changed)
                        .bind("now", now)
                        .bind("id", reference.id())
                        .execute()
                == 1;
    }

    void trouble(Reference reference, String why) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        "UPDATE vault_move_reference SET trouble = :why WHERE id = :id")
                                .bind("why", why.replace("\0", ""))
                                .bind("id", reference.id())
                                .execute());
    }
}
