package relais.vault.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables of objects and their copies; one whose state is 2 is to be deleted. */
final class Copies {
    /** Wanted in a store, and not there. */
    static final int WANTED = 0;

    static final int HERE = 1;

    /**
     * Of the object {@code o}: nothing in it is needed, and it is about to be deleted. Compaction
     * makes many of these; that one is not there is no loss.
     */
    static final String DYING =
            """
            EXISTS (SELECT FROM vault_object d
              WHERE d.dying_at IS NOT NULL
                AND o.key = 'blob/' || right(d.id::text, 2) || '/' || d.id
                AND NOT EXISTS (SELECT FROM vault_blob b WHERE b.object = d.id))
            """;

    private Copies() {}

    /**
     * An object.
     *
     * @param crc CRC-32C of its bytes
     * @param copies states by store
     */
    record Known(
            long id,
            String key,
            long size,
            int crc,
            Instant writtenAt,
            boolean spooled,
            Map<Long, Copy> copies) {
        List<Long> here() {
            return copies.values().stream()
                    .filter(copy -> copy.state() == HERE)
                    .map(Copy::store)
                    .toList();
        }
    }

    /** A copy in a store. */
    record Copy(long store, int state, @Nullable Instant verifiedAt) {}

    static Optional<Known> find(Handle handle, String key) {
        return known(handle, "o.key = :key", "key", key).stream().findFirst();
    }

    static Optional<Known> find(Handle handle, long id) {
        return known(handle, "o.id = :id", "id", id).stream().findFirst();
    }

    /** Objects whose place may have to be another by now. */
    static List<Known> toLookAt(Handle handle, Instant now, int most) {
        return known(
                handle,
                """
                o.id IN (SELECT id FROM vault_placed p WHERE look_at <= :now
                  AND NOT EXISTS (SELECT FROM vault_taken_in t WHERE t.key = p.key)
                  ORDER BY look_at LIMIT %d)
                """
                        .formatted(most),
                "now",
                now);
    }

