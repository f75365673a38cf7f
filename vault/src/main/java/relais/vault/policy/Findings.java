package relais.vault.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where database and stores disagree; kept until somebody, or a repair, has dealt with it. */
final class Findings {
    private Findings() {}

    /**
     * Something found.
     *
     * @param kind unknown, missing, wrong-size, damaged or many-missing
     * @param size bytes, as the store or the database says
     */
    record Found(long store, String key, String kind, @Nullable Long size) {}

    /** Notes it; seen again, only when is changed, and a suspicion may become more. */
    static void note(Handle tx, Found found, String state, Instant now) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_store_finding
                          (store_id, key, kind, size, state, found_at, seen_at)
                        VALUES (:store, :key, :kind, :size, :state, :now, :now)
                        ON CONFLICT (store_id, key, kind) DO UPDATE
                          SET seen_at = :now, state = excluded.state
                        """)
                .bind("store", found.store())
                .bind("key", found.key())
                .bind("kind", found.kind())
                .bind("size", found.size())
                .bind("state", state)
                .bind("now", now)
                .execute();
    }

    /** A copy is good again: what was said of it is history. */
    static void repaired(Handle tx, long store, String key) {
        tx.createUpdate(
                        """
                        UPDATE vault_store_finding SET state = 'repaired'
                        WHERE store_id = :store AND key = :key
                          AND kind <> 'unknown' AND state = 'open'
                        """)
                .bind("store", store)
                .bind("key", key)
                .execute();
    }

    static Optional<FindingShown> find(Handle handle, long id) {
        return shown(handle, "f.id = :id", id, 1).stream().findFirst();
    }

    /** The newest first, those with an id below {@code before}. */
    static List<FindingShown> page(Handle handle, long before, int most) {
        return shown(handle, "f.id < :id", before == 0 ? Long.MAX_VALUE : before, most);
    }

    private static List<FindingShown> shown(Handle handle, String which, long id, int most) {
        return handle.createQuery(
                        """
                        SELECT f.id, s.id, s.name, f.key, f.kind, f.size, f.state, f.found_at,
                               f.seen_at
                        FROM vault_store_finding f JOIN vault_store s ON s.id = f.store_id
                        WHERE %s ORDER BY f.id DESC LIMIT :most
                        """
                                .formatted(which))
                .bind("id", id)
                .bind("most", most)
                .map(
                        (row, context) -> {
                            long size = row.getLong(6);
                            return new FindingShown(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.wasNull() ? null : size,
                                    row.getString(7),
                                    row.getTimestamp(8).toInstant(),
                                    row.getTimestamp(9).toInstant());
                        })
                .list();
    }

    static void settle(Handle tx, long id) {
        tx.createUpdate("UPDATE vault_store_finding SET state = 'done' WHERE id = :id")
                .bind("id", id)
                .execute();
    }
}
