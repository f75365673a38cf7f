package relais.vault.moving.share;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A folder of this machine, or a share that is mounted. Links are not followed. */
public final class FolderSource implements Source {
    private final Path top;

    public FolderSource(Path top) throws IOException {
        this.top = top.toRealPath();
    }

    @Override
    public void walk(Consumer<Found> each, Trouble trouble) throws IOException {
        Files.walkFileTree(top, new Walk(each, trouble));
    }

    /** People work there: what was listed a moment ago may be gone. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final Consumer<Found> each;
        private final Trouble trouble;

        Walk(Consumer<Found> each, Trouble trouble) {
            this.each = each;
            this.trouble = trouble;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes seen) {
            if (!seen.isRegularFile()) {
                trouble.at(name(file), "is no plain file");
                return FileVisitResult.CONTINUE;
            }
            Found found;
            try {
                found = found(file);
            } catch (IOException gone) {
                trouble.at(name(file), String.valueOf(gone.getMessage()));
                return FileVisitResult.CONTINUE;
            }
            each.accept(found);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            return passedOver(file, why);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why)
                throws IOException {
            return why == null ? FileVisitResult.CONTINUE : passedOver(folder, why);
        }

        private FileVisitResult passedOver(Path file, IOException why) throws IOException {
            if (file.equals(top)) {
                throw why;
            }
            trouble.at(name(file), why.toString());
            return FileVisitResult.CONTINUE;
        }
    }

    private String name(Path file) {
        return top.relativize(file).toString();
    }

    private Found found(Path file) throws IOException {
        PosixFileAttributes seen =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Found(
                name(file),
                seen.size(),
                seen.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS),
                seen.owner().getName() + ":" + seen.group().getName(),
                PosixFilePermissions.toString(seen.permissions()));
    }

    @Override
    public Found look(String path) throws IOException {
        return found(inside(path));
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(inside(path), LinkOption.NOFOLLOW_LINKS);
    }

    private Path inside(String path) throws IOException {
        Path file = top.resolve(path).normalize();
        if (!file.startsWith(top) || !file.toRealPath().startsWith(top)) {
            throw new IOException("outside of the share: " + path);
        }
        return file;
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
