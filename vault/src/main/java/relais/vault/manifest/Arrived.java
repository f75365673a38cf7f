package relais.vault.manifest;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Documents that came from other dossiers, whose manifests tell of them until that of this one is
 * durable. Nobody waits for anybody: two dossiers may have exchanged documents.
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

    /** A durable manifest tells of them: the dossiers that they left need not any more. */
    void told(Handle tx) {
        if (!moves.isEmpty()) {
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
}
