package relais.platform.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of one subscription. Partitions that may have work are bits of a mask; a worker takes
 * the next one in turn that no other worker here has, and gives it back after a batch.
 */
final class TopicWorkers implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWorkers.class);
    private static final Duration PAUSE_FIRST = Duration.ofMillis(50);
    private static final Duration PAUSE_MOST = Duration.ofSeconds(5);
    private static final int NONE = -1;

    private final Topic topic;
    private final Turn[] turns;
    private final Runnable onClose;
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long waiting;
    private long busy;
    private int cursor;
    private boolean closing;

    TopicWorkers(Topic topic, Turn[] turns, Runnable onClose) {
        this.topic = topic;
        this.turns = turns;
        this.onClose = onClose;
    }

    void start(int workers) {
        wake(-1L);
        for (int i = 0; i < Math.min(workers, turns.length); i++) {
            threads.add(
                    Thread.ofVirtual().name("queue-" + topic.name() + "-" + i).start(this::run));
        }
    }

    Topic topic() {
        return topic;
    }

    /** Says that the table may have rows for the partitions whose bits are set. */
    void wakeForRows(long partitions) {
        for (int partition = 0; partition < turns.length; partition++) {
            if ((partitions & 1L << partition) != 0) {
                turns[partition].rowsMayWait();
            }
        }
        wake(partitions);
    }

    /** Says that the partitions whose bits are set may have work. */
    void wake(long partitions) {
        long mine = turns.length == Long.SIZE ? -1L : (1L << turns.length) - 1;
        lock.lock();
        try {
            waiting |= partitions & mine;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration pause = PAUSE_FIRST;
        for (int partition = next(); partition != NONE; partition = next()) {
            boolean more = true;
            try {
                more = turns[partition].take() == Turn.Found.MORE;
                pause = PAUSE_FIRST;
            } catch (RuntimeException e) {
                // Boundary of the worker loop: the database is away. Nothing is lost; try later.
                LOG.warn("queue {} waits {}: {}", topic.name(), pause, Failure.text(e));
                await(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(PAUSE_MOST) > 0 ? PAUSE_MOST : doubled;
            } finally {
                giveBack(partition, more);
            }
        }
    }

    private int next() {
        lock.lock();
        try {
            while (!closing) {
                long free = waiting & ~busy;
                if (free != 0) {
                    long ahead = free & (-1L << cursor);
                    int partition = Long.numberOfTrailingZeros(ahead != 0 ? ahead : free);
                    cursor = (partition + 1) % Long.SIZE;
                    waiting &= ~(1L << partition);
                    busy |= 1L << partition;
                    return partition;
                }
                changed.await();
            }
            return NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(int partition, boolean more) {
        lock.lock();
        try {
            busy &= ~(1L << partition);
            if (more) {
                waiting |= 1L << partition;
            }
            if ((waiting & ~busy) != 0) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closing && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        onClose.run();
    }
}
