package relais.vault.hold;

import org.jdbi.v3.core.Handle;

/**
 * Whether a legal hold stands. Nothing of a held dossier may be trashed or erased, whoever asks:
 * code that does so asks here, in its transaction.
 */
public final class Holds {
    private Holds() {}

    /**
     * Whether a hold stands on the dossier. Until the transaction ends none begins either: holding
     * locks the dossier's row, and so does asking.
     */
    public static boolean held(Handle tx, long dossierId) {
        tx.createQuery("SELECT id FROM vault_dossier WHERE id = :id FOR SHARE")
                .bind("id", dossierId)
                .mapTo(Long.class)
                .findOne();
        return tx.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM vault_hold
                            WHERE dossier_id = :id AND ended_at IS NULL)
                        """)
                .bind("id", dossierId)
                .mapTo(Boolean.class)
                .one();
    }
}
