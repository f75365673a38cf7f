package relais.platform.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import relais.platform.db.BinaryCopy;
import relais.platform.queue.QueuedItem.Place;

/**
 * The statements on platform_queue; who calls them holds the partitions' locks where one is due.
 */
final class QueueTable {
    /** Delayed items looked at; beyond, their partitions wait for them. */
    static final int DELAYED_MOST = 1_000;

    /**
     * A worker frozen with a partition in its hands is cut off by the server after this long, so
     * that another goes on. Longer than any pause a healthy process makes between two statements.
     */
    private static final String LONGEST_PAUSE = "15s";

    private static final int NAME_LIMIT = 400;

    /** Items of one partition enqueued together lie in rows of about this: one page, in the row. */
    private static final int CHUNK_BYTES = 7_000;

    private static final String COLUMNS =
            "partition, id, sub, items, item_id, key, body, once, attempts, enqueued_at";

    private static final RowMapper<Row> ROW =
            (row, context) ->
                    new Row(
                            row.getInt(1),
                            new Place(row.getLong(2), row.getInt(3)),
                            row.getInt(4),
                            row.getString(5),
                            row.getString(6),
                            row.getBytes(7),
                            row.getBoolean(8),
                            row.getInt(9),
                            row.getTimestamp(10).toInstant());

    private static final Comparator<Row> OLDEST_FIRST =
            Comparator.comparingInt(Row::partition)
                    .thenComparingLong(row -> row.place().id())
                    .thenComparingInt(row -> row.place().sub());

    private final InstantSource clock;

    QueueTable(InstantSource clock) {
        this.clock = clock;
    }

    /** An item that waits after a failure; others of its key wait behind it. */
    record Delayed(int partition, Place place, String key, Instant notBefore) {}

    /** Refuses what could not be stored or handled; before anything of the batch is stored. */
    static void check(Item item) {
        if (item.body().length > Queue.BODY_LIMIT) {
            throw new IllegalArgumentException(
                    "item "
                            + item.id()
                            + " has a body of "
                            + item.body().length
                            + " bytes; the queue takes at most "
                            + Queue.BODY_LIMIT);
        }
        if (item.id().length() > NAME_LIMIT || item.key().length() > NAME_LIMIT) {
            throw new IllegalArgumentException(
                    "an item's id and key are at most " + NAME_LIMIT + " characters");
        }
    }

    /** Adds the items in as few rows as may be; the answer has a bit for each partition of them. */
    long insert(Handle tx, Topic topic, Collection<Item> items, boolean once) {
        TreeMap<Integer, List<Queue.Positioned>> byPartition = new TreeMap<>();
        for (Item item : items) {
            byPartition
                    .computeIfAbsent(topic.partitionOf(item.key()), p -> new ArrayList<>())
                    .add(new Queue.Positioned(-1, item));
        }
        Rows rows = new Rows(topic, once, clock.instant());
        long partitions = 0;
        for (var entry : byPartition.entrySet()) {
            partitions |= 1L << entry.getKey();
            Chunk.split(Chunk.OUTBOX, clock.instant(), entry.getValue(), CHUNK_BYTES)
                    .forEach(chunk -> rows.add(entry.getKey(), chunk));
        }
        rows.into(tx);
        return partitions;
    }

    /** Adds the items a row each, with their keys in sight. */
    void insertSingly(Handle tx, Topic topic, Collection<Item> items) {
        Rows rows = new Rows(topic, false, clock.instant());
        items.forEach(item -> rows.add(topic.partitionOf(item.key()), item));
        rows.into(tx);
    }

    /** Rows on their way into the table. */
    private static final class Rows {
        private final BinaryCopy copy = new BinaryCopy(8);
        private final Topic topic;
        private final boolean once;
        private final Instant now;

        Rows(Topic topic, boolean once, Instant now) {
            this.topic = topic;
            this.once = once;
            this.now = now;
        }

        void add(int partition, Chunk chunk) {
            if (chunk.items().size() == 1) {
                add(partition, chunk.items().getFirst().item());
            } else {
                copy.row().text(topic.name()).int2(partition).int4(chunk.items().size());
                copy.text("").text("").bytes(chunk.bytes()).bool(once).timestamptz(now);
            }
        }

