package relais.vault.blob.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an object: entry after entry, and behind several the directory. */
public final class ObjectWriter implements AutoCloseable {
    /** Plain bytes that {@link #frame} takes. */
    public static final int FRAME = Layout.FRAME;

    /** Plain bytes of one entry: what readers take for more was not written by us. */
    public static final long MOST = (long) Layout.MOST_FRAMES * Layout.FRAME;

    private final Keyring keys;
    private final Toolbox box;
    private final Tools tools;
    private final Sink sink;
    private final List<Placed> entries = new ArrayList<>();
    private @Nullable EntryWriter entry;
    private long at;

    public ObjectWriter(Keyring keys, Toolbox box, Sink sink) {
        this.keys = keys;
        this.box = box;
        this.tools = box.borrow();
        this.sink = sink;
    }

    /** The next frame of the entry under way; every one but its last is {@link #FRAME} long. */
    public void frame(byte[] plain, int from, int length) throws IOException {
        begun().frame(plain, from, length);
    }

    private EntryWriter begun() throws IOException {
        if (entry == null) {
            entry = new EntryWriter(keys, tools, sink);
        }
        return entry;
    }

    /** Ends the entry under way, one without frames too. */
    public Placed end(Kind kind, byte[] hash, long size) throws IOException {
        long length = begun().finish(kind, hash, size);
        entry = null;
        return note(new Placed(at, length, kind, hash, size));
    }

    private Placed note(Placed placed) {
        entries.add(placed);
        at += placed.length();
        return placed;
    }

    /** A whole entry. */
    public Placed entry(Kind kind, byte[] hash, long size, byte[] plain, int length)
            throws IOException {
        for (int from = 0; from < length; from += Layout.FRAME) {
            frame(plain, from, Math.min(Layout.FRAME, length - from));
        }
        return end(kind, hash, size);
    }

    /** An entry sealed before, as it is; where it lay does not matter. */
    public Placed sealed(Placed of, ByteBuffer bytes) throws IOException {
        if (bytes.remaining() != of.length()) {
            throw new IllegalArgumentException("another length");
        }
        sink.write(bytes);
        return note(new Placed(at, of.length(), of.kind(), of.hash(), of.size()));
    }

    /** What was written so far. */
    public List<Placed> entries() {
        return List.copyOf(entries);
    }

    /** Writes the directory where there is more than one entry; gives the object's size. */
    public long finish() throws IOException {
        if (entries.size() > 1) {
            byte[] lines = Directory.bytes(entries);
            MessageDigest sha = tools.sha();
            entry(Kind.DIRECTORY, sha.digest(lines), lines.length, lines, lines.length);
            entries.removeLast();
        }
        return at;
    }

    @Override
    public void close() {
        box.giveBack(tools);
    }
}
