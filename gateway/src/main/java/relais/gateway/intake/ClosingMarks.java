package relais.gateway.intake;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import relais.spool.Appended;
import relais.spool.Spool;

/**
 * Writes into the spool which groups are done with. Until a mark is on the disk the parts of its
 * group stay in the spool: else a restart could find some of them and wait for the others.
 */
final class ClosingMarks {
    /** While the spool is full marks queue here; parts of so many groups are then in it anyway. */
    private final Queue<Mark> unwritten = new ArrayDeque<>();

    private final ConcurrentSkipListSet<Long> unmarked = new ConcurrentSkipListSet<>();
    private final Spool spool;

    private record Mark(Record.Closed record, long firstPart) {}

    ClosingMarks(Spool spool) {
        this.spool = spool;
    }

    /** For a message that has just been given out. */
    void add(Joining.Joined joined) {
        unmarked.add(joined.firstPart());
        enqueue(
                new Mark(
                        new Record.Closed(joined.group(), joined.lastPart(), false),
                        joined.firstPart()));
        write();
    }

    /** For a group whose time ran out; it stays open until the mark itself is read. */
    void add(Record.Closed due) {
        enqueue(new Mark(due, 0));
    }

    /** Tries to write what is not written. */
    void write() {
        // As many as there are now: one that is refused comes back to the end of the line.
        for (int left = count(); left > 0; left--) {
            Mark mark = next();
            if (mark != null) {
                spool.append(Record.write(mark.record()), appended -> written(mark, appended));
            }
        }
    }

    /** The first part of a group that is given out but not marked. */
    long firstNeeded() {
        // One look: the spool takes the last one out at any moment, and first() of none throws.
        Long first = unmarked.ceiling(Long.MIN_VALUE);
        return first == null ? Long.MAX_VALUE : first;
    }

    private void written(Mark mark, Appended appended) {
        switch (appended) {
            case Appended.Stored stored -> unmarked.remove(mark.firstPart());
            case Appended.Full full -> enqueue(mark);
            case Appended.Broken broken -> enqueue(mark);
        }
    }

    private synchronized int count() {
        return unwritten.size();
    }

    private synchronized void enqueue(Mark mark) {
        unwritten.add(mark);
    }

    private synchronized @Nullable Mark next() {
        return unwritten.poll();
    }
}
