package relais.meter.series.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/** Appends records to one file of the log. Used by one thread. */
public final class LogWriter implements AutoCloseable {

    static final int HEADER = 16;
    static final int RECORD = 16;
    static final long MAGIC = 0x52454c534c4f4731L;

    /** Bytes of one record: bounds what recovery holds at once. */
    public static final int LONGEST = 64 << 20;

    private final FileChannel channel;
    private final int salt;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    private long bytes = HEADER;

    private LogWriter(FileChannel channel, int salt) {
        this.channel = channel;
        this.salt = salt;
    }

    /**
     * Makes the file; it must not exist.
     *
     * @throws NotWrittenException when the disk takes none; then there is none
     */
    public static LogWriter begin(Path file, int salt) throws NotWrittenException {
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            LogWriter writer = new LogWriter(channel, salt);
            try {
                writer.buffer.putLong(MAGIC).putInt(salt).putInt(0).flip();
                Durable.writeFully(channel, writer.buffer);
                channel.force(true);
                Durable.forceFolderOf(file);
                return writer;
            } catch (IOException full) {
                channel.close();
                Files.deleteIfExists(file);
                throw full;
            }
        } catch (IOException full) {
            throw new NotWrittenException(full);
        }
    }

    public long bytes() {
        return bytes;
    }

    /**
     * Writes the records together and forces them once.
     *
     * @throws NotWrittenException when they were not written and nothing of them is left
     * @throws IOException when what is on the disk is unknown
     */
    public void append(Collection<byte[]> payloads) throws IOException {
        try {
            write(payloads);
        } catch (IOException failure) {
            channel.truncate(bytes);
            channel.position(bytes);
            channel.force(true);
            throw new NotWrittenException(failure);
        }
        channel.force(false);
        bytes = channel.position();
    }

    private void write(Collection<byte[]> payloads) throws IOException {
        buffer.clear();
        for (byte[] payload : payloads) {
            if (buffer.remaining() < RECORD + payload.length) {
                flush();
                if (buffer.capacity() < RECORD + payload.length) {
                    buffer = ByteBuffer.allocateDirect(RECORD + payload.length);
                }
            }
            putHeader(buffer, payload, salt);
            buffer.put(payload);
        }
        flush();
    }

    private void flush() throws IOException {
        buffer.flip();
        Durable.writeFully(channel, buffer);
        buffer.clear();
    }

    private static void putHeader(ByteBuffer into, byte[] payload, int salt) {
        byte[] head = new byte[12];
        int check = Durable.check(payload, 0, payload.length);
        ByteBuffer.wrap(head).putInt(payload.length).putInt(check).putInt(salt);
        into.putInt(payload.length).putInt(check).putInt(salt);
        into.putInt(Durable.check(head, 0, head.length) ^ salt);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
