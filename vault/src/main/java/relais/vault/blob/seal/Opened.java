package relais.vault.blob.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * An entry whose tail has been read and found sound: what it is, and how to get at its frames.
 * Never changes; may be kept.
 */
public final class Opened {
    /** Read with the end at once, so that a tail without a table costs one reading. */
    private static final int GUESS = 4096;

    private static final int SQUEEZED = 1 << 31;

    private final Placed placed;
    private final SecretKey key;
    private final long inner;
    private final int @Nullable [] lengths;
    private final long @Nullable [] starts;

    private Opened(Placed placed, SecretKey key, long inner, int @Nullable [] lengths) {
        this.placed = placed;
        this.key = key;
        this.inner = inner;
        this.lengths = lengths;
        this.starts = lengths == null ? null : starts(lengths);
    }

    private static long[] starts(int[] lengths) {
        long[] starts = new long[lengths.length];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + (lengths[i - 1] & ~SQUEEZED);
        }
        return starts;
    }

    /** Opens the entry of that length. */
    static Opened read(Source source, long at, long length, Keyring keys, Tools tools)
            throws IOException {
        if (at < 0 || length < Layout.HEAD + Layout.TAIL_FIXED + Layout.TAG + Layout.END) {
            throw new DamagedEntry("an entry of %d bytes".formatted(length));
        }
        byte[] head = source.exactly(at, Layout.HEAD);
        int guess = (int) Math.min(GUESS, length - Layout.HEAD);
        byte[] last = source.exactly(at + length - guess, guess);
        int tail = tailLength(last, length);
        if (tail + Layout.END > last.length) {
            int needed = tail + Layout.END;
            last = source.exactly(at + length - needed, needed);
        }
        return open(head, 0, last, new long[] {at, length, tail}, keys, tools);
    }

    /** Opens an entry that is in memory from its first to its last byte. */
    static Opened of(byte[] entry, int length, long at, Keyring keys, Tools tools)
            throws DamagedEntry {
        if (length < Layout.HEAD + Layout.TAIL_FIXED + Layout.TAG + Layout.END) {
            throw new DamagedEntry("an entry of %d bytes".formatted(length));
        }
        byte[] bytes = entry.length == length ? entry : Arrays.copyOf(entry, length);
        return open(
                bytes, 0, bytes, new long[] {at, length, tailLength(bytes, length)}, keys, tools);
    }

    /** The length of the sealed tail, by the end that closes {@code last}. */
    static int tailLength(byte[] last, long length) throws DamagedEntry {
        int from = last.length - Layout.END;
        ByteBuffer end = ByteBuffer.wrap(last, from, Layout.END);
        long says = end.getLong();
        int tail = end.getInt();
        if (end.getInt() != Layout.check(last, from) || end.getInt() != Layout.END_MAGIC) {
            throw new DamagedEntry("the end was changed");
        }
        int least = Layout.TAIL_FIXED + Layout.TAG;
        if (says != length
                || tail < least
                || tail > length - Layout.HEAD - Layout.END
                || tail - least > Layout.MOST_FRAMES * Integer.BYTES) {
            throw new DamagedEntry("the end speaks of another entry");
        }
        return tail;
    }

    private static Opened open(
            byte[] head, int headAt, byte[] last, long[] measures, Keyring keys, Tools tools)
            throws DamagedEntry {
        SecretKey key = keys.unwrap(head, headAt);
        int sealed = (int) measures[2];
        byte[] plain =
                tools.open(
                        key,
                        Layout.tailNonce(),
                        head,
                        last,
                        last.length - Layout.END - sealed,
                        sealed);
        ByteBuffer tail = ByteBuffer.wrap(plain);
        Kind kind = Kind.of(tail.get());
        byte[] hash = new byte[Layout.HASH];
        tail.get(hash);
        long size = tail.getLong();
        long inner = tail.getLong();
        boolean table = tail.get() != 0;
        long body = measures[1] - Layout.HEAD - Layout.END - sealed;
        if (kind == null || inner < 0 || inner > (long) Layout.MOST_FRAMES * Layout.FRAME) {
            throw new DamagedEntry("a tail that nobody writes");
        }
        int[] lengths = table ? lengths(tail, Layout.frames(inner)) : null;
        Opened opened =
                new Opened(
                        new Placed(measures[0], measures[1], kind, hash, size),
                        key,
                        inner,
                        lengths);
        if (opened.frameAt(opened.frames()) != Layout.HEAD + body) {
            throw new DamagedEntry("the frames are not as long as the tail says");
        }
        return opened;
    }

    private static int[] lengths(ByteBuffer tail, int frames) throws DamagedEntry {
        if (tail.remaining() != (long) frames * Integer.BYTES) {
            throw new DamagedEntry("a table of another length");
        }
        int[] lengths = new int[frames];
        tail.asIntBuffer().get(lengths);
        for (int length : lengths) {
            int bytes = length & ~SQUEEZED;
            if (bytes <= Layout.TAG || bytes > Layout.FRAME + Layout.TAG) {
                throw new DamagedEntry("a frame of %d bytes".formatted(bytes));
            }
        }
        return lengths;
    }

    public Placed placed() {
        return placed;
    }

    /** Bytes in the frames; those of the content itself, but for a list or a directory. */
    public long inner() {
        return inner;
    }

    SecretKey key() {
        return key;
    }

    int frames() {
        return Layout.frames(inner);
    }

    /** Where in the entry a frame begins; for the number of frames, where the last one ends. */
    long frameAt(int frame) {
        if (lengths == null || starts == null) {
            return Layout.HEAD
                    + (frame == frames()
                            ? inner + (long) frame * Layout.TAG
                            : (long) frame * (Layout.FRAME + Layout.TAG));
        }
        if (frame < lengths.length) {
            return Layout.HEAD + starts[frame];
        }
        return frame == 0
                ? Layout.HEAD
                : Layout.HEAD + starts[frame - 1] + (lengths[frame - 1] & ~SQUEEZED);
    }

    Tools.Frame frame(int frame) {
        int plain = Layout.plainLength(inner, frame);
        return lengths == null
                ? new Tools.Frame(plain + Layout.TAG, plain, false)
                : new Tools.Frame(
                        lengths[frame] & ~SQUEEZED, plain, (lengths[frame] & SQUEEZED) != 0);
    }
}
