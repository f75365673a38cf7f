package relais.vault.blob;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.db.Deadlock;
import relais.vault.blob.seal.Kind;
import relais.vault.blob.seal.Placed;

/** The rows: which content lies where. */
final class Index {
    /** A content kept again within this is not written down again: the grace is far longer. */
    private static final Duration FRESH = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;

    Index(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Nullable Place place(BlobId id) {
        return places(List.of(id)).get(id);
    }

    Map<BlobId, Place> places(Collection<BlobId> ids) {
        return database.with(
                handle -> {
                    Map<BlobId, Place> found = new HashMap<>();
                    handle.createQuery(
                                    """
                                    SELECT hash, object, at, length, kind, size FROM vault_blob
                                    WHERE hash = ANY(:hashes)
                                    """)
                            .bind("hashes", Columns.hashes(ids))
                            .map(
                                    (row, context) ->
                                            Map.entry(
                                                    BlobId.of(row.getBytes(1)),
                                                    new Place(
                                                            row.getObject(2, UUID.class),
                                                            row.getLong(3),
                                                            row.getLong(4),
                                                            Kind.values()[row.getInt(5)],
                                                            row.getLong(6))))
                            .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
                    return found;
                });
    }

    // An object is looked up by a question within the question, here and below: a join of tables
    // that grow faster than the database counts them begins with all objects.

    /**
     * Which of these are kept already, and now for another grace period; what is damaged is not,
     * nor what is only {@link TakenIn}: who has its bytes may bring them. In a statement of its
     * own, so that nothing is locked while others are asked for.
     */
    Set<BlobId> keepKnown(Collection<BlobId> ids) {
        Instant now = clock.instant();
        return retried(
                handle -> {
                    Set<BlobId> known = new HashSet<>();
                    Set<BlobId> stale = new HashSet<>();
                    handle.createQuery(
                                    """
                                    SELECT b.hash, b.kept_at < :fresh FROM vault_blob b
                                    WHERE b.hash = ANY(:hashes)
                                        AND (SELECT o.damaged_at IS NULL FROM vault_object o
                                            WHERE o.id = b.object)
                                        AND NOT EXISTS (SELECT FROM vault_taken_in t
                                            WHERE t.object = b.object)
                                        AND CASE WHEN b.kind = :list THEN (
                                            SELECT coalesce(bool_and(d.damaged_at IS NULL
                                                AND NOT EXISTS (SELECT FROM vault_taken_in t
                                                    WHERE t.object = d.id)), false)
                                            FROM vault_part p JOIN vault_blob c ON c.hash = p.chunk
                                            JOIN vault_object d ON d.id = c.object
                                            WHERE p.content = b.hash) ELSE true END
                                    """)
                            .bind("hashes", Columns.hashes(ids))
                            .bind("list", Kind.LIST.ordinal())
                            .bind("fresh", now.minus(FRESH))
                            .map((row, context) -> Map.entry(row.getBytes(1), row.getBoolean(2)))
                            .forEach(
                                    row ->
                                            (row.getValue() ? stale : known)
                                                    .add(BlobId.of(row.getKey())));
                    if (!stale.isEmpty()) {
                        known.addAll(touch(handle, stale, now));
                    }
                    return known;
                });
    }

    /** Another grace period for these, damaged or not. */
    void stay(Collection<BlobId> ids) {
        retried(handle -> touch(handle, Set.copyOf(ids), clock.instant()));
    }

    private static List<BlobId> touch(Handle handle, Set<BlobId> stale, Instant now) {
        return handle.createQuery(
                        """
                        UPDATE vault_blob SET kept_at = :now WHERE hash IN (
                            SELECT hash FROM vault_blob WHERE hash = ANY(:hashes)
                            ORDER BY hash FOR UPDATE)
                        RETURNING hash
                        """)
                .bind("hashes", Columns.hashes(stale))
                .bind("now", now)
                .map((row, context) -> BlobId.of(row.getBytes(1)))
                .list();
    }

    /**
     * Writes down a durable object and what lies in it, verified where it had a row before: what
     * was in a damaged object is taken to be here.
     *
     * <p>Durable with the commit of whoever refers to it.
     *
     * @return those that somebody else wrote down first: their bytes here are not needed
     */
    Set<BlobId> add(Written written) {
        return retried(
                handle -> handle.inTransaction(tx -> Database.unflushed(tx, h -> add(h, written))));
    }

    /** The same for a rebuild: what was not known stays noted until that has come to its end. */
    void takeIn(Written written) {
        retried(
                handle ->
                        handle.inTransaction(
                                tx -> Database.unflushed(tx, h -> takeIn(h, written))));
    }

    private Set<BlobId> takeIn(Handle tx, Written written) {
        boolean known =
                tx.createQuery("SELECT EXISTS (SELECT FROM vault_object WHERE id = :id)")
                        .bind("id", written.object())
                        .mapTo(Boolean.class)
                        .one();
        Set<BlobId> others = add(tx, written.object(), written.size(), written.entries(), false);
        written.note().write(tx);
        if (!known) {
            TakenIn.note(tx, written.object());
        }
        return others;
    }

    /** The same in a transaction of somebody who refers to them at once. */
    Set<BlobId> add(Handle tx, Written written) {
        Set<BlobId> others = add(tx, written.object(), written.size(), written.entries(), true);
        written.note().write(tx);
        return others;
    }

    /**
     * The same for a large content: its list is among the entries, and {@code chunks} are all that
     * it names, by where they begin.
     *
     * @throws IllegalStateException where a chunk was collected meanwhile
     */
    Set<BlobId> addChunked(Written written, BlobId content, List<Part> parts) {
        return retried(
                handle ->
                        handle.inTransaction(
                                tx -> {
                                    Set<BlobId> others = add(tx, written);
                                    if (!others.contains(content) || Parts.lack(tx, content)) {
                                        Parts.join(tx, content, parts);
                                    }
                                    return others;
                                }));
    }

    /** A chunk of a content and where in it that begins. */
    record Part(long at, BlobId chunk) {}

    private Set<BlobId> add(Handle tx, UUID object, long size, List<Placed> entries, boolean ours) {
        List<Placed> sorted = new ArrayList<>(entries);
        sorted.sort((a, b) -> Arrays.compareUnsigned(a.hash(), b.hash()));
        addObject(tx, object, size, entries.size());
        takeOver(tx, object, sorted, ours);
        Set<BlobId> here = addEntries(tx, object, sorted);
        Set<BlobId> others = new HashSet<>();
        long gone = 0;
        for (Placed entry : entries) {
            BlobId id = BlobId.of(entry.hash());
            if (!here.contains(id)) {
                others.add(id);
                gone += entry.length();
            }
        }
        if (gone > 0) {
            markGone(tx, object, gone, here.isEmpty());
        }
        return others;
    }

    void addObject(Handle tx, UUID object, long size, int entries) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_object (id, size, entries, made_at)
                        VALUES (:id, :size, :entries, :now)
                        ON CONFLICT (id) DO UPDATE SET size = excluded.size,
                            entries = excluded.entries, damaged_at = NULL, checked_at = NULL
                            WHERE vault_object.size < excluded.size
                                AND vault_object.damaged_at IS NOT NULL
                        """)
                .bind("id", object)
                .bind("size", size)
                .bind("entries", entries)
                .bind("now", clock.instant())
                .execute();
    }

    /**
     * What lies in a damaged object lies here from now on.
     *
     * @param ours also what lies in one that was taken in, and may be known no more
     */
    private void takeOver(Handle tx, UUID object, List<Placed> sorted, boolean ours) {
        Set<UUID> damaged =
                tx.createQuery(
                                """
                                SELECT b.object FROM vault_blob b
                                WHERE b.hash = ANY(:hashes)
                                    AND ((SELECT o.damaged_at IS NOT NULL FROM vault_object o
                                        WHERE o.id = b.object)
                                      OR :ours AND EXISTS (SELECT FROM vault_taken_in t
                                        WHERE t.object = b.object))
                                ORDER BY b.hash FOR UPDATE OF b
                                """)
                        .bind("hashes", Columns.array("bytea", sorted, Placed::hash))
                        .bind("ours", ours)
                        .mapTo(UUID.class)
                        .set();
        if (damaged.isEmpty()) {
            return;
        }
        placed(
                        tx.createUpdate(
                                """
                                UPDATE vault_blob b SET object = :object, at = e.at,
                                    length = e.length, kind = e.kind
                                FROM unnest(:hashes, :sizes, :kinds, :ats, :lengths)
                                    AS e (hash, size, kind, at, length)
                                WHERE b.hash = e.hash AND b.object = ANY(:damaged)
                                """),
                        object,
                        sorted)
                .bind("damaged", Columns.array("uuid", damaged, id -> id))
                .execute();
        tx.createUpdate(
                        """
                        WITH empty AS (
                            UPDATE vault_object o SET gone = size
                            WHERE id = ANY(:damaged) AND NOT EXISTS (
                                SELECT 1 FROM vault_blob b WHERE b.object = o.id)
                            RETURNING id)
                        UPDATE vault_damage d SET mended_at = :now
                        FROM empty WHERE d.object = empty.id AND d.mended_at IS NULL
                        """)
                .bind("damaged", Columns.array("uuid", damaged, id -> id))
                .bind("now", clock.instant())
                .execute();
    }

    private static <S extends SqlStatement<S>> S placed(S to, UUID object, List<Placed> sorted) {
        return to.bind("object", object)
                .bind("hashes", Columns.array("bytea", sorted, Placed::hash))
                .bind("sizes", Columns.array("int8", sorted, Placed::size))
                .bind(
                        "kinds",
                        Columns.array("int2", sorted, entry -> (short) entry.kind().ordinal()))
                .bind("ats", Columns.array("int8", sorted, Placed::at))
                .bind("lengths", Columns.array("int8", sorted, Placed::length));
    }

    private Set<BlobId> addEntries(Handle tx, UUID object, List<Placed> sorted) {
        Set<BlobId> ours = new HashSet<>();
        placed(
                        tx.createQuery(
                                """
                        INSERT INTO vault_blob (hash, size, kept_at, kind, object, at, length)
                        SELECT hash, size, :now, kind, :object, at, length
                        FROM unnest(:hashes, :sizes, :kinds, :ats, :lengths)
                            AS e (hash, size, kind, at, length)
                        ON CONFLICT (hash) DO UPDATE SET kept_at = excluded.kept_at
                        RETURNING hash, object, at
                        """),
                        object,
                        sorted)
                .bind("now", clock.instant())
                .map(
                        (row, context) ->
                                Map.entry(BlobId.of(row.getBytes(1)), row.getObject(2, UUID.class)))
                .forEach(
                        row -> {
                            if (row.getValue().equals(object)) {
                                ours.add(row.getKey());
                            }
                        });
        return ours;
    }

    void markGone(Handle tx, UUID object, long bytes, boolean all) {
        tx.createUpdate(
                        """
                        UPDATE vault_object SET gone = gone + :bytes,
                            dying_at = CASE WHEN :all THEN :now ELSE dying_at END
                        WHERE id = :id
                        """)
                .bind("id", object)
                .bind("bytes", bytes)
                .bind("all", all)
                .bind("now", clock.instant())
                .execute();
    }

    /** The parts of a content that is there, as are its chunks. */
    void join(BlobId content, List<Part> parts) {
        database.useTransaction(tx -> Parts.join(tx, content, parts));
    }

    /** An object is wrong. */
    void damaged(UUID object, String what) {
        database.useTransaction(
                tx -> {
                    tx.createUpdate(
                                    """
                                    INSERT INTO vault_damage (object, what, found_at)
                                    VALUES (:object, :what, :now)
                                    ON CONFLICT (object) WHERE mended_at IS NULL DO NOTHING
                                    """)
                            .bind("object", object)
                            .bind("what", what)
                            .bind("now", clock.instant())
                            .execute();
                    tx.createUpdate("UPDATE vault_object SET damaged_at = :now WHERE id = :id")
                            .bind("id", object)
                            .bind("now", clock.instant())
                            .execute();
                });
    }

    /** An object was read whole, and found right or not. */
    void verified(UUID object, boolean right) {
        database.useTransaction(
                tx -> {
                    tx.createUpdate(
                                    """
                                    UPDATE vault_object SET checked_at = :now,
                                        verified_at = CASE WHEN :right THEN :now ELSE verified_at END,
                                        damaged_at = CASE WHEN :right THEN NULL ELSE damaged_at END
                                    WHERE id = :id
                                    """)
                            .bind("id", object)
                            .bind("right", right)
                            .bind("now", clock.instant())
                            .execute();
                    tx.createUpdate(
                                    """
                                    UPDATE vault_damage SET mended_at = :now
                                    WHERE :right AND object = :id AND mended_at IS NULL
                                    """)
                            .bind("id", object)
                            .bind("right", right)
                            .bind("now", clock.instant())
                            .execute();
                });
    }

    private <T> T retried(Function<Handle, T> work) {
        return Deadlock.retried(() -> database.with(work::apply));
    }
}
