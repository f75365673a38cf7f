package relais.platform.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import relais.platform.db.BinaryCopy;
import relais.platform.db.Database;

/**
 * Items enqueued in callers' transactions, and the step that carries them to the broker: removed,
 * published, confirmed, committed. When it dies in between, the next relay publishes them again and
 * the consumer knows them by their ids.
 */
final class Outbox {
    /** At 64 KiB an item this is 16 MB in memory at worst; in ordinary work 100 kB. */
    private static final int ROUND = 256;

    /** One relay at a time keeps the order; any constant that nobody else uses. */
    private static final long LOCK = 0x52656c6179L;

    private static final String LONGEST_PAUSE = "15s";

    private final Database database;
    private final InstantSource clock;
    private final RabbitPublisher publisher;

    Outbox(Database database, InstantSource clock, RabbitPublisher publisher) {
        this.database = database;
        this.clock = clock;
        this.publisher = publisher;
    }

    private record Row(long id, Topic topic, int partition, Item item) {}

    void insert(Handle tx, Topic topic, Collection<Item> items) {
        BinaryCopy rows = new BinaryCopy(6);
        Instant now = clock.instant();
        for (Item item : items) {
            rows.row().text(topic.name()).int2(topic.partitionOf(item.key()));
            rows.text(item.id()).text(item.key()).bytes(item.body()).timestamptz(now);
        }
        rows.into(tx, "platform_outbox (topic, partition, item_id, key, body, enqueued_at)");
    }

    /** Carries the oldest items over; true if there may be more. */
    boolean relay(Map<String, Topic> topics) {
        return database.inTransaction(
                tx -> {
                    if (!lock(tx)) {
                        return false; // whoever relays looks again after its round
                    }
                    List<Row> rows = take(tx, topics);
                    if (rows.isEmpty()) {
                        return false;
                    }
                    publisher.publish(loads(rows));
                    Map<String, Integer> counts = new LinkedHashMap<>();
                    rows.forEach(row -> counts.merge(row.topic.name(), 1, Integer::sum));
                    counts.forEach((topic, n) -> Forwarded.count(tx, Chunk.OUTBOX, topic, n));
                    return rows.size() == ROUND;
                });
    }

    private static boolean lock(Handle tx) {
        return tx.createQuery(
                        """
                        SELECT pg_try_advisory_xact_lock(:lock)
                        FROM set_config('idle_in_transaction_session_timeout', :pause, true)
                        """)
                .bind("lock", LOCK)
                .bind("pause", LONGEST_PAUSE)
                .mapTo(Boolean.class)
                .one();
    }

    private List<Row> take(Handle tx, Map<String, Topic> topics) {
        return tx
                .createQuery(
                        """
                        DELETE FROM platform_outbox WHERE ctid = ANY (ARRAY(
                          SELECT ctid FROM platform_outbox ORDER BY id LIMIT :most))
                        RETURNING id, topic, partition, item_id, key, body
                        """)
                .bind("most", ROUND)
                .map(
                        (row, context) -> {
                            String name = row.getString("topic");
                            int partition = row.getInt("partition");
                            Topic known = topics.get(name);
                            // Another process's topic: its queue up to this partition must exist.
                            Topic topic = known != null ? known : new Topic(name, partition + 1);
                            return new Row(
                                    row.getLong("id"),
                                    topic,
                                    partition,
                                    new Item(
                                            row.getString("item_id"),
                                            row.getString("key"),
                                            row.getBytes("body")));
                        })
                .stream()
                .sorted((a, b) -> Long.compare(a.id, b.id))
                .toList();
    }

    private List<RabbitPublisher.Load> loads(List<Row> rows) {
        record Where(Topic topic, int partition) {}
        Map<Where, List<Queue.Positioned>> grouped = new LinkedHashMap<>();
        for (Row row : rows) {
            grouped.computeIfAbsent(new Where(row.topic, row.partition), where -> new ArrayList<>())
                    .add(new Queue.Positioned(-1, row.item));
        }
        Instant now = clock.instant();
        List<RabbitPublisher.Load> loads = new ArrayList<>();
        grouped.forEach(
                (where, items) ->
                        loads.add(
                                new RabbitPublisher.Load(
                                        where.topic,
                                        where.partition,
                                        Chunk.split(Chunk.OUTBOX, now, items, Chunk.BYTES))));
        return loads;
    }
}
