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

/** A folder of this machine, or a share that is mounted. Links are not followed. */
public final class FolderSource implements Source {
    private final Path top;

    public FolderSource(Path top) throws IOException {
        this.top = top.toRealPath();
    }

    @Override
    public void walk(Consumer<Found> each, Consumer<String> trouble) throws IOException {
        Files.walkFileTree(
                top,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes seen)
                            throws IOException {
                        if (seen.isRegularFile()) {
                            each.accept(found(file));
                        } else {
                            trouble.accept(name(file) + ": is no plain file");
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException why) {
                        trouble.accept(name(file) + ": " + why.getMessage());
                        return FileVisitResult.CONTINUE;
                    }
                });
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
