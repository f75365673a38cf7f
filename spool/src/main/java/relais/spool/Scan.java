package relais.spool;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import relais.spool.Framing.Header;
import relais.spool.Segment.Place;

/**
 * Walks a segment's sound records in order. Over damage it moves byte by byte to the next sound
 * header; positions only grow, and no faster than the bytes passed over allow, so neither a stale
 * copy of a record nor chance passes for one.
 */
final class Scan {

    private final Window window;
    private final Framing framing;
    private final int salt;
    private final long limit;
    private long offset;
    private long soundEnd;
    private long position;
    private long recordStart;
    private @Nullable Header header;

    /**
     * @param from where the record after that position begins
     * @param limit the last position that may be there
     */
    Scan(Window window, Framing framing, Place from, long limit) {
        this.window = window;
        this.framing = framing;
        this.salt = from.segment().file.salt();
        this.offset = from.offset();
        this.soundEnd = from.offset();
        this.position = from.position();
        this.limit = limit;
    }

    /** The next sound record, mark or entry; null at the end. */
    @Nullable Header next() throws IOException {
        while (offset + Framing.HEADER <= window.end()) {
            Header candidate = candidate();
            if (candidate == null) {
                offset++;
                continue;
            }
            long after = offset + Framing.HEADER + candidate.length();
            boolean sound = payloadIsSound(candidate);
            recordStart = offset;
            offset = after;
            if (sound) {
                soundEnd = after;
                position = candidate.position();
                header = candidate;
                return candidate;
            }
        }
        header = null;
        return null;
    }

    /** A sound header here whose payload lies within the file. */
    private @Nullable Header candidate() throws IOException {
        int index = window.load(offset, Framing.HEADER);
        long claimed = Framing.positionAt(window.bytes(), index);
        long most = Math.min(limit, position + 1 + (offset - soundEnd) / Framing.HEADER);
        if (claimed < position || claimed > most) {
            return null;
        }
        Header found = framing.headerAt(window.bytes(), index, salt);
        if (found == null
                || (found.position() == position && !found.isMark())
                || offset + Framing.HEADER + found.length() > window.end()) {
            return null;
        }
        return found;
    }

    private boolean payloadIsSound(Header candidate) throws IOException {
        int index = window.load(offset, Framing.HEADER + candidate.length()) + Framing.HEADER;
        return framing.payloadIsSound(window.bytes(), index, candidate, salt);
    }

    /** A copy of the payload of the record just found. */
    byte[] payload() throws IOException {
        if (header == null) {
            throw new IllegalStateException("no record");
        }
        byte[] payload = new byte[header.length()];
        int index = window.load(recordStart, Framing.HEADER + payload.length) + Framing.HEADER;
        window.bytes().get(index, payload);
        return payload;
    }

    long recordStart() {
        return recordStart;
    }

    /** Bytes after the last sound record, once the end was reached. */
    long unreadTail() {
        return Math.max(0, window.end() - soundEnd);
    }

    /** Offset after the last sound record. */
    long soundEnd() {
        return soundEnd;
    }
}
