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
 * the next ones in turn that no other worker here has, up to its share, and gives them back after a
 * batch.
 */
final class TopicWorkers implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWorkers.class);
    private static final Duration PAUSE_FIRST = Duration.ofMillis(50);
    private static final Duration PAUSE_MOST = Duration.ofSeconds(5);
    private final Topic topic;
    private final Turns turns;
    private final Runnable onClose;
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long waiting;
    private long busy;
    private int cursor;
    private int share = 1;
    private boolean closing;

    TopicWorkers(Topic topic, Turns turns, Runnable onClose) {
        this.topic = topic;
        this.turns = turns;
        this.onClose = onClose;
    }

    void start(int workers) {
        int most = Math.min(workers, turns.count());
        share = (turns.count() + most - 1) / most;
        wake(-1L);
        for (int i = 0; i < most; i++) {
            threads.add(
                    Thread.ofVirtual().name("queue-" + topic.name() + "-" + i).start(this::run));
        }
    }

    Topic topic() {
        return topic;
    }

    /** Says that the table may have rows for the partitions whose bits are set. */
    void wakeForRows(long partitions) {
        turns.rowsMayWait(partitions & mine());
        wake(partitions);
    }

    /** Says that the partitions whose bits are set may have work. */
    void wake(long partitions) {
        lock.lock();
        try {
            waiting |= partitions & mine();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long mine() {
        return turns.count() == Long.SIZE ? -1L : (1L << turns.count()) - 1;
    }

    private void run() {
        Duration pause = PAUSE_FIRST;
        for (long partitions = next(); partitions != 0; partitions = next()) {
            long more = partitions;
            try {
                more = turns.take(partitions);
                pause = PAUSE_FIRST;
            } catch (RuntimeException e) {
                // Boundary of the worker loop: the database is away. Nothing is lost; try later.
                LOG.warn("queue {} waits {}: {}", topic.name(), pause, Failure.text(e));
                await(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(PAUSE_MOST) > 0 ? PAUSE_MOST : doubled;
            } finally {
                giveBack(partitions, more);
            }
        }
    }

    /** The partitions of the next turn; none when closing. */
    private long next() {
        lock.lock();
        try {
            while (!closing) {
                long free = waiting & ~busy;
                if (free != 0) {
                    long next = shareOf(free);
                    waiting &= ~next;
                    busy |= next;
                    return next;
                }
                changed.await();
            }
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            lock.unlock();
        }
    }

    /** The first {@link #share} of the set bits, beginning where the last turn ended. */
    private long shareOf(long free) {
        long taken = 0;
        for (int i = 0; i < share && (free & ~taken) != 0; i++) {
            long left = free & ~taken;
            long ahead = left & -1L << cursor;
            int partition = Long.numberOfTrailingZeros(ahead != 0 ? ahead : left);
            cursor = (partition + 1) % Long.SIZE;
            taken |= 1L << partition;
        }
        return taken;
    }

    private void giveBack(long partitions, long more) {
        lock.lock();
        try {
            busy &= ~partitions;
            waiting |= more;
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
