package relais.meter.series.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32C;

/** How files and their names are made to survive a power cut. */
public final class Durable {
    private Durable() {}

    /** Makes created, renamed and deleted names of a folder durable. */
    public static void forceFolder(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    static void forceFolderOf(Path file) throws IOException {
        forceFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    /**
     * The file has the old or the new content, never a mixture.
     *
     * @throws NotWrittenException when it has the old one
     * @throws IOException when which of them a crash would leave is unknown
     */
    static void replace(Path file, byte[] content) throws IOException {
        prepare(file, content);
        swap(file);
    }

    /** Lays the new content beside the file. */
    static void prepare(Path file, byte[] content) throws NotWrittenException {
        Path fresh = fresh(file);
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeFully(channel, ByteBuffer.wrap(content));
            channel.force(true);
        } catch (IOException full) {
            try {
                Files.deleteIfExists(fresh);
            } catch (IOException stays) {
                full.addSuppressed(stays);
            }
            throw new NotWrittenException(full);
        }
    }

    /** Puts what was prepared in the file's place. */
    static void swap(Path file) throws IOException {
        Files.move(fresh(file), file, StandardCopyOption.ATOMIC_MOVE);
        forceFolderOf(file);
    }

    private static Path fresh(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads up to the length asked for; fewer only at the end of the file. */
    static int readFully(FileChannel channel, ByteBuffer into, long position) throws IOException {
        int start = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position() - start) < 0) {
                break;
            }
        }
        return into.position() - start;
    }

    static int check(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
