package relais.vault.policy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import relais.platform.db.Database;
import relais.vault.store.BlobStore.Entry;

/**
 * Compares what stores hold with what the database knows, both ways, and reads copies again. A
 * listing of any length goes through a table, never through memory.
 */
final class Checking {
    private static final int PAGE = 1_000;

    /** So many missing at once are not loss but an accident: a person decides. */
    private static final int MANY = 50;

    private static final int MANY_SHARE = 5;

    /** What is unknown may be on its way: it is a suspicion until it is seen again this later. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(10);

    private final Stores stores;
    private final Database database;
    private final InstantSource clock;

    Checking(Stores stores, Database database, InstantSource clock) {
        this.stores = stores;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Compares one store, unless another process does; ended by a store that does not answer,
     * without having said anything.
     */
    void compare(OpenStore store) throws IOException {
        try (Handle handle = database.open()) {
            if (lock(handle, "pg_try_advisory_lock", store)) {
                try {
                    compareAlone(store);
                } finally {
                    lock(handle, "pg_advisory_unlock", store);
                }
            }
        }
    }

    /** Of this connection: gone with it, whatever ends it. */
    private static boolean lock(Handle handle, String function, OpenStore store) {
        return handle.createQuery("SELECT <function>(hashtext('vault_compare'), :store)")
                .define("function", function)
                .bind("store", (int) store.id())
                .mapTo(Boolean.class)
                .one();
    }

    private void compareAlone(OpenStore store) throws IOException {
        Instant began = clock.instant();
        forgetListing(store);
        List<Entry> page = new ArrayList<>();
        store.use(
                s -> {
                    s.list(
                            "",
                            entry -> {
                                page.add(entry);
                                if (page.size() == PAGE) {
                                    take(store, page);
                                }
                            });
                    return true;
                });
        take(store, page);
        database.useTransaction(
                tx -> {
                    tx.execute("SET LOCAL statement_timeout = 0"); // many millions take a while
                    // two stores that lack the same object must not each count on the other's copy
                    tx.execute("SELECT pg_advisory_xact_lock(hashtext('vault_compare_settle'))");
                    adopt(tx, store, began);
                    unknown(tx, store);
                    missing(tx, store, began);
                });
        forgetListing(store);
    }

    private void forgetListing(OpenStore store) {
        database.useTransaction(
                tx ->
                        tx.createUpdate("DELETE FROM vault_store_listing WHERE store_id = :store")
                                .bind("store", store.id())
                                .execute());
    }

    private void take(OpenStore store, List<Entry> page) {
        database.useTransaction(
                tx -> {
                    PreparedBatch batch =
                            tx.prepareBatch(
                                    """
                                    INSERT INTO vault_store_listing (store_id, key, size)
                                    VALUES (:store, :key, :size)
                                    """);
                    for (Entry entry : page) {
                        if (!entry.key().equals(StoreRow.MARK)) {
                            batch.bind("store", store.id())
                                    .bind("key", entry.key())
                                    .bind("size", entry.size())
                                    .add();
                        }
                    }
                    if (batch.size() > 0) {
                        batch.execute();
                    }
                });
        page.clear();
    }

