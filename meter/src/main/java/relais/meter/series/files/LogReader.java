package relais.meter.series.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Reads a log after a crash. Behind a damaged record it looks byte by byte for the next sound
 * header; the salt of the file keeps samples from passing for one.
 */
public final class LogReader {

    private static final int WINDOW = 4 << 20;

    private final FileChannel channel;
    private final Consumer<byte[]> sink;
    private boolean damaged;

    private LogReader(FileChannel channel, Consumer<byte[]> sink) {
        this.channel = channel;
        this.sink = sink;
    }

    /**
     * Gives each sound payload in order.
     *
     * @return how many damaged places have sound records behind them; a torn end is not one
     */
    public static int read(Path file, Consumer<byte[]> sink) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new LogReader(channel, sink).readAll();
        }
    }

    private int readAll() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(LogWriter.HEADER);
        boolean whole = Durable.readFully(channel, head, 0) == LogWriter.HEADER;
        if (!whole || head.getLong(0) != LogWriter.MAGIC) {
            return channel.size() > LogWriter.HEADER ? 1 : 0;
        }
        int salt = head.getInt(8);
        int places = 0;
        long at = LogWriter.HEADER;
        long size = channel.size();
        ByteBuffer window = ByteBuffer.allocate(0);
        long windowAt = 0;
        while (at + LogWriter.RECORD <= size) {
            long offset = at - windowAt;
            if (offset + LogWriter.RECORD > window.limit()) {
                window = load(at, WINDOW);
                windowAt = at;
                offset = 0;
            }
            int length = soundHeader(window, (int) offset, salt);
            if (length >= 0 && offset + LogWriter.RECORD + length > window.limit()) {
                window = load(at, Math.max(WINDOW, LogWriter.RECORD + length));
                windowAt = at;
                offset = 0;
            }
            if (length >= 0 && give(window, (int) offset, length)) {
                places += damaged ? 1 : 0;
                damaged = false;
                at += LogWriter.RECORD + length;
            } else {
                damaged = true;
                at++;
            }
        }
        return places;
    }

    private ByteBuffer load(long at, int length) throws IOException {
        int wanted = (int) Math.min(length, channel.size() - at);
        ByteBuffer bytes = ByteBuffer.allocate(wanted);
        Durable.readFully(channel, bytes, at);
        return bytes.flip();
    }

    private static int soundHeader(ByteBuffer window, int offset, int salt) {
        if (window.getInt(offset + 8) != salt) {
            return -1;
        }
        int check = Durable.check(window.array(), offset, 12) ^ salt;
        int length = window.getInt(offset);
        return window.getInt(offset + 12) == check && length >= 0 && length <= LogWriter.LONGEST
                ? length
                : -1;
    }

    private boolean give(ByteBuffer window, int offset, int length) {
        int from = offset + LogWriter.RECORD;
        if (from + length > window.limit()
                || Durable.check(window.array(), from, length) != window.getInt(offset + 4)) {
            return false;
        }
        byte[] payload = new byte[length];
        window.get(from, payload);
        sink.accept(payload);
        return true;
    }
}
