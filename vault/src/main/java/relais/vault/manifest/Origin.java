package relais.vault.manifest;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Which database this is: what it writes says so, and is never taken for another's. */
final class Origin {
    private Origin() {}

    static String of(Handle handle) {
        return handle.createQuery("SELECT id FROM vault_origin").mapTo(UUID.class).one().toString();
    }

    /**
     * This database.
     *
     * @param used whether types or dossiers are in it, whose numbers would be mixed with another's
     * @param isForUnnamed whether it goes on for one whose manifests did not say whose they are
     */
    record Here(String id, boolean used, boolean isForUnnamed) {}

    static Here here(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT id, EXISTS (SELECT FROM vault_dossier)
                          OR EXISTS (SELECT FROM vault_type), for_unnamed FROM vault_origin
                        """)
                .map(
                        (row, context) ->
                                new Here(row.getString(1), row.getBoolean(2), row.getBoolean(3)))
                .one();
    }

    /** It goes on for one that did not say its name. */
    static void becomeUnnamed(Handle tx) {
        tx.execute("UPDATE vault_origin SET for_unnamed = true, born_at = 'epoch'");
    }

    /** It goes on for one that is lost; what is there is written in its name from now on. */
    static void become(Handle tx, String origin) {
        tx.execute(
                "UPDATE vault_origin SET id = ?, born_at = 'epoch'", // all that lies there is its
                UUID.fromString(origin));
        tx.execute("INSERT INTO vault_manifest_due (kind, subject) SELECT 1, id FROM vault_type");
    }
}
