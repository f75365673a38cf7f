package relais.vault.blob;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.db.Deadlock;
import relais.vault.store.BlobStore;

/**
 * Lets contents go that nobody needs: first the row, in a transaction that a reference or a new
 * keeping wins against; when an object has no rows left, its bytes. What is kept again meanwhile
 * gets an object of another name, so bytes on their way out are never the ones that count. Killed
 * anywhere, the next round goes on.
 */
final class Collector {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final int BATCH = 200;

    /** Who looked up a place just before it moved has this long to read it. */
    private static final Duration READERS = Duration.ofMinutes(5);

    /** SQLSTATE: a row elsewhere still refers to it, whatever the count says. */
    private static final String REFERRED = "23503";

    /**
     * Manifests that newer ones replaced: of each record the newest two are referred to and stay.
     * Longer than the last backup is old.
     */
    private static final Duration REPLACED = Duration.ofDays(7);

    private static final String ANY = "true";
    private static final UUID FIRST = new UUID(0, 0);
    private static final String MANIFESTS = "kind IN (4, 5)";

    private final Engine engine;
    private final Database database;
    private final Hold hold;
    private final Duration grace;
    private final Duration replaced;

    Collector(Engine engine, Database database, Hold hold, Duration grace) {
        this.engine = engine;
        this.database = database;
        this.hold = hold;
        this.grace = grace;
        this.replaced = REPLACED.compareTo(grace) < 0 ? REPLACED : grace;
    }

    /** Gives how many contents and chunks went. */
    int forget() {
        Instant now = engine.clock().instant();
        return forget(now.minus(grace), ANY) + forget(now.minus(replaced), MANIFESTS);
    }

    private int forget(Instant before, String which) {
        int gone = 0;
        int[] batch;
        do {
            batch = Deadlock.retried(() -> database.inTransaction(tx -> batch(tx, before, which)));
            gone += batch[1];
        } while (batch[0] == BATCH);
        return gone;
    }

    /** How many were looked at, how many went. */
    private int[] batch(Handle tx, Instant before, String which) {
        List<BlobId> unneeded =
                tx.createQuery(
                                """
                                SELECT hash FROM vault_blob b
                                WHERE refs = 0 AND kept_at < :before AND <which>
                                    AND NOT EXISTS (SELECT FROM vault_taken_in t
                                        WHERE t.object = b.object)
                                ORDER BY kept_at LIMIT :most FOR UPDATE SKIP LOCKED
                                """)
                        .define("which", which)
                        .bind("before", before)
                        .bind("most", BATCH)
                        .map((row, context) -> BlobId.of(row.getBytes(1)))
                        .list();
        if (unneeded.isEmpty()) {
            return new int[2];
        }
        Set<BlobId> stay = new HashSet<>(hold.held(tx, unneeded));
        List<BlobId> going = new ArrayList<>(unneeded);
        going.removeAll(stay);
        Set<BlobId> referred = delete(tx, going);
        stay.addAll(referred);
        if (!stay.isEmpty()) {
            postpone(tx, stay, engine.clock().instant());
        }
        return new int[] {unneeded.size(), going.size() - referred.size()};
    }

    /** All at once; where rows refer to some in spite of the count, one by one without those. */
    private Set<BlobId> delete(Handle tx, List<BlobId> going) {
        if (tryDelete(tx, going)) {
            return Set.of();
        }
        Set<BlobId> referred = new HashSet<>();
        for (BlobId id : going) {
            if (!tryDelete(tx, List.of(id))) {
                LOG.error("content {} is referred to, but its count says it is not", id);
                referred.add(id);
            }
        }
        return referred;
    }

    private boolean tryDelete(Handle tx, List<BlobId> going) {
        tx.savepoint("before");
        try {
            remove(tx, going);
            tx.releaseSavepoint("before");
            return true;
        } catch (RuntimeException failure) {
            if (failure.getCause() instanceof SQLException sql
                    && REFERRED.equals(sql.getSQLState())) {
                tx.rollbackToSavepoint("before");
                return false;
            }
            throw failure;
        }
    }

    private void remove(Handle tx, List<BlobId> going) {
        tx.createUpdate(
                        """
                        UPDATE vault_blob b SET refs = refs - p.times
                        FROM (SELECT chunk, count(*) AS times FROM vault_part
                              WHERE content = ANY(:hashes) GROUP BY chunk) p
                        WHERE b.hash = p.chunk
                        """)
                .bind("hashes", Columns.hashes(going))
                .execute();
        tx.createUpdate(
                        """
                        WITH gone AS (
                            DELETE FROM vault_blob WHERE hash = ANY(:hashes)
                            RETURNING object, length),
                        objects AS (
                            SELECT object, sum(length) AS bytes FROM gone GROUP BY object)
                        UPDATE vault_object o SET gone = o.gone + objects.bytes
                        FROM objects WHERE o.id = objects.object
                        """)
                .bind("hashes", Columns.hashes(going))
                .execute();
    }

