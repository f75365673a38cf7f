package relais.platform.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.db.Notifications;

/**
 * The queue as a table of the same database: enqueueing is part of the caller's transaction, and so
 * is consuming. Locks, order and wake-up: docs/formats/queue.md and docs/decisions/020-queue.md.
 */
public final class PostgresQueue implements Queue {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresQueue.class);
    private static final String CHANNEL = "queue";

    /** Finds what no word came for: delayed items that are due, partitions of a dead worker. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A look that is slow (many dead rows) may take this share (1/n) of the time at most. */
    private static final int LOOK_SHARE = 50;

    private final Database database;
    private final InstantSource clock;
    private final Duration look;
    private final QueueTable table;
    private final DeadLetters dead;
    private final RowTurns.Tools tools;
    private final List<TopicWorkers> subscriptions = new CopyOnWriteArrayList<>();
    private final AutoCloseable ear;
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("queue-look").factory());

    public PostgresQueue(Database database, InstantSource clock, RandomGenerator random) {
        this(database, clock, random, RetryPolicy.USUAL, LOOK);
    }

    PostgresQueue(
            Database database,
            InstantSource clock,
            RandomGenerator random,
            RetryPolicy retries,
            Duration look) {
        this.database = database;
        this.clock = clock;
        this.look = look;
        this.table = new QueueTable(clock);
        this.dead = new DeadLetters(clock);
        this.tools = new RowTurns.Tools(database, table, dead, clock, random, retries);
        this.ear = database.notifications().listen(CHANNEL, new Wake());
        looking.schedule(this::look, look.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void enqueue(Handle tx, Topic topic, List<Item> items) {
        items.forEach(QueueTable::check);
        if (items.isEmpty()) {
            return;
        }
        long partitions = table.insert(tx, topic, items, true);
        if (tx.isInTransaction()) {
            tx.afterCommit(() -> announce(topic.name(), partitions));
        } else {
            announce(topic.name(), partitions);
        }
    }

    @Override
    public void forward(String source, long upTo, Topic topic, List<Positioned> items) {
        items.forEach(positioned -> QueueTable.check(positioned.item()));
        long partitions =
                database.inTransaction(
                        tx -> {
                            long before = Forwarded.advance(tx, source, topic.name(), upTo);
                            List<Item> fresh =
                                    items.stream()
                                            .filter(p -> p.position() > before)
                                            .map(Positioned::item)
                                            .toList();
                            return fresh.isEmpty() ? 0L : table.insert(tx, topic, fresh, false);
                        });
        if (partitions != 0) {
            announce(topic.name(), partitions);
        }
    }

    @Override
    public long forwarded(String source) {
        return database.with(handle -> Forwarded.furthest(handle, source));
    }

    @Override
    public Subscription consume(Topic topic, int workers, int batch, BatchHandler handler) {
        return start(topic, new RowTurns(tools, topic, batch, handler), workers, () -> {});
    }

    TopicWorkers start(Topic topic, Turns turns, int workers, Runnable onClose) {
        TopicWorkers[] self = new TopicWorkers[1];
        self[0] =
                new TopicWorkers(
                        topic,
                        turns,
                        () -> {
                            subscriptions.remove(self[0]);
                            onClose.run();
                        });
        subscriptions.add(self[0]);
        self[0].start(workers);
        return self[0];
    }

    RowTurns.Tools tools() {
        return tools;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public List<TopicState> state() {
        Instant now = clock.instant();
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT topic, sum(depth), min(oldest), sum(dead) FROM (
                                          SELECT topic, sum(items) AS depth,
                                                 min(enqueued_at) AS oldest, 0 AS dead
                                          FROM platform_queue GROUP BY topic
                                          UNION ALL
                                          SELECT topic, 0, NULL, count(*)
                                          FROM platform_dead_letter GROUP BY topic) AS t
                                        GROUP BY topic ORDER BY topic
                                        """)
                                .map(
                                        (row, context) -> {
                                            var oldest = row.getTimestamp(3);
                                            return new TopicState(
                                                    row.getString(1),
                                                    row.getLong(2),
                                                    oldest == null
                                                            ? Duration.ZERO
                                                            : Duration.between(
                                                                    oldest.toInstant(), now),
                                                    row.getLong(4));
                                        })
                                .list());
    }

    @Override
    public List<DeadLetter> deadLetters(long before, int limit) {
        return database.with(handle -> dead.newest(handle, before, limit));
    }

    @Override
    public boolean replay(long deadLetter) {
        boolean back = database.inTransaction(tx -> dead.replay(tx, deadLetter)).isPresent();
        if (back) {
            subscriptions.forEach(workers -> workers.wakeForRows(-1L));
        }
        return back;
    }

    @Override
    public boolean drop(long deadLetter) {
        return database.inTransaction(tx -> dead.drop(tx, deadLetter));
    }

    private void announce(String topic, long partitions) {
        database.notifications().announce(CHANNEL, topic + " " + Long.toHexString(partitions));
    }

    private final class Wake implements Notifications.Listener {
        @Override
        public void heard(String word) {
            int space = word.lastIndexOf(' ');
            String topic = word.substring(0, space);
            long partitions = Long.parseUnsignedLong(word.substring(space + 1), 16);
            for (TopicWorkers workers : subscriptions) {
                if (workers.topic().name().equals(topic)) {
                    workers.wakeForRows(partitions);
                }
            }
        }

        @Override
        public void mayHaveMissed() {
            subscriptions.forEach(workers -> workers.wakeForRows(-1L));
        }
    }

    private void look() {
        long started = System.nanoTime();
        try {
            lookForWork();
        } catch (RuntimeException e) {
            // Boundary of the looking loop: the database is away; the next look may find it.
            LOG.debug("could not look for work", e);
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        if (!looking.isShutdown()) {
            looking.schedule(
                    this::look,
                    Math.max(look.toMillis(), took * LOOK_SHARE),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void lookForWork() {
        List<String> topics = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (TopicWorkers workers : subscriptions) {
            topics.add(workers.topic().name());
            counts.add(workers.topic().partitions());
        }
        if (topics.isEmpty()) {
            return;
        }
        database.with(
                handle -> {
                    handle.createQuery(
                                    """
                                        SELECT topic, p FROM unnest(:topics, :counts) AS t (topic, n),
                                          generate_series(0, n - 1) AS p
                                        WHERE EXISTS (
                                          SELECT FROM platform_queue AS q
                                          WHERE q.topic = t.topic AND q.partition = p::smallint
                                            AND (not_before IS NULL OR not_before <= :now))
                                        """)
                            .bindArray("topics", String.class, topics)
                            .bindArray("counts", Integer.class, counts)
                            .bind("now", clock.instant())
                            .map(
                                    (row, context) ->
                                            row.getString(1)
                                                    + " "
                                                    + Long.toHexString(1L << row.getInt(2)))
                            .forEach(new Wake()::heard);
                    return true;
                });
    }

    @Override
    public void close() {
        looking.shutdownNow();
        for (TopicWorkers workers : subscriptions) {
            workers.close();
        }
        try {
            ear.close();
        } catch (Exception e) {
            // Declared by AutoCloseable; taking an ear off a list cannot fail.
            throw new IllegalStateException(e);
        }
    }
}
