package relais.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.db.EmbeddedPostgres;
import relais.platform.testing.TestDatabase;

class PostgresQueueTest extends QueueContract {
    @TempDir Path home;

    @Override
    Queue open(Database database) {
        return new PostgresQueue(database, clock, new Random(1), RETRIES, LOOK);
    }

    @Test
    @Timeout(180)
    void nothingIsLostOrDoubledWhenTheServerIsKilledInMidFlow() throws Exception {
        queue.close();
        database.close();
        try (EmbeddedPostgres server = startServer()) {
            address = server.address();
            database = Database.open(address, 12);
            database.migrate("platform");
            makeEffectTable();
            queue = open(database);
            flowThrough(
                    () -> {
                        Path pid = home.resolve("cluster-18/postmaster.pid");
                        long postmaster = Long.parseLong(Files.readAllLines(pid).getFirst());
                        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
                    });
            stop();
            open.clear();
        }
    }

    @Test
    void aWorkerThatFreezesWithABatchInHandLosesItToAnother() throws Exception {
        Queue other = anotherProcess();
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        Subscription sleeper =
                queue.consume(
                        MO,
                        1,
                        10,
                        (tx, partition, batch) -> {
                            effect(tx, partition, batch);
                            tx.execute("SET LOCAL idle_in_transaction_session_timeout = 50");
                            frozen.countDown();
                            thaw.await();
                        });
        enqueue(item("one", "a", 1), item("two", "a", 2));
        assertThat(frozen.await(10, TimeUnit.SECONDS)).isTrue();
        try {
            open.add(other.consume(MO, 1, 10, this::effect));
            untilEffects(2);
        } finally {
            thaw.countDown();
        }
        sleeper.close();
        assertThat(number("SELECT count(*) FROM effect")).isEqualTo(2);
    }

    @Test
    void manyItemsEnqueuedTogetherLieInFewRowsYetASlowConsumerGetsFewAtATime() throws Exception {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            items.add(item("i" + i, "k" + i % 9, i));
        }
        enqueue(items.toArray(Item[]::new));
        assertThat(number("SELECT count(*) FROM platform_queue")).isLessThan(20);
        assertThat(depth()).isEqualTo(400);
        AtomicInteger largest = new AtomicInteger();
        open.add(
                queue.consume(
                        MO,
                        1,
                        8,
                        (tx, partition, batch) -> {
                            largest.accumulateAndGet(batch.size(), Math::max);
                            effect(tx, partition, batch);
                        }));
        untilEffects(400);
        assertThat(largest.get()).isLessThanOrEqualTo(16);
        assertThat(disorders()).isZero();
    }

    @Test
    void whileOneItemWaitsTheOthersOfItsPartitionPassItButNotThoseOfItsKey() throws Exception {
        Set<String> poison = ConcurrentHashMap.newKeySet();
        poison.add("i7");
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            items.add(item("i" + i, i % 10 == 7 ? "sick" : "k" + i % 10, i));
        }
        open.add(queue.consume(MO, 2, 20, throwingFor(poison)));
        enqueue(items.subList(0, 100).toArray(Item[]::new));
        untilEffects(90);
        enqueue(items.subList(100, 300).toArray(Item[]::new));
        untilEffects(270);
        assertThat(number("SELECT count(*) FROM effect WHERE key = 'sick'")).isZero();
        poison.clear();
        clock.advance(RETRIES.first());
        untilEffects(300);
        assertThat(disorders()).isZero();
    }

    private EmbeddedPostgres startServer() {
        return EmbeddedPostgres.start(home, TestDatabase.binaries(), Map.of());
    }
}
