package relais.vault.manifest;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;

/**
 * Documents that came from other dossiers, whose manifests tell of them until that of this one is
 * durable in as many stores as it is to be. Nobody waits for anybody: two dossiers may have
 * exchanged documents.
 *
 * @param moves rows of {@code vault_manifest_left}
 */
record Arrived(List<Long> moves) {
    static final Arrived NOTHING = new Arrived(List.of());

    /** Those of now: what is read afterwards tells of them, or of where they went on to. */
    static Arrived at(Handle tx, Subject subject) {
        return subject.kind() == Subject.Kind.TYPE
                ? NOTHING
                : new Arrived(
                        tx.createQuery("SELECT id FROM vault_manifest_left WHERE to_id = :id")
                                .bind("id", subject.id())
                                .mapTo(Long.class)
                                .list());
    }

    /** A manifest that counts tells of them; it may still be waiting in a spool. */
    void told(Handle tx) {
        if (!moves.isEmpty()) {
            tx.createUpdate("UPDATE vault_manifest_left SET told = true WHERE id = ANY (:moves)")
                    .bind("moves", moves.toArray(Long[]::new))
                    .execute();
        }
    }

    /**
     * Ends the moves of which a manifest tells that is where it belongs: the dossiers that were
     * left need tell of them no more.
     *
     * @return whether none is left whose manifest still waits for its stores
     */
    static boolean end(Database database, Blobs blobs) throws IOException {
        List<Long> to =
                database.with(
                        handle ->
                                handle.createQuery(
                                                "SELECT DISTINCT to_id FROM vault_manifest_left"
                                                        + " WHERE told")
                                        .mapTo(Long.class)
                                        .list());
        boolean all = true;
        for (long dossier : to) {
            // the moves first: the manifest that is asked for then tells of them, or a newer one
            Arrived arrived = new Arrived(database.with(handle -> told(handle, dossier)));
            if (blobs.areSettled(database.with(handle -> manifest(handle, dossier)))) {
                database.useTransaction(arrived::end);
            } else {
                all = false;
            }
        }
        return all;
    }

    private static List<Long> told(Handle handle, long dossier) {
        return handle.createQuery("SELECT id FROM vault_manifest_left WHERE to_id = :id AND told")
                .bind("id", dossier)
                .mapTo(Long.class)
                .list();
    }

    /** Head and pieces of the newest. */
    private static Set<BlobId> manifest(Handle handle, long dossier) {
        return new HashSet<>(
                handle.createQuery(
                                """
                                SELECT head FROM vault_manifest
                                WHERE kind = 0 AND subject = :id AND head IS NOT NULL
                                UNION ALL
                                SELECT hash FROM vault_manifest_piece
                                WHERE kind = 0 AND subject = :id AND used & 1 <> 0
                                """)
                        .bind("id", dossier)
                        .map((row, context) -> BlobId.of(row.getBytes(1)))
                        .list());
    }

    private void end(Handle tx) {
        tx.createUpdate(
                        """
                        WITH told AS (
                          DELETE FROM vault_manifest_left WHERE id = ANY (:moves)
                          RETURNING from_id)
                        INSERT INTO vault_manifest_due (kind, subject)
                        SELECT DISTINCT 0, from_id FROM told
                        """)
                .bind("moves", moves.toArray(Long[]::new))
                .execute();
    }
}
