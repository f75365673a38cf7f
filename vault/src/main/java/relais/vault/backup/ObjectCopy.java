package relais.vault.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Copies the objects that one folder has and another has not. An object never changes, so one of
 * the same name and size is there already: a second backup into a folder costs what is new.
 */
public final class ObjectCopy {
    /** Where stores keep what is being written; none of it is an object. */
    private static final String UNFINISHED = "unfinished";

    private static final String PART = ".part";

    private ObjectCopy() {}

    /**
     * What was done.
     *
     * @param copied objects, of {@code bytes} together
     * @param present objects that were there
     */
    public record Copied(long copied, long bytes, long present) {
        public Copied plus(Copied other) {
            return new Copied(copied + other.copied, bytes + other.bytes, present + other.present);
        }
    }

    /** Each object whole and on disk before the next. One that goes meanwhile is passed over. */
    public static Copied run(Path from, Path to) throws IOException {
        Copied done = new Copied(0, 0, 0);
        if (!Files.isDirectory(from)) {
            return done;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path name = from.relativize(file);
                if (!name.startsWith(UNFINISHED)) {
                    done = done.plus(one(file, to.resolve(name.toString())));
                }
            }
        }
        return done;
    }

    private static Copied one(Path file, Path target) throws IOException {
        try {
            long size = Files.size(file);
            if (Files.exists(target) && Files.size(target) == size) {
                return new Copied(0, 0, 1);
            }
            Files.createDirectories(target.getParent());
            Path part = target.resolveSibling(target.getFileName() + PART);
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(target.getParent())) {
                folder.force(true);
            }
            return new Copied(1, size, 0);
        } catch (NoSuchFileException gone) {
            if (Files.exists(file)) {
                throw gone;
            }
            return new Copied(0, 0, 0);
        }
    }
}
