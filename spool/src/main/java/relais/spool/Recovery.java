package relais.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.spool.Framing.Header;
import relais.spool.SegmentFile.Head;

/**
 * Finds out at opening what the folder holds. Damage never stops it: every sound record stays, what
 * is missing between them is reported. Only the newest segment is changed: see {@link Tail}.
 */
final class Recovery {

    private final Folder folder;
    private final long acknowledged;
    private final Framing framing = new Framing();
    private final ByteBuffer buffer;
    private final List<Segment> segments = new ArrayList<>();
    private final List<SegmentFile> forgotten = new ArrayList<>();
    private final List<Hole> holes = new ArrayList<>();
    private final long stored;
    private long last;
    private long next;

    /** Positions whose records are lost, both ends included. */
    record Hole(long first, long last) {}

    /** What is there; next is the first position that was certainly never given out. */
    record Found(
            List<Segment> segments, List<Hole> holes, long last, long acknowledged, long next) {}

    private Recovery(Folder folder, ByteBuffer buffer, long acknowledged, Bookmark.Text text) {
        this.folder = folder;
        this.buffer = buffer;
        this.acknowledged = acknowledged;
        this.last = acknowledged;
        this.stored = text.stored();
        this.next = Math.max(text.highest(), acknowledged) + 1;
    }

    static Found of(Folder folder, Bookmark bookmark, ByteBuffer buffer) throws IOException {
        List<SegmentFile> files = folder.segments();
        Bookmark.Text text = bookmark.text();
        boolean unknown = text.sequence() == 0 && !files.isEmpty();
        long acknowledged = unknown ? files.getFirst().first() - 1 : text.acknowledged();
        Recovery recovery = new Recovery(folder, buffer, acknowledged, text);
        for (int i = 0; i < files.size(); i++) {
            boolean newest = i == files.size() - 1;
            if (!newest && files.get(i + 1).first() - 1 <= acknowledged) {
                recovery.forgotten.add(files.get(i));
            } else {
                recovery.inspect(
                        files.get(i), newest ? Long.MAX_VALUE : files.get(i + 1).first() - 1);
            }
        }
        return recovery.found(bookmark);
    }

    private Found found(Bookmark bookmark) throws IOException {
        missing(last + 1, stored);
        last = Math.max(last, stored);
        if (remember(bookmark)) {
            for (SegmentFile file : forgotten) {
                Files.deleteIfExists(file.path());
            }
        }
        Segment newest = segments.isEmpty() ? null : segments.getLast();
        if (newest != null && newest.file.first() == next) {
            // Begun but never written: its name is wanted for the segment that comes.
            Files.deleteIfExists(newest.file.path());
            segments.removeLast();
        }
        // A crash may have come between a segment's first records and its name.
        folder.force();
        return new Found(segments, holes, last, acknowledged, next);
    }

    /** Whether it is certain that what is acknowledged now stays so. */
    private boolean remember(Bookmark bookmark) throws IOException {
        try {
            bookmark.force(acknowledged, last, next - 1);
            return true;
        } catch (IOException failure) {
            if (!folder.isOutOfSpace(failure, 0)) {
                throw failure;
            }
            return false;
        }
    }

    /**
     * @param limit the last position the segment may hold; MAX_VALUE for the newest
     */
    private void inspect(SegmentFile file, long limit) throws IOException {
        boolean newest = limit == Long.MAX_VALUE;
        Segment segment = new Segment(file);
        try (FileChannel channel = open(file, newest)) {
            long size = channel.size();
            Window window = new Window(channel, size, buffer, true);
            Head head = head(file, window);
            if (head != null) {
                missing(last + 1, head.previousLast());
            }
            Scan scan = new Scan(window, framing, segment.start(), limit);
            if (newest) {
                Tail tail = new Tail(scan, stored, (position, at) -> accept(segment, position, at));
                tail.read();
                segment.end = Math.min(size, tail.keptEnd());
                tail.mend(channel, window, segment.end);
                prove(segment, tail.proven());
                next = Math.max(next, tail.nextPosition());
            } else {
                long proven = readAll(scan, segment);
                prove(segment, proven);
                segment.end = size;
            }
        }
        if (segment.last >= file.first()) {
            last = Math.max(last, segment.last);
        }
        next = Math.max(next, Math.max(segment.last + 1, file.first()));
        segments.add(segment);
    }

    private FileChannel open(SegmentFile file, boolean newest) throws IOException {
        return newest
                ? folder.disk().open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)
                : folder.disk().open(file.path(), StandardOpenOption.READ);
    }

    private @Nullable Head head(SegmentFile file, Window window) throws IOException {
        if (window.end() < SegmentFile.HEADER) {
            return null;
        }
        window.load(0, SegmentFile.HEADER);
        return file.headOf(window.bytes(), framing);
    }

    private long readAll(Scan scan, Segment segment) throws IOException {
        long proven = 0;
        for (Header header; (header = scan.next()) != null; ) {
            if (header.isMark()) {
                proven = header.position();
            } else {
                accept(segment, header.position(), scan.recordStart());
            }
        }
        return proven;
    }

    private void accept(Segment segment, long position, long offset) {
        missing(segment.last + 1, position - 1);
        segment.note(position, offset);
        segment.last = position;
    }

    private void prove(Segment segment, long proven) {
        if (proven > segment.last) {
            missing(segment.last + 1, proven);
            segment.last = proven;
        }
    }

    private void missing(long first, long upTo) {
        long from = Math.max(first, acknowledged + 1);
        if (from <= upTo) {
            holes.add(new Hole(from, upTo));
        }
    }
}