        void add(int partition, Item item) {
            copy.row().text(topic.name()).int2(partition).int4(1);
            copy.text(item.id()).text(item.key()).bytes(item.body()).bool(once).timestamptz(now);
        }

        void into(Handle tx) {
            copy.into(
                    tx,
                    "platform_queue"
                            + " (topic, partition, items, item_id, key, body, once, enqueued_at)");
        }
    }

    /** Takes the partitions for this transaction; answers those that no other worker has. */
    long lock(Handle tx, Topic topic, long partitions) {
        List<Integer> wanted = bits(partitions);
        Long[] locks = wanted.stream().map(p -> lockNumber(topic, p)).toArray(Long[]::new);
        List<Boolean> locked =
                tx.createQuery(
                                """
                                SELECT pg_try_advisory_xact_lock(lock)
                                FROM set_config('idle_in_transaction_session_timeout', :pause, true),
                                  unnest(:locks::bigint[]) WITH ORDINALITY AS t (lock, place)
                                ORDER BY place
                                """)
                        .bind("pause", LONGEST_PAUSE)
                        .bind("locks", locks)
                        .mapTo(Boolean.class)
                        .list();
        long mine = 0;
        for (int i = 0; i < locks.length; i++) {
            mine |= locked.get(i) ? 1L << wanted.get(i) : 0;
        }
        return mine;
    }

    List<Delayed> delayed(Handle tx, Topic topic, long partitions) {
        return tx.createQuery(
                        """
                        SELECT partition, id, sub, key, not_before FROM platform_queue
                        WHERE topic = :topic AND partition = ANY (:partitions)
                          AND not_before IS NOT NULL
                        ORDER BY partition, id, sub LIMIT :most
                        """)
                .bind("topic", topic.name())
                .bind("partitions", bits(partitions).toArray(Integer[]::new))
                .bind("most", DELAYED_MOST)
                .map(
                        (row, context) ->
                                new Delayed(
                                        row.getInt(1),
                                        new Place(row.getLong(2), row.getInt(3)),
                                        row.getString(4),
                                        row.getTimestamp(5).toInstant()))
                .list();
    }

