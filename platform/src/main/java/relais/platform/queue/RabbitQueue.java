package relais.platform.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.db.Notifications;

/**
 * The queue on RabbitMQ quorum queues: a transactional outbox and a relay in, confirms everywhere,
 * one active consumer a partition, effects and their mark in one database transaction out. Failed
 * items and dead letters lie in the database, as with {@link PostgresQueue}. How it holds together:
 * docs/decisions/020-queue.md.
 */
public final class RabbitQueue implements Queue {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitQueue.class);
    private static final String CHANNEL = "outbox";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Database database;
    private final InstantSource clock;
    private final PostgresQueue rows;
    private final RabbitLink link;
    private final RabbitPublisher publisher;
    private final RabbitConsumers consumers;
    private final Outbox outbox;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final AtomicBoolean relayWaits = new AtomicBoolean();
    private final AutoCloseable ear;

    /** Whether the last round failed; only the relay's own thread looks. */
    private boolean relayStopped;

    private final ScheduledExecutorService relay =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("queue-relay").factory());

    public RabbitQueue(
            Database database, RabbitAddress address, InstantSource clock, RandomGenerator random) {
        this(database, address, clock, random, RetryPolicy.USUAL, LOOK);
    }

    RabbitQueue(
            Database database,
            RabbitAddress address,
            InstantSource clock,
            RandomGenerator random,
            RetryPolicy retries,
            Duration look) {
        this.database = database;
        this.clock = clock;
        this.rows = new PostgresQueue(database, clock, random, retries, look);
        this.link = new RabbitLink(address);
        this.publisher = new RabbitPublisher(link);
        this.consumers = new RabbitConsumers(link, this::buryUnreadable);
        this.outbox = new Outbox(database, clock, publisher);
        this.ear = database.notifications().listen(CHANNEL, new Wake());
        relay.scheduleWithFixedDelay(this::look, 0, look.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void enqueue(Handle tx, Topic topic, List<Item> items) {
        items.forEach(QueueTable::check);
        if (items.isEmpty()) {
            return;
        }
        topics.put(topic.name(), topic);
        outbox.insert(tx, topic, items);
        if (tx.isInTransaction()) {
            tx.afterCommit(() -> database.notifications().announce(CHANNEL, "more"));
        } else {
            database.notifications().announce(CHANNEL, "more");
        }
    }

    @Override
    public void forward(String source, long upTo, Topic topic, List<Positioned> items) {
        if (source.equals(Chunk.OUTBOX)) {
            throw new IllegalArgumentException("a log has a name");
        }
        items.forEach(positioned -> QueueTable.check(positioned.item()));
        topics.put(topic.name(), topic);
        long before = database.with(handle -> Forwarded.position(handle, source, topic.name()));
        Map<Integer, List<Positioned>> partitions = new LinkedHashMap<>();
        int fresh = 0;
        for (Positioned positioned : items) {
            if (positioned.position() > before) {
                partitions
                        .computeIfAbsent(
                                topic.partitionOf(positioned.item().key()),
                                partition -> new ArrayList<>())
                        .add(positioned);
                fresh++;
            }
        }
        Instant now = clock.instant();
        Map<Integer, List<Chunk>> chunks = new LinkedHashMap<>();
        partitions.forEach(
                (partition, of) ->
                        chunks.put(partition, Chunk.split(source, now, of, Chunk.BYTES)));
        if (!chunks.isEmpty()) {
            publisher.publish(RabbitPublisher.loads(topic, chunks));
        }
        int count = fresh;
        database.useTransaction(
                tx -> {
                    Forwarded.advance(tx, source, topic.name(), upTo);
                    Forwarded.count(tx, source, topic.name(), count);
                });
    }

    @Override
    public long forwarded(String source) {
        return database.with(handle -> Forwarded.furthest(handle, source));
    }

    @Override
    public Subscription consume(Topic topic, int workers, int batch, BatchHandler handler) {
        topics.put(topic.name(), topic);
        RabbitTurns turns = new RabbitTurns(rows.tools(), topic, batch, handler);
        RabbitConsumers.Registration[] self = new RabbitConsumers.Registration[1];
        TopicWorkers started = rows.start(topic, turns, workers, () -> consumers.remove(self[0]));
        self[0] = new RabbitConsumers.Registration(topic, turns, started);
        consumers.add(self[0]);
        return started;
    }

    @Override
    public List<TopicState> state() {
        Map<String, TopicState> states = new LinkedHashMap<>();
        rows.state().forEach(state -> states.put(state.topic(), state));
        Instant now = clock.instant();
        for (TopicState onTheWay : database.with(handle -> Forwarded.onTheWay(handle, now))) {
            states.merge(onTheWay.topic(), onTheWay, RabbitQueue::sum);
        }
        return List.copyOf(states.values());
    }

    @Override
    public Optional<String> trouble() {
        return link.trouble();
    }

    private static TopicState sum(TopicState a, TopicState b) {
        Duration oldest = a.oldest().compareTo(b.oldest()) > 0 ? a.oldest() : b.oldest();
        return new TopicState(a.topic(), a.depth() + b.depth(), oldest, a.dead() + b.dead());
    }

    @Override
    public List<DeadLetter> deadLetters(long before, int limit) {
        return rows.deadLetters(before, limit);
    }

    /** It comes back as a row: the table is where items wait that are tried again. */
    @Override
    public boolean replay(long deadLetter) {
        return rows.replay(deadLetter);
    }

    @Override
    public boolean drop(long deadLetter) {
        return rows.drop(deadLetter);
    }

    private void buryUnreadable(Topic topic, int partition, byte[] body, String error) {
        Item item = new Item("unreadable", "", body);
        database.useTransaction(
                tx ->
                        rows.tools()
                                .dead()
                                .bury(
                                        tx,
                                        topic,
                                        partition,
                                        new QueuedItem(QueuedItem.NOWHERE, item, false, 0),
                                        error));
        LOG.warn("an unreadable message of {} is a dead letter now: {}", topic.name(), error);
    }

    private final class Wake implements Notifications.Listener {
        @Override
        public void heard(String word) {
            if (relayWaits.compareAndSet(false, true)) {
                relay.execute(RabbitQueue.this::relay);
            }
        }

        @Override
        public void mayHaveMissed() {
            heard("");
        }
    }

    private void look() {
        consumers.look();
        publisher.look();
        relay();
    }

    private void relay() {
        relayWaits.set(false);
        try {
            boolean more = true;
            while (more) {
                more = outbox.relay(topics);
            }
            if (relayStopped) {
                relayStopped = false;
                LOG.info("the relay goes on");
            }
        } catch (RuntimeException e) {
            // Boundary of the relay's loop: broker or database are away; the next look tries again.
            if (!relayStopped) {
                relayStopped = true;
                LOG.warn("the relay waits: {}", Failure.text(e));
            }
        }
    }

    @Override
    public void close() {
        try {
            ear.close();
        } catch (Exception e) {
            // Declared by AutoCloseable; taking an ear off a list cannot fail.
            throw new IllegalStateException(e);
        }
        relay.shutdown();
        try {
            relay.awaitTermination(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rows.close();
        consumers.close();
        publisher.close();
    }
}