    /** Some are looked at anew, by id; the last of them, null where there are no more. */
    static @Nullable Long lookAt(Handle handle, long after, Instant now, int most) {
        return handle.createQuery(
                        """
                        WITH page AS (
                          SELECT id FROM vault_placed WHERE id > :after ORDER BY id LIMIT :most),
                        looked AS (
                          UPDATE vault_placed SET look_at = :now
                          WHERE id IN (SELECT id FROM page))
                        SELECT max(id) FROM page
                        """)
                .bind("after", after)
                .bind("most", most)
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    private static List<Known> known(Handle handle, String which, String name, Object value) {
        Map<Long, Known> found = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        SELECT o.id, o.key, o.size, o.crc, o.written_at, o.spooled,
                               c.store_id, c.state, c.verified_at
                        FROM vault_placed o LEFT JOIN vault_copy c ON c.object_id = o.id
                        WHERE\s"""
                                + which)
                .bind(name, value)
                .map(
                        (row, context) -> {
                            long id = row.getLong("id");
                            Known object = found.get(id);
                            if (object == null) {
                                object =
                                        new Known(
                                                id,
                                                row.getString("key"),
                                                row.getLong("size"),
                                                row.getInt("crc"),
                                                row.getTimestamp("written_at").toInstant(),
                                                row.getBoolean("spooled"),
                                                new LinkedHashMap<>());
                                found.put(id, object);
                            }
                            long store = row.getLong("store_id");
                            if (!row.wasNull()) {
                                var verified = row.getTimestamp("verified_at");
                                object.copies()
                                        .put(
                                                store,
                                                new Copy(
                                                        store,
                                                        row.getInt("state"),
                                                        verified == null
                                                                ? null
                                                                : verified.toInstant()));
                            }
                            return id;
                        })
                .list();
        return List.copyOf(found.values());
    }

    /** Notes an object that is in {@code here}, durably, and belongs in {@code wanted} as well. */
    static void note(
            Handle tx,
            Written object,
            Collection<Long> here,
            Collection<Long> wanted,
            @Nullable Instant lookAt) {
        tx.createUpdate(
                        """
                        WITH object AS (
                          INSERT INTO vault_placed (key, size, crc, written_at, spooled, look_at)
                          VALUES (:key, :size, :crc, :now, :spooled, :look)
                          ON CONFLICT (key) DO UPDATE SET size = excluded.size, crc = excluded.crc,
                            written_at = excluded.written_at, spooled = excluded.spooled,
                            look_at = excluded.look_at
                          RETURNING id)
                        INSERT INTO vault_copy (object_id, store_id, state, due_at)
                        SELECT object.id, s.store, s.state, CASE s.state WHEN 0 THEN :now::timestamptz END
                        FROM object, (
                          SELECT unnest(:here) AS store, 1 AS state
                          UNION ALL SELECT unnest(:wanted), 0) s
                        ON CONFLICT (object_id, store_id) DO UPDATE
                          SET state = excluded.state, due_at = excluded.due_at, tries = 0,
                              verified_at = NULL
                        """)
                .bind("key", object.key())
                .bind("size", object.size())
                .bind("crc", object.crc())
                .bind("now", object.at())
                .bind("spooled", object.spooled())
                .bind("look", lookAt)
                .bind("here", here.toArray(Long[]::new))
                .bind("wanted", wanted.toArray(Long[]::new))
                .execute();
    }

    /** An object that has just been written. */
    record Written(String key, long size, int crc, Instant at, boolean spooled) {}

    /**
     * Holds an object and all its copies until the transaction ends; whether they are as they were
     * when {@code object} was read. What another process decides meanwhile waits, and sees it then.
     */
    static boolean heldUnchanged(Handle tx, Known object) {
        hold(tx, object.id());
        tx.createQuery("SELECT id FROM vault_placed WHERE id = :object FOR UPDATE")
                .bind("object", object.id())
                .mapTo(Long.class)
                .list();
        return find(tx, object.id()).map(Copies::states).equals(Optional.of(states(object)));
    }

    private static void hold(Handle tx, long object) {
        tx.createQuery(
                        """
                        SELECT store_id FROM vault_copy WHERE object_id = :object
                        ORDER BY store_id FOR UPDATE
                        """)
                .bind("object", object)
                .mapTo(Long.class)
                .list();
    }

    private static Map<Long, Integer> states(Known object) {
        Map<Long, Integer> states = new HashMap<>();
        object.copies().forEach((store, copy) -> states.put(store, copy.state()));
        return states;
    }

    /** A copy that was found bad is wanted again, unless it is the last one there is. */
    static void lost(Handle tx, long object, long store, Instant now) {
        hold(tx, object);
        tx.createUpdate(
                        """
                        UPDATE vault_copy c
                        SET state = 0, due_at = :now, tries = 0, verified_at = NULL
                        WHERE c.object_id = :object AND c.store_id = :store AND c.state = 1
                          AND EXISTS (SELECT FROM vault_copy other
                            WHERE other.object_id = c.object_id AND other.store_id <> c.store_id
                              AND other.state = 1)
                        """)
                .bind("object", object)
                .bind("store", store)
                .bind("now", now)
                .execute();
    }

    /**
     * A copy of an object becomes wanted in a store; one that is there stays so. Where it is being
     * deleted, that has its time to end before.
     */
    static void want(Handle tx, long object, long store, Instant now) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_copy (object_id, store_id, state, due_at)
                        VALUES (:object, :store, 0, :now)
                        ON CONFLICT (object_id, store_id) DO UPDATE
                          SET state = 0, tries = 0, verified_at = NULL,
                              due_at = greatest(vault_copy.due_at, excluded.due_at)
                          WHERE vault_copy.state = 2
                        """)
                .bind("object", object)
                .bind("store", store)
                .bind("now", now)
                .execute();
    }

