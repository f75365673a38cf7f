package relais.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process, and a second Spool in this one, out of the folder. The operating system's
 * lock goes when any descriptor of the file is closed by its process; so a second opening in the
 * same process is told by the text of another file before it touches the lock.
 */
final class Holding implements AutoCloseable {

    private final FileChannel channel;
    private final Path holder;

    private Holding(FileChannel channel, Path holder) {
        this.channel = channel;
        this.holder = holder;
    }

    static Holding take(Path folder) throws IOException {
        Path holder = folder.resolve("holder");
        byte[] self = self(folder).getBytes(StandardCharsets.UTF_8);
        if (Files.exists(holder) && java.util.Arrays.equals(Files.readAllBytes(holder), self)) {
            throw new IOException("the spool " + folder + " is already open in this process");
        }
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException("the spool " + folder + " is in use by another process");
        }
        try {
            Files.write(holder, self);
        } catch (IOException fullDisk) {
            // The text only tells a mistake apart; a full disk must not keep the spool closed.
            Files.deleteIfExists(holder);
        }
        return new Holding(channel, holder);
    }

    private static String self(Path folder) throws IOException {
        ProcessHandle process = ProcessHandle.current();
        return "%d %s %s%n"
                .formatted(
                        process.pid(),
                        process.info().startInstant().map(Object::toString).orElse("?"),
                        folder.toRealPath());
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            Files.deleteIfExists(holder);
            channel.close();
        }
    }
}
