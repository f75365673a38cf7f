package relais.platform.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

/** Queues under test as several processes see them, and the effects that their handlers leave. */
abstract class QueueProcesses {
    static final RetryPolicy RETRIES =
            new RetryPolicy(3, Duration.ofSeconds(10), Duration.ofSeconds(15));
    static final Duration LOOK = Duration.ofMillis(20);
    static final Topic MO = new Topic("mo", 4);

    final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T08:00:00Z"));
    final List<AutoCloseable> open = new ArrayList<>();
    DatabaseAddress address;
    Database database;
    Queue queue;

    /** A queue for tests, retrying by {@link #RETRIES} and looking for work every {@link #LOOK}. */
    abstract Queue open(Database database) throws Exception;

    /** What a child process's JVM must be told to open the same queue. */
    List<String> childOptions() throws Exception {
        return List.of();
    }

    /** Something that may fail in a test. */
    interface Blow {
        void fall() throws Exception;
    }

    /** A log hands items over to two processes while {@code blow} falls. */
    void flowThrough(Blow blow) throws Exception {
        Queue other = anotherProcess();
        open.add(queue.consume(MO, 2, 50, this::effect));
        open.add(other.consume(MO, 2, 50, this::effect));
        AtomicInteger handedOver = new AtomicInteger();
        int total = 3_000;
        Thread log =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (handedOver.get() < total) {
                                        handOver(handedOver, 100);
                                    }
                                });
        while (handedOver.get() < total / 3) {
            Thread.sleep(1);
        }
        blow.fall();
        for (int i = 0; i < 50; i++) {
            enqueuePatiently(item("e" + i, "e" + i % 3, i));
        }
        log.join();
        untilEffects(total + 50);
        assertThat(number("SELECT count(DISTINCT item) FROM effect")).isEqualTo(total + 50);
        assertThat(disorders()).isZero();
    }

    private void handOver(AtomicInteger handedOver, int count) {
        List<Queue.Positioned> items = new ArrayList<>();
        int from = handedOver.get();
        for (int i = from; i < from + count; i++) {
            items.add(new Queue.Positioned(i + 1, item("n1:" + (i + 1), "k" + i % 40, i)));
        }
        try {
            queue.forward("n1", from + count, MO, items);
            handedOver.set(from + count);
        } catch (RuntimeException away) {
            pause(); // as a log does: the same again, later
        }
    }

    private void enqueuePatiently(Item item) {
        while (true) {
            try {
                enqueue(item);
                return;
            } catch (RuntimeException away) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void start() throws Exception {
        address = TestDatabase.freshAddress();
        database = Database.open(address, 12);
        makeEffectTable();
        queue = open(database);
    }

    void makeEffectTable() {
        database.useTransaction(
                tx ->
                        tx.execute(
                                """
                                CREATE TABLE effect (
                                  n bigint GENERATED ALWAYS AS IDENTITY,
                                  item text, key text, number int)
                                """));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
        queue.close();
        database.close();
    }

    long depth() {
        return queue.state().stream().mapToLong(TopicState::depth).sum();
    }

    Queue anotherProcess() throws Exception {
        Database pool = Database.open(address, 8);
        open.add(pool);
        Queue other = open(pool);
        open.add(other);
        return other;
    }

    void enqueue(Item... items) {
        database.useTransaction(tx -> queue.enqueue(tx, MO, List.of(items)));
    }

    static Item item(String id, String key, int number) {
        return new Item(id, key, ("{\"n\":" + number + "}").getBytes(UTF_8));
    }

    static Queue.Positioned at(long position, String key) {
        return new Queue.Positioned(position, item("n1:" + position, key, (int) position));
    }

    void effect(Handle tx, int partition, List<Item> batch) {
        assertThat(batch.stream().map(item -> MO.partitionOf(item.key()))).contains(partition);
        for (Item item : batch) {
            String body = new String(item.body(), UTF_8);
            boolean json = body.startsWith("{\"n\":");
            tx.execute(
                    "INSERT INTO effect (item, key, number) VALUES (?, ?, ?)",
                    item.id(),
                    item.key(),
                    json ? Integer.parseInt(body.substring(5, body.length() - 1)) : 0);
        }
    }

    BatchHandler throwingFor(Set<String> poison) {
        return (tx, partition, batch) -> {
            for (Item item : batch) {
                effect(tx, MO.partitionOf(item.key()), List.of(item));
                if (poison.contains(item.id())) {
                    throw new IllegalArgumentException("cannot handle " + item.id());
                }
            }
        };
    }

    void untilEffects(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (number("SELECT count(*) FROM effect") < count && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(number("SELECT count(*) FROM effect")).isEqualTo(count);
    }

    /** Effects of one key that came after a later one. */
    long disorders() {
        return number(
                """
                SELECT count(*) FROM effect AS a JOIN effect AS b
                ON a.key = b.key AND a.n < b.n AND a.number > b.number
                """);
    }

    long number(String sql) {
        return database.with(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    String text(String sql) {
        return database.with(h -> h.createQuery(sql).mapTo(String.class).one());
    }
}
