package relais.meter.store;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.LongFunction;
import relais.meter.series.Columns;

/**
 * Reads many series in their order. Where a core is free a second thread reads every other one, so
 * that a question over hundreds of series takes half the time.
 */
final class ReadingAhead implements AutoCloseable {
    /** Below this a thread costs more than it brings. */
    private static final int WORTH_IT = 24;

    /** What the helper may have ready: days of a minute are 23 kB each. */
    private static final int READY = 16;

    /** All questions of the process together: one thread less than there are cores. */
    private static final Semaphore HELPERS =
            new Semaphore(Math.max(0, Runtime.getRuntime().availableProcessors() - 1));

    /** Samples, or why there are none. */
    private sealed interface Outcome {
        record Read(Columns samples) implements Outcome {}

        record Failed(RuntimeException mistake) implements Outcome {}
    }

    private final long[] ids;
    private final LongFunction<Columns> read;
    private final BlockingQueue<Outcome> ready = new ArrayBlockingQueue<>(READY);
    private boolean isHelped;
    private volatile boolean over;
    private int next;

    private ReadingAhead(long[] ids, LongFunction<Columns> read) {
        this.ids = ids;
        this.read = read;
    }

    static ReadingAhead of(long[] ids, LongFunction<Columns> read) {
        ReadingAhead made = new ReadingAhead(ids, read);
        if (ids.length >= WORTH_IT && HELPERS.tryAcquire()) {
            made.isHelped = true;
            Thread.ofVirtual().name("series-ahead").start(made::help);
        }
        return made;
    }

    /** The next series' samples. */
    Columns next() {
        int at = next++;
        if (!isHelped || at % 2 == 0) {
            return read.apply(ids[at]);
        }
        try {
            return switch (ready.take()) {
                case Outcome.Read(Columns samples) -> samples;
                case Outcome.Failed(RuntimeException mistake) -> throw mistake;
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while series were read");
        }
    }

    private void help() {
        try {
            for (int at = 1; at < ids.length && !over; at += 2) {
                ready.put(new Outcome.Read(read.apply(ids[at])));
            }
        } catch (RuntimeException mistake) {
            // Thread boundary: whoever waits for the series hears of it.
            ready.clear();
            ready.offer(new Outcome.Failed(mistake));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            HELPERS.release();
        }
    }

    /** Never by interrupting it: that would close the file that it reads for everybody. */
    @Override
    public void close() {
        over = true;
        ready.clear();
    }
}
