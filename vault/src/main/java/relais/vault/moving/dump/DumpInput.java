package relais.vault.moving.dump;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/** The bytes of a dump, unpacked, each known by its offset. */
public final class DumpInput implements Closeable {
    private static final int BUFFER = 1 << 18;
    private static final int PACKED_BUFFER = 1 << 16;
    private static final int GZIP = 0x1f8b;
    private static final int ZSTD = 0x28b5;

    private final InputStream in;
    private final long size;
    private final FileChannel file;

    /** Read-ahead; what lies from {@link #at} to {@link #end} is not taken yet. */
    byte[] buffer = new byte[BUFFER];

    int at;
    int end;
    private long base;

    private DumpInput(InputStream in, FileChannel file, long from) throws IOException {
        this.in = in;
        this.file = file;
        this.size = file.size();
        this.base = from;
    }

    /** Opens a plain, gzip or zstd file, told apart by its first bytes, at {@code from}. */
    public static DumpInput open(Path path, long from) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            InputStream raw = Channels.newInputStream(file);
            int first = (Math.max(0, raw.read()) << 8) | Math.max(0, raw.read());
            file.position(0);
            if (first != GZIP && first != ZSTD) {
                file.position(Math.min(from, file.size()));
                return new DumpInput(raw, file, from);
            }
            InputStream packed = new BufferedInputStream(raw, PACKED_BUFFER);
            InputStream plain =
                    first == GZIP
                            ? new GZIPInputStream(packed, PACKED_BUFFER)
                            : new ZstdInputStream(packed).setContinuous(false);
            plain.skipNBytes(from);
            return new DumpInput(plain, file, from);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Offset in the unpacked dump of the next byte. */
    public long offset() {
        return base + at;
    }

    /** How much of the file itself (packed or not) was read, of its size; for showing progress. */
    public double share() {
        try {
            return size == 0 ? 1 : Math.min(1, (double) file.position() / size);
        } catch (IOException e) {
            return 1; // closed: read to its end
        }
    }

    /** Whether a byte is left; after it {@code at < end} holds. */
    boolean more() throws IOException {
        if (at < end) {
            return true;
        }
        base += end;
        at = 0;
        end = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
        return end > 0;
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
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
        file.close();
    }
}