    /**
     * Removes and gives the oldest rows of each partition after its floor, until they hold {@code
     * share} items of it.
     *
     * @param floors by partition
     */
    List<Row> takeOldest(Handle tx, Topic topic, long partitions, long[] floors, int share) {
        List<Integer> wanted = bits(partitions);
        Long[] from = wanted.stream().map(partition -> floors[partition]).toArray(Long[]::new);
        return tx
                .createQuery(
                        """
                        DELETE FROM platform_queue WHERE ctid = ANY (ARRAY(
                          SELECT row FROM unnest(:partitions::smallint[], :floors::bigint[])
                            AS p (partition, floor),
                            LATERAL (
                              SELECT ctid AS row, sum(items) OVER (ORDER BY id, sub) - items AS before
                              FROM (
                                SELECT ctid, items, id, sub FROM platform_queue AS q
                                WHERE q.topic = :topic AND q.partition = p.partition
                                  AND q.id > p.floor AND q.not_before IS NULL
                                ORDER BY id, sub LIMIT :share) AS oldest) AS summed
                          WHERE before < :share))
                        RETURNING %s
                        """
                                .formatted(COLUMNS))
                .bind("partitions", wanted.toArray(Integer[]::new))
                .bind("floors", from)
                .bind("topic", topic.name())
                .bind("share", share)
                .map(ROW)
                .stream()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** Removes and gives the oldest single items before the row {@code end} with other keys. */
    List<Row> takePassing(
            Handle tx, Topic topic, int partition, Passing passing, List<String> blocked) {
        return tx
                .createQuery(
                        """
                        DELETE FROM platform_queue WHERE ctid = ANY (ARRAY(
                          SELECT ctid FROM platform_queue
                          WHERE topic = :topic AND partition = :partition
                            AND id > :floor AND id < :end
                            AND not_before IS NULL AND items = 1 AND key <> ALL (:blocked)
                          ORDER BY id, sub LIMIT :most))
                        RETURNING %s
                        """
                                .formatted(COLUMNS))
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("floor", passing.floor)
                .bind("end", passing.end)
                .bindArray("blocked", String.class, blocked)
                .bind("most", passing.most)
                .map(ROW)
                .stream()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** Where items may pass those that are delayed: rows between two others, and how many. */
    record Passing(long floor, long end, int most) {}

    /** Removes and gives those of the named rows that are still there, oldest first. */
    List<Row> take(Handle tx, Topic topic, int partition, List<Place> places) {
        return tx
                .createQuery(
                        """
                        DELETE FROM platform_queue
                        WHERE topic = :topic AND partition = :partition
                          AND (id, sub) IN (SELECT * FROM unnest(:ids::bigint[], :subs::int[]))
                        RETURNING %s
                        """
                                .formatted(COLUMNS))
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("ids", places.stream().map(Place::id).toArray(Long[]::new))
                .bind("subs", places.stream().map(Place::sub).toArray(Integer[]::new))
                .map(ROW)
                .stream()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** The oldest rows after {@code floor} that are chunks. */
    List<Place> chunks(Handle tx, Topic topic, int partition, long floor, int most) {
        return tx.createQuery(
                        """
                        SELECT id, sub FROM platform_queue
                        WHERE topic = :topic AND partition = :partition AND id > :floor
                          AND items > 1
                        ORDER BY id LIMIT :most
                        """)
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("floor", floor)
                .bind("most", most)
                .map((row, context) -> new Place(row.getLong(1), row.getInt(2)))
                .list();
    }

    /** Puts chunks into rows of single items, in their place. */
    void unpack(Handle tx, Topic topic, int partition, List<Place> chunks) {
        if (chunks.isEmpty()) {
            return;
        }
        for (Row chunk : take(tx, topic, partition, chunks)) {
            putBack(tx, topic, partition, chunk.unpack(), chunk.enqueuedAt());
        }
    }

    /** Puts items that were in a chunk into rows of their own, in their place. */
    void putBack(Handle tx, Topic topic, int partition, List<QueuedItem> items, Instant since) {
        BinaryCopy rows = new BinaryCopy(10);
        for (QueuedItem one : items) {
            rows.row().text(topic.name()).int2(partition).int8(one.place().id());
            rows.int4(one.place().sub()).int4(1).text(one.item().id()).text(one.item().key());
            rows.bytes(one.item().body()).bool(one.once()).timestamptz(since);
        }
        rows.into(
                tx,
                "platform_queue (topic, partition, id, sub, items, item_id, key, body, once,"
                        + " enqueued_at)");
    }

    void delay(Handle tx, Topic topic, int partition, Place at, Instant until, String error) {
        tx.createUpdate(
                        """
                        UPDATE platform_queue
                        SET attempts = attempts + 1, not_before = :until, error = :error
                        WHERE topic = :topic AND partition = :partition AND id = :id AND sub = :sub
                        """)
                .bind("until", until)
                .bind("error", error)
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("id", at.id())
                .bind("sub", at.sub())
                .execute();
    }

    /** Keys that have rows, for items from elsewhere that must not pass them. */
    List<String> keys(Handle tx, Topic topic, int partition) {
        return tx.createQuery(
                        """
                        SELECT DISTINCT key FROM platform_queue
                        WHERE topic = :topic AND partition = :partition LIMIT :most
                        """)
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("most", DELAYED_MOST)
                .mapTo(String.class)
                .list();
    }

    /** Adds an item that failed once elsewhere, to be tried again from here. */
    void insertFailed(
            Handle tx, Topic topic, int partition, Item item, Instant until, String error) {
        tx.createUpdate(
                        """
                        INSERT INTO platform_queue (topic, partition, item_id, key, body, once,
                          enqueued_at, attempts, not_before, error)
                        VALUES (:topic, :partition, :item, :key, :body, false,
                          :now, 1, :until, :error)
                        """)
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("item", item.id())
                .bind("key", item.key())
                .bind("body", item.body())
                .bind("now", clock.instant())
                .bind("until", until)
                .bind("error", error)
                .execute();
    }

    /** The partitions whose bits are set. */
    static List<Integer> bits(long partitions) {
        List<Integer> bits = new ArrayList<>(Long.bitCount(partitions));
        for (long left = partitions; left != 0; left &= left - 1) {
            bits.add(Long.numberOfTrailingZeros(left));
        }
        return bits;
    }

    /** FNV-1a over the names: two partitions that collide merely take turns. */
    private static long lockNumber(Topic topic, int partition) {
        long hash = 0xcbf29ce484222325L;
        String name = "relais queue " + topic.name() + " " + partition;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
