package relais.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import relais.spool.Framing.Header;

/** Writes batches to the newest segment. Used by the committer's thread alone. */
final class Writer {

    private static final int BUFFER = 256 << 10;

    private final Folder folder;
    private final Shelf shelf;
    private final long rollAt;
    private final RandomGenerator salts;
    private final Framing framing = new Framing();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<long[]> notes = new ArrayList<>();
    private @Nullable FileChannel channel;
    private @Nullable Segment segment;
    private boolean fresh;
    private long durableEnd;
    private long end;
    private long durableNext;
    private long next;
    private boolean unmarked;

    Writer(Folder folder, Shelf shelf, long rollAt, RandomGenerator salts, long next) {
        this.folder = folder;
        this.shelf = shelf;
        this.rollAt = rollAt;
        this.salts = salts;
        this.next = next;
        this.durableNext = next;
    }

    /** Whether that much still belongs into the segment being written. */
    boolean fits(long bytes) {
        long before = channel == null ? SegmentFile.HEADER : durableEnd;
        return before + bytes <= rollAt;
    }

    long highest() {
        return durableNext - 1;
    }

    boolean isUnmarked() {
        return unmarked;
    }

    /** Encodes and writes, not yet durable; beginning a new segment where needed. */
    void write(List<Pending> batch, long bytes, long millis) throws IOException {
        if (channel == null || !fits(bytes)) {
            begin();
        }
        int index = 0;
        for (Pending pending : batch) {
            int size = pending.payloads.size();
            for (int i = 0; i < size; i++) {
                put(pending.payloads.get(i), millis, index++, i, size);
            }
            pending.lastPosition = next - 1;
        }
        drain();
    }

    private void begin() throws IOException {
        leave();
        SegmentFile file = SegmentFile.named(folder.path(), next, salts.nextInt());
        segment = new Segment(file);
        fresh = true;
        durableEnd = 0;
        end = 0;
        channel =
                folder.disk()
                        .open(file.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        file.putHead(buffer, framing, new SegmentFile.Head(shelf.last()));
    }

    private void put(byte[] payload, long millis, int batchIndex, int groupIndex, int groupSize)
            throws IOException {
        Segment into = java.util.Objects.requireNonNull(segment);
        if (buffer.remaining() < Framing.HEADER + payload.length) {
            drain();
        }
        int salt = into.file.salt();
        long offset = end + buffer.position();
        if (notes.isEmpty() || offset - notes.getLast()[1] >= Segment.STRIDE) {
            notes.add(new long[] {next, offset});
        }
        Header header =
                new Header(
                        next++,
                        millis,
                        framing.payloadCheck(payload, salt),
                        payload.length,
                        batchIndex,
                        groupIndex,
                        groupSize);
        framing.putHeader(buffer, salt, header);
        if (payload.length <= buffer.remaining()) {
            buffer.put(payload);
        } else {
            drain();
            end = writeFully(ByteBuffer.wrap(payload), end);
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        end = writeFully(buffer, end);
        buffer.clear();
    }

    private long writeFully(ByteBuffer bytes, long offset) throws IOException {
        int length = bytes.remaining();
        Bookmark.writeFully(java.util.Objects.requireNonNull(channel), bytes, offset);
        return offset + length;
    }

    /** Makes what was written durable, then visible. */
    void force() throws IOException {
        java.util.Objects.requireNonNull(channel).force(false);
        if (fresh) {
            folder.force();
            fresh = false;
        }
        durableEnd = end;
        durableNext = next;
        unmarked = true;
        shelf.publish(java.util.Objects.requireNonNull(segment), next - 1, end, notes);
        notes.clear();
    }

    /** Takes back what was written and not forced, durably: a refused entry must not come back. */
    void undo() throws IOException {
        buffer.clear();
        notes.clear();
        next = durableNext;
        end = durableEnd;
        if (channel == null || segment == null) {
            return;
        }
        if (fresh) {
            leave();
            Files.deleteIfExists(segment.file.path());
            folder.force();
            fresh = false;
        } else {
            channel.truncate(durableEnd);
            channel.force(true);
        }
    }

    /** Says in the file that all before it is forced; itself not forced, for it is only a help. */
    void mark(long millis) throws IOException {
        unmarked = false;
        if (channel == null || segment == null) {
            return;
        }
        int salt = segment.file.salt();
        int check = framing.payloadCheck(new byte[0], salt);
        framing.putHeader(buffer, salt, new Header(durableNext - 1, millis, check, 0, 0, 0, 0));
        drain();
        durableEnd = end;
        shelf.publish(segment, durableNext - 1, end, notes);
    }

    void finish() throws IOException {
        if (channel != null) {
            channel.force(true);
        }
    }

    /** Lets go of the segment; the next batch begins another. */
    void leave() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
