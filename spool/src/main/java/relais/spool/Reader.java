package relais.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import relais.spool.Framing.Header;
import relais.spool.Segment.Place;
import relais.spool.Shelf.Oldest;
import relais.spool.Shelf.Stretch;

/**
 * Reads durable entries. One reader at a time shares one buffer and one open file; where the last
 * read ended is remembered, so that reading on costs one system call per window.
 */
final class Reader implements AutoCloseable {

    /**
     * A disk may fail for a moment; after as many failures in a row its block counts as damaged.
     */
    private static final int PATIENCE = 5;

    private final ReentrantLock reading = new ReentrantLock();
    private final Shelf shelf;
    private final Disk disk;
    private final Framing framing = new Framing();
    private final ByteBuffer buffer;
    private @Nullable FileChannel channel;
    private @Nullable SegmentFile open;
    private @Nullable Place resume;
    private @Nullable Oldest oldest;
    private int failures;
    private boolean closed;
    private @Nullable SegmentFile givenUp;

    Reader(Shelf shelf, Disk disk, ByteBuffer buffer) {
        this.shelf = shelf;
        this.disk = disk;
        this.buffer = buffer;
    }

    List<Entry> read(long after, int maxEntries, long maxBytes) {
        Collected collected = new Collected(after, maxEntries, maxBytes);
        each(collected);
        return collected.entries;
    }

    /** Null when there is none, or when the disk does not say. Read once until acknowledged. */
    @Nullable Oldest oldest() {
        reading.lock();
        try {
            if (oldest == null || oldest.position() <= shelf.acknowledged()) {
                oldest = readOldest();
            }
            return oldest;
        } finally {
            reading.unlock();
        }
    }

    private @Nullable Oldest readOldest() {
        Place before = resume;
        int failuresBefore = failures;
        Collected collected = new Collected(0, 1, 0);
        try {
            each(collected);
        } catch (UncheckedIOException unreadable) {
            failures = failuresBefore;
            return null;
        }
        resume = before;
        return collected.entries.isEmpty()
                ? null
                : new Oldest(collected.entries.getFirst().position(), collected.millis);
    }

    /** What a read has found so far. */
    private static final class Collected {
        final List<Entry> entries = new ArrayList<>();
        final int maxEntries;
        final long maxBytes;
        long position;
        long bytes;
        long millis;

        Collected(long after, int maxEntries, long maxBytes) {
            this.position = after;
            this.maxEntries = maxEntries;
            this.maxBytes = maxBytes;
        }

        boolean takes(Header header) {
            return entries.isEmpty() || bytes + header.length() <= maxBytes;
        }

        void add(Header header, byte[] payload) {
            entries.add(new Entry(header.position(), payload));
            bytes += payload.length;
            millis = header.millis();
            position = header.position();
        }
    }

    /**
     * An interrupt closes a channel under its reader; the caller asked for entries, so the read is
     * finished on a fresh channel and the interrupt handed back.
     */
    private void each(Collected into) {
        reading.lock();
        boolean interrupted = Thread.interrupted();
        try {
            while (!closed && into.entries.size() < into.maxEntries) {
                into.position = Math.max(into.position, shelf.acknowledged());
                Stretch stretch = shelf.beyond(into.position, resume);
                if (stretch == null) {
                    return;
                }
                try {
                    boolean goOn = walk(stretch, into);
                    if (failures >= PATIENCE) {
                        givenUp = stretch.from().segment().file;
                    }
                    failures = 0;
                    if (!goOn) {
                        return;
                    }
                } catch (ClosedByInterruptException closed) {
                    interrupted |= Thread.interrupted();
                    release();
                } catch (NoSuchFileException gone) {
                    lost(into.position + 1, stretch.last());
                    into.position = stretch.last();
                } catch (IOException failure) {
                    // Acknowledged meanwhile, the segment may have been emptied under this read.
                    if (shelf.acknowledged() < stretch.last()) {
                        failures++;
                        throw failure;
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            reading.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether to go on with the next segment. */
    private boolean walk(Stretch stretch, Collected into) throws IOException {
        Place from = stretch.from();
        SegmentFile file = from.segment().file;
        boolean patient = failures >= PATIENCE || file.equals(givenUp);
        Window window = new Window(channel(file), stretch.end(), buffer, patient);
        Scan scan = new Scan(window, framing, from, stretch.last());
        long seen = from.position();
        long seenEnd = from.offset();
        while (into.entries.size() < into.maxEntries) {
            Header header = scan.next();
            if (header == null) {
                lost(seen + 1, stretch.last());
                into.position = Math.max(into.position, stretch.last());
                return true;
            }
            if (header.isMark()) {
                continue;
            }
            lost(seen + 1, header.position() - 1);
            if (header.position() > into.position) {
                if (!into.takes(header)) {
                    break;
                }
                into.add(header, scan.payload());
            }
            seen = header.position();
            seenEnd = scan.soundEnd();
        }
        resume = new Place(from.segment(), seen, seenEnd);
        return false;
    }

    private void lost(long first, long last) {
        long from = Math.max(first, shelf.acknowledged() + 1);
        if (from <= last) {
            shelf.lost(from, last);
        }
    }

    private FileChannel channel(SegmentFile file) throws IOException {
        if (channel == null || !file.equals(open)) {
            release();
            channel = disk.open(file.path(), StandardOpenOption.READ);
            open = file;
        }
        return channel;
    }

    private void release() throws IOException {
        if (channel != null) {
            channel.close();
        }
        channel = null;
        open = null;
    }

    @Override
    public void close() throws IOException {
        reading.lock();
        try {
            closed = true;
            release();
        } finally {
            reading.unlock();
        }
    }
}
