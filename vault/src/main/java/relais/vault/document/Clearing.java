package relais.vault.document;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;

/**
 * Takes everything away that a dossier has of documents, trash and uploads included, and lets their
 * contents go: collection takes them after its grace where nothing else refers to them. Asks nobody
 * whether that is right.
 */
public final class Clearing {
    private static final String OF_DOSSIER =
            "(SELECT id FROM vault_document WHERE dossier_id = :dossier)";

    private Clearing() {}

    /** A content that some version was. */
    public record Content(BlobId hash, long size) {}

    /**
     * What a dossier held.
     *
     * @param contents each once, by hash
     */
    public record Held(int documents, List<Content> contents) {
        public Held {
            contents = List.copyOf(contents);
        }
    }

    /** What it holds now, to be written down before it goes. */
    public static Held held(Handle tx, long dossier) {
        int documents =
                tx.createQuery("SELECT count(*) FROM vault_document WHERE dossier_id = :dossier")
                        .bind("dossier", dossier)
                        .mapTo(Integer.class)
                        .one();
        return new Held(
                documents,
                tx.createQuery(
                                """
                                SELECT DISTINCT hash, size FROM vault_version
                                WHERE document_id IN %s ORDER BY hash
                                """
                                        .formatted(OF_DOSSIER))
                        .bind("dossier", dossier)
                        .map(
                                (row, context) ->
                                        new Content(
                                                BlobId.of(row.getBytes("hash")),
                                                row.getLong("size")))
                        .list());
    }

    /**
     * First of all: until the commit no folder or document of it comes, goes or moves. Whoever puts
     * something in takes this before the dossier's row, too, so that neither waits crosswise.
     */
    public static void begin(Handle tx, long dossier) {
        Entrance.holdAll(tx, dossier);
    }

    /** After {@link #begin}. */
    public static void clear(Handle tx, Blobs blobs, long dossier) {
        // a piece that is being noted is waited for: what is not seen now is never released
        tx.execute(
                "SELECT id FROM vault_upload WHERE dossier_id = ? ORDER BY id FOR UPDATE", dossier);
        List<BlobId> released = references(tx, dossier);
        forgetWords(tx, dossier);
        for (String rows :
                List.of(
                        "vault_held_change WHERE dossier_id = :dossier",
                        "vault_upload WHERE dossier_id = :dossier",
                        "vault_lock WHERE dossier_id = :dossier",
                        "vault_move_reference WHERE dossier_id = :dossier",
                        "vault_text WHERE dossier_id = :dossier",
                        "vault_version WHERE document_id IN " + OF_DOSSIER,
                        "vault_document WHERE dossier_id = :dossier",
                        "vault_folder WHERE dossier_id = :dossier")) {
            tx.createUpdate("DELETE FROM " + rows).bind("dossier", dossier).execute();
        }
        released.forEach(hash -> blobs.release(tx, hash));
    }

    /** One for each row that refers to a content, sorted so that two never wait crosswise. */
    private static List<BlobId> references(Handle tx, long dossier) {
        return new ArrayList<>(
                tx.createQuery(
                                """
                                SELECT hash FROM vault_version WHERE document_id IN %s
                                UNION ALL SELECT hash FROM vault_held_change
                                  WHERE dossier_id = :dossier AND hash IS NOT NULL
                                UNION ALL SELECT p.hash FROM vault_upload_piece p
                                  JOIN vault_upload u ON u.id = p.upload_id
                                  WHERE u.dossier_id = :dossier
                                ORDER BY hash
                                """
                                        .formatted(OF_DOSSIER))
                        .bind("dossier", dossier)
                        .map((row, context) -> BlobId.of(row.getBytes("hash")))
                        .list());
    }

    /** What was read in contents that no other dossier has; they wait for collection unread. */
    private static void forgetWords(Handle tx, long dossier) {
        tx.createUpdate(
                        """
                        UPDATE vault_content c SET words = '', words_state = 0
                        WHERE c.hash IN (SELECT hash FROM vault_version WHERE document_id IN %s)
                          AND NOT EXISTS (SELECT 1 FROM vault_version v
                            JOIN vault_document d ON d.id = v.document_id
                            WHERE v.hash = c.hash AND d.dossier_id <> :dossier)
                        """
                                .formatted(OF_DOSSIER))
                .bind("dossier", dossier)
                .execute();
    }
}
