package relais.vault.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.identity.Caller;

/**
 * Folders that are named for a rebuild, with the files of a database that is lost: they are stores
 * of ours once it has come to its right end, and may be left before. Which they are outlives the
 * process.
 */
public final class Brought {
    private static final Logger LOG = LoggerFactory.getLogger(Brought.class);

    private final StoreChanges changes;
    private final Database database;

    Brought(StoreChanges changes, Database database) {
        this.changes = changes;
        this.database = database;
    }

    static void note(Handle tx, long store) {
        tx.execute("UPDATE vault_store SET brought = true WHERE id = ?", store);
    }

    /** Takes a folder in that is a store already. */
    public Outcome bring(Caller caller, Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        return changes.bring(caller, StoreWanted.folder(name, folder));
    }

    /**
     * They are stores no more, but for those that have a copy by now of what is needed. While
     * objects are known that a rebuild took in, such a one may still be left later.
     */
    public void leave(Caller caller) throws IOException {
        List<Long> all =
                database.with(
                        handle ->
                                handle.createQuery("SELECT id FROM vault_store WHERE brought")
                                        .mapTo(Long.class)
                                        .list());
        for (long id : all) {
            if (changes.remove(caller, id, false) instanceof Outcome.InUse used) {
                LOG.warn("store {} stays: {}", id, used.why());
            }
        }
        settle("AND NOT EXISTS (SELECT FROM vault_taken_in)");
    }

    /** They are stores like others. */
    public void stay() {
        settle("");
    }

    private void settle(String where) {
        database.useTransaction(
                tx -> tx.execute("UPDATE vault_store SET brought = false WHERE brought " + where));
    }
}
