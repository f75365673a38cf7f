package relais.vault.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;

/**
 * Compares every store that answers with the rows that came out of a backup: what the backup
 * brought home counts as a copy, what a store lacks is to be made again, and what is newer than the
 * backup is named and stays where it is.
 */
public final class AfterRestore {
    private static final int NAMED = 20;

    private AfterRestore() {}

    /**
     * How a store agrees with the rows.
     *
     * @param answers whether it was compared; if not, {@code why}
     * @param unknown objects it has and the rows do not: newer than the backup
     * @param lacking objects it should have
     * @param some keys of unknown ones
     */
    public record Seen(
            String store,
            boolean answers,
            String why,
            long unknown,
            long lacking,
            List<String> some) {}

    /** The home's own folder first, so that what is lacking elsewhere can be made from it. */
    public static List<Seen> look(
            Database database, Secrets secrets, Path ownFolder, InstantSource clock)
            throws IOException {
        try (Stores stores = new Stores(database, secrets, ownFolder, clock)) {
            stores.knock();
            Checking checking = new Checking(stores, database, clock);
            List<Seen> seen = new ArrayList<>();
            for (OpenStore store : stores.nearestFirst()) {
                seen.add(look(store, checking, database));
            }
            return seen;
        }
    }

    private static Seen look(OpenStore store, Checking checking, Database database) {
        try {
            store.beItself();
            if (!store.usable()) {
                return away(store, store.health().detail());
            }
            checking.compare(store);
        } catch (IOException e) {
            return away(store, String.valueOf(e.getMessage()));
        }
        return database.with(
                handle ->
                        new Seen(
                                store.row().name(),
                                true,
                                "",
                                count(handle, store, "kind = 'unknown'"),
                                count(handle, store, "kind <> 'unknown'"),
                                some(handle, store)));
    }

    private static Seen away(OpenStore store, String why) {
        return new Seen(store.row().name(), false, why, 0, 0, List.of());
    }

    /** Of many missing at once there is one finding, with their number. */
    private static long count(Handle handle, OpenStore store, String which) {
        return handle.createQuery(
                        """
                        SELECT coalesce(sum(CASE kind WHEN 'many-missing' THEN size ELSE 1 END), 0)
                        FROM vault_store_finding
                        WHERE store_id = :store AND state IN ('suspected', 'open') AND\s"""
                                + which)
                .bind("store", store.id())
                .mapTo(Long.class)
                .one();
    }

    private static List<String> some(Handle handle, OpenStore store) {
        return handle.createQuery(
                        """
                        SELECT key FROM vault_store_finding
                        WHERE store_id = :store AND kind = 'unknown'
                          AND state IN ('suspected', 'open') ORDER BY key LIMIT :most
                        """)
                .bind("store", store.id())
                .bind("most", NAMED)
                .mapTo(String.class)
                .list();
    }
}
