package relais.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many append in every way while one forwards and acknowledges and others look on. */
class CrowdStory {

    private static final int WRITERS = 60;
    private static final int EACH = 50;

    @TempDir Path folder;

    private final Set<Long> positions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void everyEntryIsForwardedOnceAndInOrder() throws Exception {
        SpoolLimits limits = new SpoolLimits(4 << 20, 16 << 10, 1 << 10);
        List<byte[]> forwarded = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try (Spool spool = Spool.open(folder, limits)) {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                threads.add(start(() -> write(spool, writer)));
            }
            List<Thread> onlookers = List.of(start(() -> look(spool)), start(() -> look(spool)));
            forward(spool, forwarded);
            for (Thread thread : threads) {
                thread.join();
            }
            done.set(true);
            for (Thread thread : onlookers) {
                thread.join();
            }
            assertThat(spool.state().entries()).isZero();
            assertThat(spool.state().damaged()).isZero();
            assertThat(spool.state().bytes()).isLessThan(40 << 10);
        }
        assertThat(failure.get()).isNull();
        assertThat(answered).hasValue(WRITERS * EACH);
        assertThat(positions).hasSize(WRITERS * EACH);
        int[] next = new int[WRITERS];
        for (byte[] payload : forwarded) {
            ByteBuffer bytes = ByteBuffer.wrap(payload);
            int writer = bytes.getInt();
            assertThat(bytes.getInt()).as("writer %d", writer).isEqualTo(next[writer]++);
        }
    }

    private Thread start(Runnable task) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                task.run();
                            } catch (Throwable thrown) {
                                failure.compareAndSet(null, thrown);
                            }
                        });
    }

    private void write(Spool spool, int writer) {
        for (int i = 0; i < EACH; ) {
            switch (writer % 3) {
                case 0 -> stored(spool.append(payload(writer, i++)), 1);
                case 1 -> {
                    List<byte[]> group = new ArrayList<>();
                    for (int n = 1 + i % 7; n > 0 && i < EACH; n--) {
                        group.add(payload(writer, i++));
                    }
                    stored(spool.appendAll(group), group.size());
                }
                default -> spool.append(payload(writer, i++), answer -> stored(answer, 1));
            }
        }
    }

    private static byte[] payload(int writer, int number) {
        return ByteBuffer.allocate(8 + (writer * 31 + number * 7) % 300)
                .putInt(0, writer)
                .putInt(4, number)
                .array();
    }

    private void stored(Appended answer, int count) {
        long last = ((Appended.Stored) answer).position();
        for (int i = 0; i < count; i++) {
            positions.add(last - i);
        }
        answered.addAndGet(count);
    }

    private void forward(Spool spool, List<byte[]> forwarded) {
        long after = 0;
        while (forwarded.size() < WRITERS * EACH) {
            assertThat(failure.get()).isNull();
            assertThat(spool.awaitBeyond(after, Duration.ofSeconds(20))).isTrue();
            for (Entry entry : spool.read(after, 100, 10_000)) {
                assertThat(entry.position()).isEqualTo(after + 1);
                after = entry.position();
                forwarded.add(entry.payload());
            }
            spool.acknowledge(after);
        }
    }

    private void look(Spool spool) {
        while (!done.get()) {
            long from = spool.acknowledged();
            long before = from;
            for (Entry entry : spool.read(from, 20, 5_000)) {
                assertThat(entry.position()).isGreaterThan(before);
                before = entry.position();
            }
            spool.state();
            spool.awaitBeyond(before, Duration.ofMillis(20));
        }
    }
}
