package relais.vault.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.db.Deadlock;
import relais.vault.blob.seal.DamagedEntry;
import relais.vault.blob.seal.Kind;
import relais.vault.blob.seal.ObjectReader;
import relais.vault.blob.seal.ObjectWriter;
import relais.vault.blob.seal.Placed;
import relais.vault.blob.seal.Source;
import relais.vault.store.BlobStore;

/**
 * Brings entries together that lie scattered: of objects written by few writers at a time, and of
 * objects in which much is not needed any more. Entries move as they are, each verified on the way;
 * rows change to the new object in one transaction, once it is durable.
 */
final class Compactor {
    /** Bytes of a new object. */
    private static final long FULL = 64L << 20;

    /** Smaller ones are brought together, once there are enough of them to be worth it. */
    private static final long SMALL = 8L << 20;

    private static final int ENOUGH = 8;
    private static final int MOST_OBJECTS = 2000;

    /** Bytes per entry on average, above which fewer objects gain nothing. */
    private static final long LARGE_ENTRY = 256 << 10;

    /** In memory; a list of chunks of a content of half a terabyte is smaller. */
    private static final long LARGEST_ENTRY = 40L << 20;

    private static final Duration SETTLED = Duration.ofMinutes(10);

    /**
     * While a store is away, what is brought together is thrown away again: at first it may be a
     * moment's failure, after that each time is work for nothing.
     */
    private static final Duration PAUSE_FIRST = Duration.ofMinutes(10);

    private static final Duration PAUSE_MOST = Duration.ofHours(6);

    private final Engine engine;
    private final Database database;
    private final ObjectReader reader;
    private volatile Instant notBefore = Instant.MIN;
    private volatile Duration pause = PAUSE_FIRST;

    Compactor(Engine engine, Database database) {
        this.engine = engine;
        this.database = database;
        this.reader = engine.reader();
    }

    /** One object's worth; gives how many objects became one, 0 where there is nothing to do. */
    int compact() throws IOException {
        if (engine.clock().instant().isBefore(notBefore)) {
            return 0;
        }
        List<UUID> from = holed();
        if (from.isEmpty()) {
            from = scattered();
        }
        if (from.isEmpty()) {
            return 0;
        }
        try {
            return merge(from);
        } catch (IOException away) {
            putOff();
            throw away;
        }
    }

