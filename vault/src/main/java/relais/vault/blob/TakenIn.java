package relais.vault.blob;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects of which rows were made for a rebuild that has not come to its right end: it may have
 * been killed, and be refused when it is called again. Until then they are another's, and nothing
 * of them is collected, compacted or moved.
 */
final class TakenIn {
    private static final Logger LOG = LoggerFactory.getLogger(TakenIn.class);

    private TakenIn() {}

    /** One that had no rows before. */
    static void note(Handle tx, UUID object) {
        tx.execute(
                "INSERT INTO vault_taken_in (object, key) VALUES (?, ?)",
                object,
                ObjectName.key(object));
    }

    /** Some, in their order, behind {@code after}. */
    static List<UUID> page(Handle handle, UUID after, int most) {
        return handle.createQuery(
                        """
                        SELECT object FROM vault_taken_in WHERE object > :after
                        ORDER BY object LIMIT :most
                        """)
                .bind("after", after)
                .bind("most", most)
                .mapTo(UUID.class)
                .list();
    }

    /** Whether a rebuild was begun, here or with a store that was named for it, and not ended. */
    static boolean isAny(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT FROM vault_taken_in)
                          OR EXISTS (SELECT FROM vault_store WHERE brought)
                        """)
                .mapTo(Boolean.class)
                .one();
    }

    static void warn() {
        LOG.warn(
                "a rebuild was begun and has not come to its end. What it took in is left alone,"
                        + " and no leftovers are taken in. Stop Relais and call it again:"
                        + " ./relais vault rebuild");
    }
}
