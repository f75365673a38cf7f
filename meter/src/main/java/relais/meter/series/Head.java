package relais.meter.series;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The samples in memory that no file holds yet: the chunk that fills, runs of full chunks, and the
 * runs that are being sealed. One thread writes; any read.
 */
final class Head {

    /** Runs that are sealed together: about 2.6 million samples, 35 MB. */
    static final int RUNS = 5;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Chunk chunk = new Chunk();
    private List<Run> runs = List.of();
    private List<Run> sealing = List.of();

    boolean hasRoom(int samples) {
        return runs.size() < RUNS || chunk.fits(samples);
    }

    void append(SampleBatch batch) {
        if (!chunk.fits(batch.size())) {
            closeChunk();
        }
        lock.writeLock().lock();
        try {
            chunk.append(batch);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The sorting needs no lock: only the writing thread, which is this one, changes the chunk. */
    private void closeChunk() {
        if (chunk.size() == 0) {
            return;
        }
        Run run = chunk.sorted();
        lock.writeLock().lock();
        try {
            List<Run> more = new ArrayList<>(runs);
            more.add(run);
            runs = List.copyOf(more);
            chunk.clear();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Everything here, to be sealed; only when nothing else is being sealed. */
    List<Run> handOver() {
        closeChunk();
        lock.writeLock().lock();
        try {
            sealing = runs;
            runs = List.of();
            return sealing;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What was handed over can be read from files now. */
    void sealed() {
        lock.writeLock().lock();
        try {
            sealing = List.of();
        } finally {
            lock.writeLock().unlock();
        }
    }

    void collect(int id, long from, long to, Columns into) {
        lock.readLock().lock();
        try {
            for (Run run : sealing) {
                run.collect(id, from, to, into);
            }
            for (Run run : runs) {
                run.collect(id, from, to, into);
            }
            chunk.collect(id, from, to, into);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether a sample of the series is here. */
    boolean has(int id) {
        Columns any = new Columns(16);
        collect(id, Long.MIN_VALUE, Long.MAX_VALUE, any);
        return any.size() > 0;
    }

    /** The time of the oldest sample here; the greatest of all times when there is none. */
    long oldest() {
        lock.readLock().lock();
        try {
            long oldest = chunk.oldest();
            for (List<Run> some : List.of(runs, sealing)) {
                for (Run run : some) {
                    oldest = Math.min(oldest, run.days().first());
                }
            }
            return oldest;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Samples here, repeated ones included. */
    long samples() {
        lock.readLock().lock();
        try {
            long count = chunk.size();
            for (Run run : sealing) {
                count += run.size();
            }
            for (Run run : runs) {
                count += run.size();
            }
            return count;
        } finally {
            lock.readLock().unlock();
        }
    }
}
