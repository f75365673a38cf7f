package relais.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder of this machine, or one that is mounted. Objects are files, named by their keys. */
public final class FolderStore implements BlobStore {

    /** No object takes longer: the largest over the slowest line. */
    private static final Duration LONGEST_WRITE = Duration.ofDays(1);

    private final String name;
    private final Path folder;
    private final Path unfinished;

    public FolderStore(String name, Path folder) throws IOException {
        this.name = name;
        this.folder = folder;
        this.unfinished = folder.resolve(Keys.UNFINISHED);
        Files.createDirectories(unfinished);
        removeLeftOvers();
    }

    /** What was being written when a process died. The disk's own clock says how old it is. */
    private void removeLeftOvers() throws IOException {
        Path probe = Files.createTempFile(unfinished, "now", "");
        Instant old = Files.getLastModifiedTime(probe).toInstant().minus(LONGEST_WRITE);
        try (Stream<Path> files = Files.list(unfinished)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.equals(probe) || lastWritten(file).isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Instant lastWritten(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException committed) {
            return Instant.MAX;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionalLong freeBytes() throws IOException {
        return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
    }

    @Override
    public Draft begin(String key) throws IOException {
        return new FileDraft(file(key), unfinished.resolve(UUID.randomUUID().toString()));
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
        FileChannel in = FileChannel.open(file(key));
        in.position(offset);
        return new Bounded(Channels.newInputStream(in), length);
    }

    @Override
    public OptionalLong size(String key) throws IOException {
        try {
            return OptionalLong.of(Files.size(file(key)));
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    @Override
    public void list(String prefix, Consumer<Entry> each) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes is) {
                        return dir.equals(unfinished)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is)
                            throws IOException {
                        String key = folder.relativize(file).toString();
                        if (key.startsWith(prefix)) {
                            tell(key, file, is, each);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException && !file.equals(folder)) {
                            return FileVisitResult.CONTINUE; // deleted meanwhile
                        }
                        throw failure;
                    }
                });
    }

    private static void tell(String key, Path file, BasicFileAttributes is, Consumer<Entry> each)
            throws IOException {
        if (is.isRegularFile()) {
            each.accept(new Entry(key, is.size()));
        } else if (Files.isRegularFile(file)) {
            each.accept(new Entry(key, Files.size(file))); // a link to one
        }
    }

    private Path file(String key) {
        return folder.resolve(Keys.checked(key));
    }

    @Override
    public void close() {}
}
