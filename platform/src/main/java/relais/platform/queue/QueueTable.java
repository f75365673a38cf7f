package relais.platform.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import relais.platform.db.BinaryCopy;

/** The statements on platform_queue; who calls them holds the partition's lock where one is due. */
final class QueueTable {
    /** Delayed items of one partition looked at; beyond, the partition waits for them. */
    static final int DELAYED_MOST = 1_000;

    /**
     * A worker frozen with a partition in its hands is cut off by the server after this long, so
     * that another goes on. Longer than any pause a healthy process makes between two statements.
     */
    private static final String LONGEST_PAUSE = "15s";

    private static final int NAME_LIMIT = 400;

    private static final RowMapper<QueuedItem> ROW =
            (row, context) ->
                    new QueuedItem(
                            row.getLong("id"),
                            new Item(
                                    row.getString("item_id"),
                                    row.getString("key"),
                                    row.getBytes("body")),
                            row.getBoolean("once"),
                            row.getInt("attempts"));

    private final InstantSource clock;

    QueueTable(InstantSource clock) {
        this.clock = clock;
    }

    /** An item that waits after a failure; others of its key wait behind it. */
    record Delayed(long id, String key, Instant notBefore) {}

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

    /** Adds the items; the answer has a bit set for each partition that got one. */
    long insert(Handle tx, Topic topic, Collection<Item> items, boolean once) {
        BinaryCopy rows = new BinaryCopy(7);
        Instant now = clock.instant();
        long partitions = 0;
        for (Item item : items) {
            int partition = topic.partitionOf(item.key());
            partitions |= 1L << partition;
            rows.row().text(topic.name()).int2(partition).text(item.id()).text(item.key());
            rows.bytes(item.body()).bool(once).timestamptz(now);
        }
        rows.into(tx, "platform_queue (topic, partition, item_id, key, body, once, enqueued_at)");
        return partitions;
    }

    /** Takes the partition for this transaction; false if another worker has it. */
    boolean lock(Handle tx, Topic topic, int partition) {
        return tx.createQuery(
                        """
                        SELECT pg_try_advisory_xact_lock(:lock)
                        FROM set_config('idle_in_transaction_session_timeout', :pause, true)
                        """)
                .bind("lock", lockNumber(topic, partition))
                .bind("pause", LONGEST_PAUSE)
                .mapTo(Boolean.class)
                .one();
    }

    List<Delayed> delayed(Handle tx, Topic topic, int partition) {
        return tx.createQuery(
                        """
                        SELECT id, key, not_before FROM platform_queue
                        WHERE topic = :topic AND partition = :partition AND not_before IS NOT NULL
                        ORDER BY id LIMIT :most
                        """)
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("most", DELAYED_MOST)
                .map(
                        (row, context) ->
                                new Delayed(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getTimestamp(3).toInstant()))
                .list();
    }

    /** Removes and gives the oldest items after {@code floor} whose key is not blocked. */
    List<QueuedItem> takeOldest(
            Handle tx, Topic topic, int partition, long floor, List<String> blocked, int most) {
        String unblocked = blocked.isEmpty() ? "" : "AND key <> ALL (:blocked)";
        var query =
                tx.createQuery(
                        """
                        DELETE FROM platform_queue WHERE ctid = ANY (ARRAY(
                          SELECT ctid FROM platform_queue
                          WHERE topic = :topic AND partition = :partition AND id > :floor
                            AND not_before IS NULL %s
                          ORDER BY id LIMIT :most))
                        RETURNING id, item_id, key, body, once, attempts
                        """
                                .formatted(unblocked));
        if (!blocked.isEmpty()) {
            query.bindArray("blocked", String.class, blocked);
        }
        return query
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("floor", floor)
                .bind("most", most)
                .map(ROW)
                .stream()
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }

    /** Removes and gives those of the named items that are still there, oldest first. */
    List<QueuedItem> take(Handle tx, Topic topic, int partition, List<Long> ids) {
        return tx
                .createQuery(
                        """
                        DELETE FROM platform_queue
                        WHERE topic = :topic AND partition = :partition AND id = ANY (:ids)
                        RETURNING id, item_id, key, body, once, attempts
                        """)
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bindArray("ids", Long.class, ids)
                .map(ROW)
                .stream()
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }

    void delay(Handle tx, Topic topic, int partition, long id, Instant until, String error) {
        tx.createUpdate(
                        """
                        UPDATE platform_queue
                        SET attempts = attempts + 1, not_before = :until, error = :error
                        WHERE topic = :topic AND partition = :partition AND id = :id
                        """)
                .bind("until", until)
                .bind("error", error)
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("id", id)
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
