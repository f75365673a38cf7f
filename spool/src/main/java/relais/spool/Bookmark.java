package relais.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file that remembers how far was acknowledged and which positions may have been given out. Two
 * slots in different blocks are written in turn, so that one is always whole. Space is taken when
 * the file is made: a full disk does not stop acknowledging.
 */
final class Bookmark implements AutoCloseable {

    private static final int SLOT = 40;
    private static final int CHECKED = 32;
    private static final int SECOND = 4096;
    private static final int SIZE = 2 * SECOND;

    private final FileChannel channel;
    private final Framing framing = new Framing();
    private Text last;

    /**
     * What is remembered.
     *
     * @param sequence says which slot is newer; 0 when nothing is remembered
     * @param stored the last position that was forced to the log
     * @param highest the last position that may ever have been given out
     */
    record Text(long sequence, long acknowledged, long stored, long highest) {}

    private Bookmark(FileChannel channel) throws IOException {
        this.channel = channel;
        Text first = slot(0);
        Text second = slot(SECOND);
        Text none = new Text(0, 0, 0, 0);
        Text older = first == null ? none : first;
        last = second != null && second.sequence > older.sequence ? second : older;
    }

    static Bookmark open(Folder folder) throws IOException {
        FileChannel channel =
                folder.disk()
                        .open(
                                folder.path().resolve("acknowledged"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
        Bookmark bookmark = new Bookmark(channel);
        if (channel.size() < SIZE) {
            ByteBuffer zeros = ByteBuffer.allocate((int) (SIZE - channel.size()));
            try {
                writeFully(channel, zeros, channel.size());
            } catch (IOException failure) {
                if (!folder.isOutOfSpace(failure, SIZE)) {
                    throw failure;
                }
            }
        }
        return bookmark;
    }

    Text text() {
        return last;
    }

    /** Written, not forced: it outlives this process; a power cut may set it back. */
    void write(long acknowledged, long stored, long highest) throws IOException {
        Text next = new Text(last.sequence + 1, acknowledged, stored, highest);
        ByteBuffer bytes = ByteBuffer.allocate(SLOT);
        bytes.putLong(next.sequence).putLong(acknowledged).putLong(stored).putLong(highest);
        bytes.putInt(framing.check(bytes, 0, CHECKED)).putInt(0).flip();
        writeFully(channel, bytes, next.sequence % 2 == 0 ? 0 : SECOND);
        last = next;
    }

    /** Forced, in both slots: whichever is damaged later, what may be deleted now stays known. */
    void force(long acknowledged, long stored, long highest) throws IOException {
        write(acknowledged, stored, highest);
        write(acknowledged, stored, highest);
        channel.force(true);
    }

    private @Nullable Text slot(long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
            continue;
        }
        boolean sound =
                !bytes.hasRemaining() && bytes.getInt(CHECKED) == framing.check(bytes, 0, CHECKED);
        Text text =
                new Text(bytes.getLong(0), bytes.getLong(8), bytes.getLong(16), bytes.getLong(24));
        return sound ? text : null;
    }

    static void writeFully(FileChannel to, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += to.write(bytes, at);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
