package relais.vault.moving.dump;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The bytes of a dump, unpacked, each known by its offset. */
public final class DumpInput implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final InputStream in;
    private final long size;
    private final FileChannel file;
    private final Path path;

    /** Read-ahead; what lies from {@link #at} to {@link #end} is not taken yet. */
    byte[] buffer = new byte[BUFFER];

    int at;
    int end;
    private long base;
    private @Nullable IOException broken;

    private DumpInput(InputStream in, FileChannel file, Path path, long from) throws IOException {
        this.in = in;
        this.file = file;
        this.path = path;
        this.size = file.size();
        this.base = from;
    }

    /** Opens a plain, gzip or zstd file, told apart by its first bytes, at {@code from}. */
    public static DumpInput open(Path path, long from) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            Packed packed = Packed.of(file);
            if (packed == Packed.PLAIN) {
                file.position(Math.min(from, file.size()));
            }
            DumpInput dump = new DumpInput(packed.open(file), file, path, from);
            if (packed != Packed.PLAIN) {
                dump.pass(from);
            }
            return dump;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void pass(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (IOException e) {
            throw damaged(e, 0);
        }
    }

    private IOException damaged(IOException why, long unpacked) {
        return new IOException(
                "%s is damaged or ends too early, near its byte %,d of %,d (byte %,d unpacked): %s"
                        .formatted(
                                path.getFileName(), position(), size, unpacked, why.getMessage()),
                why);
    }

    private long position() {
        try {
            return file.position();
        } catch (IOException e) {
            return size; // closed
        }
    }

    /** Offset in the unpacked dump of the next byte. */
    public long offset() {
        return base + at;
    }

    /** How much of the file itself (packed or not) was read, of its size; for showing progress. */
    public double share() {
        return size == 0 ? 1 : Math.min(1, (double) position() / size);
    }

    /** Whether a byte is left; after it {@code at < end} holds. */
    boolean more() throws IOException {
        if (at < end) {
            return true;
        }
        base += end;
        at = 0;
        end = 0;
        while (end < buffer.length && read() >= 0) {
            // until it is full: fewer borders to look across
        }
        return end > 0;
    }

    /** Reads behind what is there; what came before a damaged place is given out first. */
    private int read() throws IOException {
        if (broken != null) {
            if (end == at) {
                throw broken;
            }
            return -1;
        }
        try {
            int read = in.read(buffer, end, buffer.length - end);
            end += Math.max(0, read);
            return read;
        } catch (IOException e) {
            broken = damaged(e, base + end);
            return read();
        }
    }

    /** The next byte, or -1 at the end, without taking it. */
    int peek() throws IOException {
        return more() ? buffer[at] & 0xff : -1;
    }

    /** Takes the next byte, or answers -1. */
    int next() throws IOException {
        return more() ? buffer[at++] & 0xff : -1;
    }

    /**
     * Whether the bytes at {@code ahead} from here are these; looks at most a few bytes ahead and
     * takes none.
     */
    boolean follows(byte[] wanted) throws IOException {
        if (!need(wanted.length)) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (buffer[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** The byte {@code ahead} of the next one, or -1. */
    int peek(int ahead) throws IOException {
        return need(ahead + 1) ? buffer[at + ahead] & 0xff : -1;
    }

    private boolean need(int count) throws IOException {
        if (end - at >= count) {
            return true;
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        base += at;
        end -= at;
        at = 0;
        while (end < count) {
            if (read() < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
        file.close();
    }
}
