package relais.spool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import relais.spool.Segment.Place;

/**
 * What is durable and where: the one thing that writers, readers and acknowledgers share. Nothing
 * here touches the disk; the lock is held for moments.
 */
final class Shelf {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<Segment> segments = new ArrayList<>();
    private final Holes holes = new Holes();
    private long bytes;
    private long last;
    private long acknowledged;
    private boolean closed;

    /** Bytes from a place to the durable end of its segment. */
    record Stretch(Place from, long end, long last) {}

    Shelf(Recovery.Found found) {
        segments.addAll(found.segments());
        segments.forEach(segment -> bytes += segment.end);
        found.holes().forEach(hole -> holes.add(hole.first(), hole.last()));
        last = found.last();
        acknowledged = found.acknowledged();
    }

    /** Shows records that have been forced; each note is a position and its offset. */
    void publish(Segment segment, long newLast, long newEnd, List<long[]> notes) {
        lock.lock();
        try {
            if (segments.isEmpty() || segments.getLast() != segment) {
                segments.add(segment);
            }
            notes.forEach(note -> segment.note(note[0], note[1]));
            segment.last = newLast;
            bytes += newEnd - segment.end;
            segment.end = newEnd;
            last = Math.max(last, newLast);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The stretch that holds the first record beyond that position. */
    @Nullable Stretch beyond(long position, @Nullable Place hint) {
        lock.lock();
        try {
            for (Segment segment : segments) {
                if (segment.last > position) {
                    Place from =
                            hint != null && hint.segment() == segment && hint.position() == position
                                    ? hint
                                    : segment.before(position);
                    return new Stretch(from, segment.end, segment.last);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    boolean awaitBeyond(long position, Duration atMost) {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (!hasBeyond(position) && !closed && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            return hasBeyond(position);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return hasBeyond(position);
        } finally {
            lock.unlock();
        }
    }

    /** Damaged entries do not count: who waits for them would read nothing, again and again. */
    private boolean hasBeyond(long position) {
        for (int i = segments.size() - 1; i >= 0 && segments.get(i).last > position; i--) {
            if (readable(segments.get(i), Math.max(position, acknowledged)) > 0) {
                return true;
            }
        }
        return false;
    }

    private long readable(Segment segment, long beyond) {
        long above = Math.max(beyond, segment.file.first() - 1);
        return segment.last > above ? segment.last - above - holes.within(above, segment.last) : 0;
    }

    void lost(long first, long upTo) {
        lock.lock();
        try {
            holes.add(first, upTo);
        } finally {
            lock.unlock();
        }
    }

    /** Whether that acknowledged anything new. */
    boolean acknowledge(long upTo) {
        lock.lock();
        try {
            long before = acknowledged;
            acknowledged = Math.max(before, Math.min(upTo, last));
            return acknowledged > before;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes off the segments of which nothing is needed; the newest stays: it carries the count.
     */
    List<Segment> takeAcknowledged() {
        lock.lock();
        try {
            List<Segment> gone = new ArrayList<>();
            while (segments.size() > 1 && segments.getFirst().last <= acknowledged) {
                bytes -= segments.getFirst().end;
                gone.add(segments.removeFirst());
            }
            if (!gone.isEmpty()) {
                holes.forget(acknowledged);
            }
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** The newest segment's bytes were given back to the disk. */
    void emptied(Segment segment) {
        lock.lock();
        try {
            bytes -= segment.end;
            segment.end = 0;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long acknowledged() {
        lock.lock();
        try {
            return acknowledged;
        } finally {
            lock.unlock();
        }
    }

    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    @Nullable Segment newest() {
        lock.lock();
        try {
            return segments.isEmpty() ? null : segments.getLast();
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    SpoolState state(@Nullable Oldest oldest, @Nullable String broken) {
        lock.lock();
        try {
            long entries = 0;
            for (Segment segment : segments) {
                entries += readable(segment, acknowledged);
            }
            return new SpoolState(
                    entries,
                    bytes,
                    oldest == null ? null : java.time.Instant.ofEpochMilli(oldest.millis()),
                    firstPosition(oldest, entries),
                    last,
                    holes.lost(),
                    broken);
        } finally {
            lock.unlock();
        }
    }

    private long firstPosition(@Nullable Oldest oldest, long entries) {
        if (oldest != null) {
            return oldest.position();
        }
        return entries == 0 ? last + 1 : acknowledged + 1;
    }

    /** The oldest unacknowledged entry. */
    record Oldest(long position, long millis) {}
}