    private static void postpone(Handle tx, Collection<BlobId> stay, Instant now) {
        tx.createUpdate("UPDATE vault_blob SET kept_at = :now WHERE hash = ANY(:hashes)")
                .bind("hashes", Columns.hashes(stay))
                .bind("now", now)
                .execute();
    }

    /**
     * Objects that were taken in are ours. What nobody needs of them, another database's perhaps,
     * stays for the whole grace from now on, and its manifests no shorter: without them nobody
     * could ask for the rest.
     */
    void own() {
        Deadlock.retried(() -> database.inTransaction(this::own));
    }

    private int own(Handle tx) {
        Instant now = engine.clock().instant();
        tx.execute("SET LOCAL statement_timeout = 0"); // there may be many millions
        return tx.createUpdate(
                        """
                        WITH ours AS (DELETE FROM vault_taken_in RETURNING object)
                        UPDATE vault_blob
                        SET kept_at = CASE WHEN <manifests>
                            THEN cast(:later AS timestamptz) ELSE :now END
                        WHERE refs = 0 AND object IN (SELECT object FROM ours)
                        """)
                .define("manifests", MANIFESTS)
                .bind("now", now)
                .bind("later", now.plus(grace).minus(replaced))
                .execute();
    }

    /**
     * Objects that were taken in are known no more, but for those in which something is needed,
     * which stay. A row never goes alone: an object that is known and empty would lose its bytes.
     */
    void disown() {
        for (int round = 0; round < 2; round++) { // lists of chunks, and then the chunks
            for (List<UUID> some = takenIn(FIRST); !some.isEmpty(); ) {
                List<UUID> page = some;
                Deadlock.retried(
                        () ->
                                database.inTransaction(
                                        tx -> {
                                            delete(tx, unneeded(tx, page));
                                            return forgetEmpty(tx, page);
                                        }));
                some = takenIn(page.getLast());
            }
        }
        own();
    }

    private List<UUID> takenIn(UUID after) {
        return database.with(handle -> TakenIn.page(handle, after, BATCH));
    }

    private static List<BlobId> unneeded(Handle tx, List<UUID> objects) {
        return tx.createQuery(
                        """
                        SELECT hash FROM vault_blob b WHERE refs = 0 AND object = ANY(:objects)
                        ORDER BY hash FOR UPDATE
                        """)
                .bind("objects", Columns.array("uuid", objects, id -> id))
                .map((row, context) -> BlobId.of(row.getBytes(1)))
                .list();
    }

    private static int forgetEmpty(Handle tx, List<UUID> objects) {
        List<UUID> gone =
                tx.createQuery(
                                """
                                DELETE FROM vault_object o
                                WHERE id = ANY(:objects) AND NOT EXISTS (
                                    SELECT 1 FROM vault_blob b WHERE b.object = o.id)
                                RETURNING id
                                """)
                        .bind("objects", Columns.array("uuid", objects, id -> id))
                        .mapTo(UUID.class)
                        .list();
        tx.createUpdate("DELETE FROM vault_damage WHERE object = ANY(:gone)")
                .bind("gone", Columns.array("uuid", gone, id -> id))
                .execute();
        tx.createUpdate("DELETE FROM vault_placed WHERE key = ANY(:gone)")
                .bind("gone", Columns.array("text", gone, ObjectName::key))
                .execute();
        return gone.size();
    }

    /** Objects in which nothing is needed get ready to go. */
    int condemn() {
        return database.with(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE vault_object o SET dying_at = :now
                                        WHERE gone > 0 AND dying_at IS NULL AND NOT EXISTS (
                                            SELECT 1 FROM vault_blob b WHERE b.object = o.id)
                                            AND NOT EXISTS (SELECT FROM vault_taken_in t
                                                WHERE t.object = o.id)
                                        """)
                                .bind("now", engine.clock().instant())
                                .execute());
    }

    /** Takes the bytes of objects away that have been ready long enough; gives how many. */
    int drop(BlobStore store) throws IOException {
        Instant before = engine.clock().instant().minus(READERS);
        List<UUID> ready =
                database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT id FROM vault_object o
                                                WHERE dying_at < :before AND NOT EXISTS (
                                                    SELECT 1 FROM vault_blob b
                                                    WHERE b.object = o.id)
                                                    AND NOT EXISTS (
                                                        SELECT FROM vault_taken_in t
                                                        WHERE t.object = o.id)
                                                """)
                                        .bind("before", before)
                                        .mapTo(UUID.class)
                                        .list());
        for (UUID id : ready) {
            store.delete(ObjectName.key(id));
            database.useTransaction(
                    tx ->
                            tx.createUpdate("DELETE FROM vault_object WHERE id = :id")
                                    .bind("id", id)
                                    .execute());
        }
        return ready.size();
    }
}
