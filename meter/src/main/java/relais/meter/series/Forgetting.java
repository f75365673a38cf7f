package relais.meter.series;

import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import relais.meter.series.codec.DamagedException;
import relais.meter.series.files.BlockFile;
import relais.meter.series.files.FileName;

/** Takes series out whole, those that are to go and those of which nothing is left. */
final class Forgetting {

    private final Shelf shelf;
    private final Head head;
    private final Names names;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicLong count = new AtomicLong();

    Forgetting(Shelf shelf, Head head, Names names) {
        this.shelf = shelf;
        this.head = head;
        this.names = names;
    }

    /** While it is held no series goes: what is looked up can be written to. */
    Lock known() {
        return lock.readLock();
    }

    /** How often series went. */
    long count() {
        return count.get();
    }

    @FunctionalInterface
    interface Erasing {
        void erase() throws IOException;
    }

    void forget(Collection<Long> ids, Erasing erasing) throws IOException {
        lock.writeLock().lock();
        try {
            count.incrementAndGet();
            erasing.erase();
            names.forget(ids.stream().mapToInt(Math::toIntExact).toArray());
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Series of which retention or an erasure has left nothing, or that never had anything. */
    void forgetEmpty() throws IOException {
        BitSet empty = names.all();
        Set<FileName> seen = new HashSet<>();
        if (isSure(empty, seen) && !empty.isEmpty()) {
            lock.writeLock().lock();
            try {
                forgetEmpty(empty, seen);
            } finally {
                lock.writeLock().unlock();
            }
        }
        names.tidy();
    }

    /** Looks again for what came meanwhile: the head first, for it goes from there into files. */
    private void forgetEmpty(BitSet empty, Set<FileName> seen) throws IOException {
        for (int id : empty.stream().filter(head::has).toArray()) {
            empty.clear(id);
        }
        if (isSure(empty, seen) && !empty.isEmpty()) {
            count.incrementAndGet();
            names.forget(empty.stream().toArray());
        }
    }

    /** Takes out what files hold, if they were not seen; false where damage leaves that open. */
    private boolean isSure(BitSet series, Set<FileName> seen) {
        return shelf.reading(
                files -> {
                    BitSet there = new BitSet();
                    boolean sure = files.size() == shelf.manifest().files().size();
                    try {
                        for (BlockFile file : files) {
                            if (seen.add(file.name())) {
                                file.mark(there);
                            }
                        }
                    } catch (IOException | DamagedException unsure) {
                        shelf.report(unsure.getMessage());
                        sure = false;
                    }
                    series.andNot(there);
                    return sure;
                });
    }
}
