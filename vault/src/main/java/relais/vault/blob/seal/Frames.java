package relais.vault.blob.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A range of what an entry holds, frame by frame: only those that are needed are read, and none is
 * given before its tag was found right. By one thread at a time.
 */
public final class Frames implements AutoCloseable {
    private final Opened entry;
    private final Source source;
    private final Toolbox box;
    private final Tools tools;
    private final long to;
    private long position;
    private boolean closed;
    private @Nullable InputStream in;

    /**
     * @param from in the plain bytes
     * @param length beyond the end is the end
     */
    public Frames(Opened entry, Source source, Toolbox box, long from, long length) {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException("a range of %d from %d".formatted(length, from));
        }
        this.entry = entry;
        this.source = source;
        this.box = box;
        this.tools = box.borrow();
        this.position = Math.min(from, entry.inner());
        this.to = length > entry.inner() - position ? entry.inner() : position + length;
    }

    /** How far this has come. */
    public long position() {
        return position;
    }

    /**
     * The next bytes, good until the next call; null at the end.
     *
     * @throws DamagedEntry where they are not what was sealed; the position stays
     */
    public @Nullable ByteBuffer next() throws IOException {
        if (position >= to) {
            return null;
        }
        int index = (int) (position / Layout.FRAME);
        Tools.Frame frame = entry.frame(index);
        InputStream open = in == null ? (in = stream(index)) : in;
        int got = open.readNBytes(tools.sealed, 0, frame.sealed());
        if (got < frame.sealed()) {
            throw new DamagedEntry("the object ends within frame " + index);
        }
        tools.open(entry.key(), index, frame, tools.sealed, 0);
        int skip = (int) (position - (long) index * Layout.FRAME);
        int length = (int) Math.min(frame.plain() - skip, to - position);
        position += length;
        return ByteBuffer.wrap(tools.plain, skip, length);
    }

    private InputStream stream(int first) throws IOException {
        int last = (int) ((to - 1) / Layout.FRAME);
        long start = entry.frameAt(first);
        return source.read(entry.placed().at() + start, entry.frameAt(last + 1) - start);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            box.giveBack(tools);
        }
        if (in != null) {
            in.close();
        }
    }
}
