package relais.vault.hold;

import org.jdbi.v3.core.Handle;

/**
 * Whether a legal hold stands. Nothing of a held dossier may be trashed or erased, whoever asks:
 * code that does so asks here, in its transaction.
 */
public final class Holds {
    /** Holds that stand on a dossier {@code d}, its own and its type's; of {@code vault_hold h}. */
    public static final String STANDING =
            "h.ended_at IS NULL AND (h.dossier_id = d.id OR h.type_id = d.type_id)";

    private Holds() {}

    /**
     * Whether a hold stands on the dossier or on its type. Until the transaction ends none begins
     * either: holding locks the row of the one or the other, and so does asking.
     */
    public static boolean held(Handle tx, long dossierId) {
        tx.createQuery(
                        """
                        SELECT d.id FROM vault_dossier d JOIN vault_type t ON t.id = d.type_id
                        WHERE d.id = :id FOR SHARE
                        """)
                .bind("id", dossierId)
                .mapTo(Long.class)
                .findOne();
        return tx.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM vault_dossier d JOIN vault_hold h ON %s
                            WHERE d.id = :id)
                        """
                                .formatted(STANDING))
                .bind("id", dossierId)
                .mapTo(Boolean.class)
                .one();
    }
}