    /** A known object that lies where nobody noted it, or where it was waited for. */
    private void adopt(Handle tx, OpenStore store, Instant began) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_copy (object_id, store_id, state)
                        SELECT o.id, :store, 1
                        FROM vault_store_listing l
                        JOIN vault_placed o ON o.key = l.key AND o.size = l.size
                        WHERE l.store_id = :store AND o.written_at < :began
                        ON CONFLICT DO NOTHING
                        """)
                .bind("store", store.id())
                .bind("began", began)
                .execute();
    }

    private void unknown(Handle tx, OpenStore store) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_store_finding
                          (store_id, key, kind, size, state, found_at, seen_at)
                        SELECT :store, l.key, 'unknown', l.size, 'suspected', :now, :now
                        FROM vault_store_listing l
                        WHERE l.store_id = :store
                          AND NOT EXISTS (SELECT FROM vault_placed o WHERE o.key = l.key)
                        ON CONFLICT (store_id, key, kind) DO UPDATE SET seen_at = excluded.seen_at,
                          state = CASE WHEN vault_store_finding.state = 'done' THEN 'done'
                            WHEN vault_store_finding.found_at < :old THEN 'open'
                            ELSE vault_store_finding.state END
                        """)
                .bind("store", store.id())
                .bind("now", clock.instant())
                .bind("old", clock.instant().minus(ON_ITS_WAY))
                .execute();
        tx.createUpdate(
                        """
                        DELETE FROM vault_store_finding f
                        WHERE store_id = :store AND kind = 'unknown'
                          AND NOT EXISTS (SELECT FROM vault_store_listing l
                                          WHERE l.store_id = :store AND l.key = f.key)
                        """)
                .bind("store", store.id())
                .execute();
    }

    private static final String LOST =
            """
            FROM vault_copy c JOIN vault_placed o ON o.id = c.object_id
            LEFT JOIN vault_store_listing l ON l.store_id = c.store_id AND l.key = o.key
            WHERE c.store_id = :store AND c.state = 1 AND o.written_at < :began
              AND l.size IS DISTINCT FROM o.size
            """
                    + "AND NOT "
                    + Copies.DYING;

    /** Missing or of another size: wanted again where another store has it, else only shown. */
    private void missing(Handle tx, OpenStore store, Instant began) {
        long lost = count(tx, "SELECT count(*) " + LOST, store, began);
        long all =
                count(
                        tx,
                        """
                        SELECT count(*) FROM vault_copy c JOIN vault_placed o ON o.id = c.object_id
                        WHERE c.store_id = :store AND c.state = 1 AND o.written_at < :began
                        """,
                        store,
                        began);
        Instant now = clock.instant();
        if (lost > MANY && lost > all / MANY_SHARE) {
            Findings.note(
                    tx, new Findings.Found(store.id(), "", "many-missing", lost), "open", now);
            return;
        }
        tx.createUpdate(
                        """
                        INSERT INTO vault_store_finding
                          (store_id, key, kind, size, state, found_at, seen_at)
                        SELECT :store, o.key,
                          CASE WHEN l.size IS NULL THEN 'missing' ELSE 'wrong-size' END, o.size,
                          'open', :now, :now
                        %s
                        ON CONFLICT (store_id, key, kind)
                          DO UPDATE SET state = 'open', seen_at = excluded.seen_at
                        """
                                .formatted(LOST))
                .bind("store", store.id())
                .bind("began", began)
                .bind("now", now)
                .execute();
        tx.createUpdate(
                        """
                        UPDATE vault_copy w
                        SET state = 0, due_at = :now, tries = 0, verified_at = NULL
                        WHERE w.store_id = :store AND w.object_id IN (SELECT o.id %s)
                          AND EXISTS (SELECT FROM vault_copy other
                            WHERE other.object_id = w.object_id AND other.store_id <> w.store_id
                              AND other.state = 1)
                        """
                                .formatted(LOST))
                .bind("store", store.id())
                .bind("began", began)
                .bind("now", now)
                .execute();
    }

    private static long count(Handle tx, String sql, OpenStore store, Instant began) {
        return tx.createQuery(sql)
                .bind("store", store.id())
                .bind("began", began)
                .mapTo(Long.class)
                .one();
    }

    /**
     * Reads copies again, those longest not read first, until so many bytes were read.
     *
     * @return bytes read
     */
    long verify(OpenStore store, long mostBytes) {
        Mending mending = new Mending(stores, database, clock);
        Instant began = clock.instant();
        long read = 0;
        Set<Long> mended = new HashSet<>();
        while (read < mostBytes && store.usable()) {
            List<Long> oldest = database.with(handle -> oldest(handle, store, began, mended));
            if (oldest.isEmpty()) {
                return read;
            }
            for (Long id : oldest) {
                Copies.Known object = database.with(h -> Copies.find(h, id)).orElse(null);
                if (object == null || !object.here().contains(store.id())) {
                    continue;
                }
                read += Math.max(1, object.size());
                try {
                    if (Carrying.isGood(object, store)) {
                        database.useTransaction(tx -> seen(tx, id, store));
                    } else {
                        mended.add(id);
                        mending.mend(object);
                    }
                } catch (IOException away) {
                    return read;
                }
                if (read >= mostBytes) {
                    return read;
                }
            }
        }
        return read;
    }

    private void seen(Handle tx, long object, OpenStore store) {
        tx.createUpdate(
                        """
                        UPDATE vault_copy SET verified_at = :now
                        WHERE object_id = :object AND store_id = :store AND state = 1
                        """)
                .bind("now", clock.instant())
                .bind("object", object)
                .bind("store", store.id())
                .execute();
    }

    /** Copies known to be damaged keep nobody else waiting: they come again once repaired. */
    private static List<Long> oldest(
            Handle handle, OpenStore store, Instant before, Set<Long> but) {
        return handle.createQuery(
                        """
                        SELECT c.object_id FROM vault_copy c
                        WHERE c.store_id = :store AND c.state = 1
                          AND (c.verified_at IS NULL OR c.verified_at < :before)
                          AND c.object_id <> ALL (:but)
                          AND NOT EXISTS (SELECT FROM vault_store_finding f
                            JOIN vault_placed o ON o.key = f.key
                            WHERE o.id = c.object_id AND f.store_id = c.store_id
                              AND f.kind = 'damaged' AND f.state = 'open')
                        ORDER BY c.verified_at NULLS FIRST LIMIT 100
                        """)
                .bind("but", but.toArray(Long[]::new))
                .bind("store", store.id())
                .bind("before", before)
                .mapTo(Long.class)
                .list();
    }
}
