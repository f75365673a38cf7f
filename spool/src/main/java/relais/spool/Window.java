package relais.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/** A stretch of a file held in memory, moved forward as it is read. */
final class Window {

    /** Large enough that 50,000 small records take some hundred system calls. */
    static final int SIZE = 256 << 10;

    /** Unreadable sectors are passed over in steps of this. */
    private static final int BLOCK = 4096;

    private ByteBuffer bytes;
    private final FileChannel channel;
    private final long end;
    private final boolean patient;
    private boolean unreadable;
    private long start;

    /**
     * @param patient whether blocks that the disk cannot give read as zeros, that is: as damage
     */
    Window(FileChannel channel, long end, ByteBuffer bytes, boolean patient) {
        this.channel = channel;
        this.end = end;
        this.patient = patient;
        this.bytes = bytes.clear().limit(0);
    }

    ByteBuffer bytes() {
        return bytes;
    }

    long end() {
        return end;
    }

    /** Whether some of what was loaded could not be read. */
    boolean isUnreadable() {
        return unreadable;
    }

    /** Makes that part of the file present and tells its index in {@link #bytes}. */
    int load(long offset, int length) throws IOException {
        if (offset < start || offset + length > start + bytes.limit()) {
            if (length > bytes.capacity()) {
                bytes = ByteBuffer.allocate(length);
            }
            start = offset;
            bytes.clear().limit((int) Math.min(bytes.capacity(), end - offset));
            fill();
            bytes.flip();
            if (bytes.limit() < length) {
                throw new IOException("the segment is shorter than it was");
            }
        }
        return (int) (offset - start);
    }

    private void fill() throws IOException {
        while (bytes.hasRemaining()) {
            long from = start + bytes.position();
            try {
                if (channel.read(bytes, from) < 0) {
                    return;
                }
            } catch (ClosedChannelException closed) {
                throw closed;
            } catch (IOException failure) {
                if (!patient) {
                    throw failure;
                }
                fillBlock(from);
            }
        }
    }

    /** Reads up to the next block boundary; what the disk cannot give stays zero. */
    private void fillBlock(long from) throws IOException {
        int length = (int) Math.min(bytes.remaining(), BLOCK - from % BLOCK);
        byte[] block = new byte[length];
        ByteBuffer target = ByteBuffer.wrap(block);
        try {
            while (target.hasRemaining() && channel.read(target, from + target.position()) > 0) {
                continue;
            }
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException failure) {
            unreadable = true;
            target.position(length);
        }
        bytes.put(block, 0, target.position());
    }
}
