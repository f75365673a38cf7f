package relais.vault.backup;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;

/** That a database came out of a backup, as it says itself. */
public final class Restored {
    private Restored() {}

    /** Noted in the transaction that restores. */
    public static void note(Handle tx, UUID id, String backup) {
        tx.createUpdate("INSERT INTO vault_restored (id, backup) VALUES (:id, :backup)")
                .bind("id", id)
                .bind("backup", backup)
                .execute();
    }

    /** Whether this restore has been committed here. */
    public static boolean isDone(Database database, UUID id) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT EXISTS (SELECT FROM vault_restored WHERE id = :id)")
                                .bind("id", id)
                                .mapTo(Boolean.class)
                                .one());
    }
}
