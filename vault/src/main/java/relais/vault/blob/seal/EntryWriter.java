package relais.vault.blob.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** Writes one entry: head, frames as they come, tail. By one thread at a time. */
final class EntryWriter {
    /** After a frame that could not be compressed so many are not even tried. */
    private static final int PAUSE = 15;

    private static final int SQUEEZED = 1 << 31;

    private final Sink sink;
    private final Tools tools;
    private final Keyring.New fresh;
    private ByteBuffer table = ByteBuffer.allocate(64);
    private boolean anySqueezed;
    private int frames;
    private int pause;
    private long inner;
    private long written;

    EntryWriter(Keyring keys, Tools tools, Sink sink) throws IOException {
        this.tools = tools;
        this.sink = sink;
        try {
            fresh = keys.newEntry();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
        put(ByteBuffer.wrap(fresh.head()));
    }

    /** The next frame; every one but the last is of full length. */
    void frame(byte[] plain, int at, int length) throws IOException {
        if (inner != (long) frames * Layout.FRAME || length <= 0 || length > Layout.FRAME) {
            throw new IllegalArgumentException("a frame of " + length + " after " + inner);
        }
        if (frames == Layout.MOST_FRAMES) {
            throw new IOException("a content has at most " + ObjectWriter.MOST + " bytes");
        }
        int squeezed = pause > 0 ? -1 : tools.squeeze(plain, at, length);
        pause = squeezed >= 0 ? 0 : pause > 0 ? pause - 1 : PAUSE;
        int sealed =
                squeezed >= 0
                        ? seal((byte) 1, tools.squeezed(), 0, squeezed)
                        : seal((byte) 0, plain, at, length);
        note(squeezed >= 0 ? sealed | SQUEEZED : sealed);
        anySqueezed |= squeezed >= 0;
        frames++;
        inner += length;
        put(ByteBuffer.wrap(tools.sealed, 0, sealed));
    }

    private int seal(byte flag, byte[] from, int at, int length) {
        try {
            return tools.seal(fresh.key(), Layout.frameNonce(frames), flag, from, at, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    private void note(int length) {
        if (table.remaining() < Integer.BYTES) {
            table = ByteBuffer.allocate(table.capacity() * 2).put(table.flip());
        }
        table.putInt(length);
    }

    /** Whether what came so far is worth being cut into chunks that others may share. */
    boolean squeezes() {
        return anySqueezed;
    }

    /** Gives the whole entry's length. */
    long finish(Kind kind, byte[] hash, long size) throws IOException {
        table.flip();
        ByteBuffer tail =
                ByteBuffer.allocate(Layout.TAIL_FIXED + (anySqueezed ? table.remaining() : 0));
        tail.put((byte) kind.ordinal()).put(hash).putLong(size).putLong(inner);
        tail.put((byte) (anySqueezed ? 1 : 0));
        if (anySqueezed) {
            tail.put(table);
        }
        try {
            byte[] sealed = tools.seal(fresh.key(), Layout.tailNonce(), fresh.head(), tail.array());
            put(ByteBuffer.wrap(sealed));
            put(Layout.end(written + Layout.END, sealed.length));
            return written;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    private void put(ByteBuffer bytes) throws IOException {
        written += bytes.remaining();
        sink.write(bytes);
    }
}
