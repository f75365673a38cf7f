package relais.vault.blob;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;

/**
 * When this database began. An older object was written by another one, which may be lost or go on
 * elsewhere: it is not taken in by itself, since what is taken in and named by nobody is collected.
 */
final class Birth {
    private static final Logger LOG = LoggerFactory.getLogger(Birth.class);

    private final Engine engine;
    private final Database database;

    Birth(Engine engine, Database database) {
        this.engine = engine;
        this.database = database;
    }

    /** Said at each start; the first one counts. */
    void begin() {
        database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_origin SET born_at = ? WHERE born_at IS NULL",
                                engine.clock().instant()));
    }

    static void warn(long objects) {
        if (objects > 0) {
            LOG.warn(
                    "{} objects in the stores were written by another database than this one, which"
                            + " is younger. They are left alone: nothing of them is shown and nothing"
                            + " deleted. Were they to be here? Stop Relais and bring them back:"
                            + " ./relais restore or ./relais vault rebuild, into an empty data folder",
                    objects);
        }
    }

    /** 1970 where nobody said that it began. */
    Instant at() {
        return database.with(
                handle ->
                        handle.createQuery("SELECT coalesce(born_at, 'epoch') FROM vault_origin")
                                .mapTo(Instant.class)
                                .one());
    }
}
