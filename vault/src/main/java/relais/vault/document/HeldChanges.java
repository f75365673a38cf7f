package relais.vault.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.blob.BlobId;

/** Changes that were held because there were too many at once; a person does or drops them. */
public final class HeldChanges {
    /** Decided at a time. */
    private static final int BATCH = 500;

    private final Desk desk;
    private final Documents documents;

    HeldChanges(Desk desk, Documents documents) {
        this.desk = desk;
        this.documents = documents;
    }

    /** A change that waits. */
    public record Change(
            long id,
            String kind,
            @Nullable Long documentId,
            @Nullable Long folderId,
            String name,
            String why,
            String by,
            Instant at) {}

    private record Row(
            Change change, @Nullable BlobId hash, long size, @Nullable String mediaType) {}

    /** What waits in the dossier, the oldest first. */
    public Outcome<List<Change>> list(Caller caller, long dossierId, int limit) {
        return desk.look(
                handle -> {
                    desk.entrance.read(handle, caller, dossierId);
                    return rows(handle, dossierId, limit).stream().map(Row::change).toList();
                });
    }

    private static List<Row> rows(Handle handle, long dossierId, int limit) {
        return handle.createQuery(
                        """
                        SELECT h.*, coalesce(d.name, f.name, '') AS name
                        FROM vault_held_change h
                        LEFT JOIN vault_document d ON d.id = h.document_id AND d.dossier_id = h.dossier_id
                        LEFT JOIN vault_folder f ON f.id = h.folder_id
                        WHERE h.dossier_id = :dossier ORDER BY h.id LIMIT :limit
                        """)
                .bind("dossier", dossierId)
                .bind("limit", limit)
                .map((row, context) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        long document = row.getLong("document_id");
        Long documentId = row.wasNull() ? null : document;
        long folder = row.getLong("folder_id");
        Long folderId = row.wasNull() ? null : folder;
        byte[] hash = row.getBytes("hash");
        return new Row(
                new Change(
                        row.getLong("id"),
                        row.getString("kind"),
                        documentId,
                        folderId,
                        row.getString("name"),
                        row.getString("why"),
                        row.getString("user_name"),
                        row.getTimestamp("at").toInstant()),
                hash == null ? null : BlobId.of(hash),
                row.getLong("size"),
                row.getString("media_type"));
    }

    /**
     * Does what is held in the dossier, or drops it; at most {@value #BATCH} at a time. Only for
     * who may manage the dossier.
     *
     * @return how many are decided
     */
    public Outcome<Integer> decide(Actor actor, long dossierId, boolean release) {
        Outcome<List<Row>> held =
                desk.look(
                        handle -> {
                            desk.entrance.manage(handle, actor.caller(), dossierId);
                            return rows(handle, dossierId, BATCH);
                        });
        if (held instanceof Outcome.Refused<List<Row>>(var why, String code, String detail)) {
            return new Outcome.Refused<>(why, code, detail);
        }
        Actor looked = new Actor(actor.caller(), actor.lockTokens(), true);
        int decided = 0;
        Outcome.Refused<?> refused = null;
        for (Row row : ((Outcome.Done<List<Row>>) held).value()) {
            Outcome<?> outcome = release ? release(looked, row) : null;
            if (outcome instanceof Outcome.Refused<?> no && no.why() != Outcome.Why.MISSING) {
                refused = no;
                continue; // it waits on: what it holds is nowhere else
            }
            forget(row);
            decided++;
        }
        Outcome<Integer> told = told(actor, dossierId, release, decided);
        return refused == null
                ? told
                : new Outcome.Refused<>(refused.why(), refused.code(), refused.detail());
    }

    private Outcome<Integer> told(Actor actor, long dossierId, boolean release, int count) {
        return desk.attempt(
                tx -> {
                    desk.tell(
                            tx,
                            actor,
                            release ? "held.release" : "held.drop",
                            Tree.top(dossierId),
                            Map.of("changes", count));
                    return count;
                });
    }

    /** One that does not fit any more, such as of a document that is gone, is dropped. */
    private @Nullable Outcome<?> release(Actor looked, Row row) {
        Change change = row.change();
        Long document = change.documentId();
        Long folder = change.folderId();
        BlobId hash = row.hash();
        if (hash != null && document != null) {
            Rows.Content content =
                    new Rows.Content(hash, row.size(), String.valueOf(row.mediaType()));
            return documents.renew(looked, document, content);
        } else if (document != null) {
            return documents.trash().trash(looked, document);
        }
        return folder == null ? null : documents.trash().trashFolder(looked, folder);
    }

    private void forget(Row row) {
        desk.database.useTransaction(
                tx -> {
                    int gone =
                            tx.execute(
                                    "DELETE FROM vault_held_change WHERE id = ?",
                                    row.change().id());
                    BlobId hash = row.hash();
                    if (gone == 1 && hash != null) {
                        desk.blobs.release(tx, hash);
                    }
                });
    }
}
