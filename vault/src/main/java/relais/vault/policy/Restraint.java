package relais.vault.policy;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;

/**
 * What came out of a backup may be a trial beside the installation that counts, or older than what
 * the stores hold. Until a person says that it counts, nothing is taken from stores others may use,
 * and nothing is written there in the name of the database that the backup was made of.
 */
public final class Restraint {
    private Restraint() {}

    /** Whether it does not count yet; asked each time, as another process may end it. */
    public static boolean holds(Database database) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT EXISTS (SELECT FROM vault_restored
                                                       WHERE taken_over_at IS NULL)
                                        """)
                                .mapTo(Boolean.class)
                                .one());
    }

    /** From now on this installation is the one that counts; whether it was not before. */
    public static boolean end(Handle tx, Instant now) {
        return tx.createUpdate(
                                "UPDATE vault_restored SET taken_over_at = :now"
                                        + " WHERE taken_over_at IS NULL")
                        .bind("now", now)
                        .execute()
                > 0;
    }
}
