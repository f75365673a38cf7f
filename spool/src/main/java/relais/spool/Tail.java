package relais.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.spool.Framing.Header;

/**
 * The newest segment after a crash. Each record names the first position of its batch, and a batch
 * is written only after the one before was forced: so only the last batch can be torn. Damage
 * before it is damage to durable entries and stays where it is; in the last batch every sound
 * record is kept, except those of a group that is not whole; what follows the last kept record is
 * cut off.
 *
 * <p>The kept part of the last batch is written anew before it is forced: after a failed fsync the
 * system may hold pages that it calls clean and that never reached the disk.
 */
final class Tail {

    private final Scan scan;
    private final Sound sound;
    private final List<At> batch = new ArrayList<>();
    private final List<At> torn = new ArrayList<>();
    private long batchFirst;
    private long batchStart = SegmentFile.HEADER;
    private long keptEnd = SegmentFile.HEADER;
    private long proven;
    private long highest;

    /** Told of each record that is kept. */
    @FunctionalInterface
    interface Sound {
        void record(long position, long offset);
    }

    private record At(long offset, Header header) {
        long end() {
            return offset + Framing.HEADER + header.length();
        }
    }

    /**
     * @param stored the last position that is known from elsewhere to have been forced
     */
    Tail(Scan scan, long stored, Sound sound) {
        this.scan = scan;
        this.sound = sound;
        this.proven = stored;
    }

    void read() throws IOException {
        long end = SegmentFile.HEADER;
        for (Header header; (header = scan.next()) != null; end = scan.soundEnd()) {
            highest = Math.max(highest, header.position());
            if (header.isMark()) {
                keepWholeBatch();
                proven = Math.max(proven, header.position());
                keptEnd = scan.soundEnd();
            } else {
                if (header.batchFirst() != batchFirst) {
                    keepWholeBatch();
                    batchFirst = header.batchFirst();
                    batchStart = end;
                    keptEnd = end;
                    proven = Math.max(proven, batchFirst - 1);
                }
                batch.add(new At(scan.recordStart(), header));
            }
        }
        keepWholeGroups();
    }

    private void keepWholeBatch() {
        batch.forEach(this::keep);
        batch.clear();
    }

    private void keepWholeGroups() {
        Map<Long, Integer> members = new HashMap<>();
        batch.forEach(at -> members.merge(at.header.groupFirst(), 1, Integer::sum));
        for (At at : batch) {
            boolean proved = at.header.position() <= proven;
            if (proved
                    || members.getOrDefault(at.header.groupFirst(), 0) == at.header.groupSize()) {
                keep(at);
            } else {
                torn.add(at);
            }
        }
    }

    private void keep(At at) {
        sound.record(at.header.position(), at.offset);
        keptEnd = at.end();
    }

    /**
     * Makes the file end after the last kept record, and that durable. Where the disk could not be
     * read, nothing is cut: it may give the rest another day.
     */
    void mend(FileChannel channel, Window window, long end) throws IOException {
        boolean nothingToDo = batch.isEmpty() && window.end() == end;
        if (nothingToDo) {
            return;
        }
        if (!window.isUnreadable()) {
            rewrite(channel, window, end);
            channel.truncate(end);
        }
        for (At at : torn) {
            if (at.offset < channel.size()) {
                Bookmark.writeFully(channel, ByteBuffer.allocate(Framing.HEADER), at.offset);
            }
        }
        channel.force(true);
    }

    private void rewrite(FileChannel channel, Window window, long end) throws IOException {
        for (long at = batchStart; at < end; ) {
            int length = (int) Math.min(Window.SIZE, end - at);
            int index = window.load(at, length);
            ByteBuffer again = window.bytes().duplicate();
            again.limit(index + length).position(index);
            Bookmark.writeFully(channel, again, at);
            at += length;
        }
    }

    long keptEnd() {
        return keptEnd;
    }

    /** All up to this had been forced, whether it can be read now or not. */
    long proven() {
        return proven;
    }

    /** Beyond every position that the file held, or that the bytes without meaning could hold. */
    long nextPosition() {
        long meaningless = scan.unreadTail();
        return highest + 1 + (meaningless > 0 ? meaningless / Framing.HEADER + 1 : 0);
    }
}