    private void putOff() {
        notBefore = engine.clock().instant().plus(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(PAUSE_MOST) < 0 ? longer : PAUSE_MOST;
    }

    private List<UUID> holed() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id FROM vault_object o
                                        WHERE gone > 0 AND dying_at IS NULL AND gone > size / 2
                                            AND damaged_at IS NULL AND EXISTS (
                                            SELECT 1 FROM vault_blob b WHERE b.object = o.id)
                                            AND NOT EXISTS (SELECT FROM vault_taken_in t
                                                WHERE t.object = o.id)
                                        ORDER BY gone DESC LIMIT 16
                                        """)
                                .mapTo(UUID.class)
                                .list());
    }

    private List<UUID> scattered() {
        List<UUID> found =
                database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT id FROM vault_object o
                                                WHERE size < :small AND dying_at IS NULL
                                                    AND size < entries * :entry
                                                    AND damaged_at IS NULL AND made_at < :settled
                                                    AND NOT EXISTS (
                                                        SELECT FROM vault_taken_in t
                                                        WHERE t.object = o.id)
                                                ORDER BY made_at LIMIT :most
                                                """)
                                        .bind("small", SMALL)
                                        .bind("entry", LARGE_ENTRY)
                                        .bind("settled", engine.clock().instant().minus(SETTLED))
                                        .bind("most", MOST_OBJECTS)
                                        .mapTo(UUID.class)
                                        .list());
        return found.size() < ENOUGH ? List.of() : found;
    }

    private record Move(UUID from, Placed entry) {}

    private int merge(List<UUID> from) throws IOException {
        UUID object = ObjectName.fresh(engine.clock().instant(), engine.random());
        List<UUID> emptied = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        try (BlobStore.Draft draft = engine.store().begin(ObjectName.key(object));
                ObjectWriter writer = new ObjectWriter(engine.keys(), engine.box(), draft::write)) {
            long bytes = 0;
            for (UUID id : from) {
                List<Placed> live = live(id);
                long more = live.stream().mapToLong(Placed::length).sum();
                if (bytes > 0 && bytes + more > FULL) {
                    break;
                }
                if (move(id, live, writer, moves)) {
                    emptied.add(id);
                    bytes += more;
                }
            }
            if (moves.isEmpty()) {
                return 0;
            }
            List<Placed> entries = writer.entries();
            long size = writer.finish();
            draft.commit();
            if (!engine.store().settled(ObjectName.key(object))) {
                engine.store()
                        .delete(ObjectName.key(object)); // one waiting copy for many good ones
                putOff();
                return 0;
            }
            Deadlock.retried(
                    () -> database.inTransaction(tx -> settle(tx, object, size, moves, entries)));
        }
        pause = PAUSE_FIRST;
        return emptied.size();
    }

    private List<Placed> live(UUID object) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT at, length, kind, hash, size FROM vault_blob
                                        WHERE object = :object ORDER BY at
                                        """)
                                .bind("object", object)
                                .map(
                                        (row, context) ->
                                                new Placed(
                                                        row.getLong(1),
                                                        row.getLong(2),
                                                        Kind.values()[row.getInt(3)],
                                                        row.getBytes(4),
                                                        row.getLong(5)))
                                .list());
    }

    /** All or nothing of an object: what is damaged stays where it lies, for mending. */
    private boolean move(UUID from, List<Placed> live, ObjectWriter writer, List<Move> moves)
            throws IOException {
        Source source = engine.source(ObjectName.key(from));
        boolean held = live.stream().mapToLong(Placed::length).sum() <= FULL;
        List<byte[]> raw = new ArrayList<>();
        try {
            for (Placed entry : live) {
                if (entry.length() > LARGEST_ENTRY) {
                    return false;
                }
                byte[] bytes = verified(source, entry);
                if (held) {
                    raw.add(bytes);
                }
            }
        } catch (DamagedEntry | NoSuchFileException damaged) {
            engine.index().damaged(from, String.valueOf(damaged.getMessage()));
            return false;
        }
        for (int i = 0; i < live.size(); i++) {
            Placed entry = live.get(i);
            // of a large object the entries are read again, one by one
            byte[] bytes = held ? raw.get(i) : verified(source, entry);
            writer.sealed(entry, ByteBuffer.wrap(bytes));
            moves.add(new Move(from, entry));
        }
        return true;
    }

    private byte[] verified(Source source, Placed entry) throws IOException {
        byte[] bytes = source.exactly(entry.at(), (int) entry.length());
        Source memory =
                (offset, length) -> new ByteArrayInputStream(bytes, (int) offset, (int) length);
        reader.verify(
                memory, new Placed(0, entry.length(), entry.kind(), entry.hash(), entry.size()));
        return bytes;
    }

    private Void settle(Handle tx, UUID object, long size, List<Move> moves, List<Placed> entries) {
        engine.index().addObject(tx, object, size, entries.size());
        Map<BlobId, Long> lengths = new HashMap<>();
        entries.forEach(entry -> lengths.put(BlobId.of(entry.hash()), entry.length()));
        List<BlobId> moved =
                tx.createQuery(
                                """
                                UPDATE vault_blob b SET object = :object, at = m.at
                                FROM unnest(:hashes, :olds, :ats) AS m (hash, old, at)
                                WHERE b.hash = m.hash AND b.object = m.old
                                RETURNING b.hash
                                """)
                        .bind("object", object)
                        .bind("hashes", Columns.array("bytea", entries, Placed::hash))
                        .bind("olds", Columns.array("uuid", moves, Move::from))
                        .bind("ats", Columns.array("int8", entries, Placed::at))
                        .map((row, context) -> BlobId.of(row.getBytes(1)))
                        .list();
        moved.forEach(lengths::remove);
        long unneeded = lengths.values().stream().mapToLong(Long::longValue).sum();
        if (unneeded > 0) {
            engine.index().markGone(tx, object, unneeded, moved.isEmpty());
        }
        tx.createUpdate("UPDATE vault_object SET gone = size WHERE id = ANY(:ids)")
                .bind("ids", Columns.array("uuid", moves, Move::from))
                .execute();
        return null;
    }
}