    static void leave(Handle tx, long object, long store, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE vault_copy SET state = 2, due_at = :now, tries = 0
                        WHERE object_id = :object AND store_id = :store
                        """)
                .bind("object", object)
                .bind("store", store)
                .bind("now", now)
                .execute();
    }

    /** A copy is wanted no more; one that has come meanwhile stays. */
    static void unwant(Handle tx, long object, long store) {
        tx.createUpdate(
                        """
                        DELETE FROM vault_copy
                        WHERE object_id = :object AND store_id = :store AND state = 0
                        """)
                .bind("object", object)
                .bind("store", store)
                .execute();
    }

    /** Forgets a copy that was deleted, and with the last one the object. */
    static void forget(Handle tx, long object, long store) {
        tx.createUpdate(
                        """
                        DELETE FROM vault_copy
                        WHERE object_id = :object AND store_id = :store AND state = 2
                        """)
                .bind("object", object)
                .bind("store", store)
                .execute();
        tx.createUpdate(
                        """
                        DELETE FROM vault_placed o WHERE id = :object
                          AND NOT EXISTS (SELECT FROM vault_copy c WHERE c.object_id = o.id)
                        """)
                .bind("object", object)
                .execute();
    }

    static void here(Handle tx, long object, long store, @Nullable Instant verified) {
        tx.createUpdate(
                        """
                        UPDATE vault_copy
                        SET state = 1, due_at = NULL, tries = 0, verified_at = :verified
                        WHERE object_id = :object AND store_id = :store AND state < 2
                        """)
                .bind("object", object)
                .bind("store", store)
                .bind("verified", verified)
                .execute();
    }

    static void lookAgain(Handle tx, long object, @Nullable Instant at, boolean spooled) {
        tx.createUpdate(
                        """
                        UPDATE vault_placed SET look_at = :at, spooled = :spooled WHERE id = :object
                        """)
                .bind("object", object)
                .bind("at", at)
                .bind("spooled", spooled)
                .execute();
    }

    static long spooledBytes(Handle handle) {
        return handle.createQuery("SELECT coalesce(sum(size), 0) FROM vault_placed WHERE spooled")
                .mapTo(Long.class)
                .one();
    }

    /** Something to do for a copy, taken for a while. */
    record Debt(long object, long store, int state, int tries) {}

    /** Takes what is due in these stores, so that nobody else does it for {@code lease}. */
    static List<Debt> take(
            Handle tx, Collection<Long> stores, Instant now, Duration lease, int most) {
        return tx.createQuery(
                        """
                        UPDATE vault_copy c SET due_at = :until, tries = c.tries + 1
                        FROM (SELECT object_id, store_id FROM vault_copy
                              WHERE state <> 1 AND due_at <= :now AND store_id = ANY (:stores)
                              ORDER BY due_at LIMIT :most FOR UPDATE SKIP LOCKED) due
                        WHERE c.object_id = due.object_id AND c.store_id = due.store_id
                        RETURNING c.object_id, c.store_id, c.state, c.tries
                        """)
                .bind("until", now.plus(lease))
                .bind("now", now)
                .bind("stores", stores.toArray(Long[]::new))
                .bind("most", most)
                .map(
                        (row, context) ->
                                new Debt(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getInt(3),
                                        row.getInt(4)))
                .list();
    }

    static void putOff(Handle tx, Debt debt, Instant until) {
        tx.createUpdate(
                        """
                        UPDATE vault_copy SET due_at = :until
                        WHERE object_id = :object AND store_id = :store AND state = :state
                        """)
                .bind("object", debt.object())
                .bind("store", debt.store())
                .bind("state", debt.state())
                .bind("until", until)
                .execute();
    }

    /** A store is back: what waits for it waits no longer. */
    static void dueNow(Handle tx, long store, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE vault_copy SET due_at = :now, tries = 0
                        WHERE store_id = :store AND state <> 1 AND due_at > :now
                        """)
                .bind("store", store)
                .bind("now", now)
                .execute();
    }
}
